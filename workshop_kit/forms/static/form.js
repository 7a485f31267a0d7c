// The foot of a form: what is saved, what is open, what must be changed. All text, never markup.
// It also tells assistive technology what ipywidgets leaves out: which radios belong together.
let serial = 0;

function name(form) {
  for (const group of form.querySelectorAll(".widget-radio:not([role])")) {
    const label = group.querySelector(":scope > label");
    label.id ||= `ws-label-${++serial}`;
    group.setAttribute("role", "radiogroup");
    group.setAttribute("aria-labelledby", label.id);
  }
  for (const group of form.querySelectorAll(".ws-group:not([role])")) {
    const title = group.querySelector(".ws-title");
    title.id ||= `ws-label-${++serial}`;
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", title.id);
  }
  for (const rows of form.querySelectorAll(".ws-rows"))
    [...rows.children].forEach((row, i) => {
      row.setAttribute("role", "group");
      row.setAttribute("aria-label", String(i + 1));
    });
  // Radios of one name are one stop for Tab, and arrows move between them.
  for (const group of form.querySelectorAll(".widget-radio")) {
    const label = group.querySelector(":scope > label");
    for (const radio of group.querySelectorAll("input")) radio.name = label.id;
  }
}

function render({ model, el }) {
  el.className += " ws-foot";
  const state = el.appendChild(document.createElement("div"));
  state.className = "ws-state";
  const saved = state.appendChild(document.createElement("span"));
  saved.setAttribute("role", "status");
  const progress = state.appendChild(document.createElement("span"));
  progress.className = "ws-progress";
  const lines = el.appendChild(document.createElement("ul"));
  lines.setAttribute("role", "status");

  const show = () => {
    saved.textContent = model.get("saved");
    saved.className = `ws-saved ws-${model.get("tone")}`;
    progress.textContent = model.get("progress");
    lines.replaceChildren(
      ...model.get("lines").map(([tone, text]) => {
        const line = document.createElement("li");
        line.className = `ws-line ws-${tone}`;
        line.textContent = text;
        line.dir = "auto";
        return line;
      }),
    );
    const form = el.closest(".ws-form");
    if (!form) return;
    const wrong = new Set(model.get("wrong"));
    for (const field of form.querySelectorAll(".ws-field")) {
      const bad = [...field.classList].some((c) => wrong.has(c));
      field.classList.toggle("ws-wrong", bad);
      for (const input of field.querySelectorAll("input, textarea, select"))
        input.setAttribute("aria-invalid", bad);
    }
  };
  model.on("change", show);
  show();

  let watcher;
  const attach = () => {
    const form = el.closest(".ws-form");
    if (!form) return requestAnimationFrame(attach);
    show();
    name(form);
    // ipywidgets draws radios anew when Python sets their value.
    let due = false;
    watcher = new MutationObserver(() => {
      if (due) return;
      due = true;
      requestAnimationFrame(() => ((due = false), name(form)));
    });
    watcher.observe(form, { childList: true, subtree: true });
  };
  attach();
  return () => {
    model.off("change", show);
    watcher?.disconnect();
  };
}

export default { render };
