// The foot of a form: what is saved, what is open, what must be changed. All text, never markup.
// It also tells assistive technology what ipywidgets leaves out: which radios belong together.

// Every form loads this file anew, so a counter here would give two forms the same ids, and radios
// of the same name on one page would untick each other.
const fresh = () => `ws-${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;

// Milliseconds after a change until the kernel is asked whether it is there, and then to wait.
const ASK = 1500;
const PATIENCE = 4000;

function name(form) {
  for (const group of form.querySelectorAll(".widget-radio:not([role])")) {
    const label = group.querySelector(":scope > label");
    label.id ||= fresh();
    group.setAttribute("role", "radiogroup");
    group.setAttribute("aria-labelledby", label.id);
  }
  for (const group of form.querySelectorAll(".ws-group:not([role])")) {
    const title = group.querySelector(".ws-title");
    title.id ||= fresh();
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

  let waiting;
  let lost = false;
  const show = () => {
    saved.textContent = lost ? model.get("lost") : model.get("saved");
    saved.className = `ws-saved ws-${lost ? "bad" : model.get("tone")}`;
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
  // A kernel that died or is busy says nothing: then nothing may say "saved" in its name.
  const lose = () => ((lost = true), show());
  const ask = () => {
    waiting = setTimeout(lose, PATIENCE);
    try {
      model.send({ ask: "heard" });
    } catch {
      lose();
    }
  };
  const typed = () => {
    clearTimeout(waiting);
    if (model.get("lost")) waiting = setTimeout(ask, ASK);
  };
  const heard = () => {
    clearTimeout(waiting);
    lost = false;
    show();
  };
  model.on("change:heard", heard);
  model.on("change", show);
  show();

  let watcher;
  const attach = () => {
    const form = el.closest(".ws-form");
    if (!form) return requestAnimationFrame(attach);
    show();
    name(form);
    form.addEventListener("input", typed);
    form.addEventListener("change", typed);
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
    clearTimeout(waiting);
    model.off("change:heard", heard);
    model.off("change", show);
    watcher?.disconnect();
  };
}

export default { render };
