// A table of ticks. All text, never markup.

// Two tables of one page must not share ids, nor radios a name.
const fresh = () => `ws-${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;

function element(parent, name, text = "", look = "") {
  const made = parent.appendChild(document.createElement(name));
  if (text) made.textContent = text;
  if (look) made.className = look;
  made.dir = "auto";
  return made;
}

function render({ model, el }) {
  el.classList.add("ws-table");
  const one = model.get("one");
  const title = element(el, "div", model.get("title"), "ws-table-title");
  title.id = fresh();
  const told = [];
  for (const [name, look] of [["hint", "ws-table-hint"], ["moves", "ws-table-moves"]]) {
    // Radios have their own keys, which everybody's browser tells.
    if (!model.get(name) || (one && name === "moves")) continue;
    const line = element(el, "div", model.get(name), look);
    line.id = fresh();
    told.push(line.id);
  }
  const table = element(el, "table");
  table.setAttribute("role", "group");
  table.setAttribute("aria-labelledby", title.id);
  if (told.length) table.setAttribute("aria-describedby", told.join(" "));
  const head = element(element(table, "thead"), "tr");
  element(head, "td");
  const heads = model.get("columns").map(([code, label]) => {
    const cell = element(head, "th", label);
    cell.scope = "col";
    cell.id = fresh();
    return [code, label, cell.id];
  });
  const body = element(table, "tbody");
  const boxes = []; // a list of inputs for each row, with holes where a column is not offered
  for (const [row, label, offered] of model.get("rows")) {
    const line = element(body, "tr");
    const name = element(line, "th", label);
    name.scope = "row";
    name.id = fresh();
    boxes.push(
      heads.map(([code, text, id]) => {
        const cell = element(line, "td");
        if (!offered.includes(code)) return null;
        const around = element(cell, "label");
        const box = element(around, "input");
        box.type = one ? "radio" : "checkbox";
        if (one) box.name = name.id;
        box.setAttribute("aria-labelledby", `${name.id} ${id}`);
        box.dataset.row = row;
        box.dataset.code = code;
        element(around, "span", text);
        return box;
      }),
    );
  }

  // One stop for Tab in each row: whoever has 25 rows does not press it 125 times.
  const stop = (row, box) => {
    if (one) return;
    for (const other of row) if (other) other.tabIndex = other === box ? 0 : -1;
  };
  for (const row of boxes) stop(row, row.find(Boolean));

  const show = () => {
    const ticks = model.get("ticks");
    for (const box of boxes.flat().filter(Boolean))
      box.checked = (ticks[box.dataset.row] ?? []).includes(box.dataset.code);
  };

  table.addEventListener("change", () => {
    const ticks = {};
    for (const box of boxes.flat().filter(Boolean))
      if (box.checked) (ticks[box.dataset.row] ??= []).push(box.dataset.code);
    model.set("ticks", ticks);
    model.save_changes();
  });

  table.addEventListener("focusin", ({ target }) => {
    const row = boxes.find((inputs) => inputs.includes(target));
    if (row) stop(row, target);
  });

  const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  table.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    // JupyterLab's own keys would leave the table.
    if (event.key !== "Tab") event.stopPropagation();
    if (one || !move || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    let y = boxes.findIndex((inputs) => inputs.includes(event.target));
    if (y < 0) return;
    let x = boxes[y].indexOf(event.target);
    do [y, x] = [y + move[0], x + move[1]];
    while (boxes[y] && x >= 0 && x < heads.length && !boxes[y][x]);
    boxes[y]?.[x]?.focus();
  });

  model.on("change:ticks", show);
  show();
  return () => model.off("change:ticks", show);
}

export default { render };
