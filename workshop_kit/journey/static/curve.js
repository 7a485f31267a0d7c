// The emotion curve: drawn by mouse, finger and keyboard; the same numbers stand in a table.
// All text, never markup. Sizes are in pixels.
const LOW = -3, HIGH = 3, HALF = 0.5;
const ROW = 48, TOUCH = 22, KNOT = 13, EDGE = 24, STEP = 8;
const VERSIONS = ["as_is", "to_be"];
const UNSAID = { "aria-hidden": true };
const SLANT = (50 * Math.PI) / 180;

// The slopes of scipy's PchipInterpolator, its ends included.
export function slopes(x, y) {
  const last = x.length - 1;
  const h = [], s = [];
  for (let k = 0; k < last; k++) {
    h.push(x[k + 1] - x[k]);
    s.push((y[k + 1] - y[k]) / h[k]);
  }
  if (last < 2) return x.map(() => s[0] ?? 0);
  const d = [edge(h[0], h[1], s[0], s[1])];
  for (let k = 1; k < last; k++) {
    const w1 = 2 * h[k] + h[k - 1], w2 = h[k] + 2 * h[k - 1];
    const turns = Math.sign(s[k - 1]) !== Math.sign(s[k]) || !s[k];
    d.push(turns ? 0 : (w1 + w2) / (w1 / s[k - 1] + w2 / s[k]));
  }
  d.push(edge(h[last - 1], h[last - 2], s[last - 1], s[last - 2]));
  return d;
}

function edge(h0, h1, s0, s1) {
  const d = ((2 * h0 + h1) * s0 - h0 * s1) / (h0 + h1);
  if (Math.sign(d) !== Math.sign(s0)) return 0;
  if (Math.sign(s0) !== Math.sign(s1) && Math.abs(d) > 3 * Math.abs(s0)) return 3 * s0;
  return d;
}

// From knot to knot the four points of a Bezier curve: the same cubic as the curve's own.
export function pieces(x, y) {
  const d = slopes(x, y);
  return x.slice(1).map((to, k) => {
    const third = (to - x[k]) / 3, end = y[k + 1];
    return [
      [x[k], y[k]], [x[k] + third, y[k] + third * d[k]],
      [to - third, end - third * d[k + 1]], [to, end],
    ];
  });
}

// What a stroke says at each place: where it passed last; its ends belong to the nearest place.
export function snap(stroke, places) {
  const found = new Map();
  const nearest = (x) =>
    places.reduce((best, place, i) =>
      Math.abs(place - x) < Math.abs(places[best] - x) ? i : best, 0);
  const ends = [stroke[0], stroke[stroke.length - 1]];
  for (const [x, y] of ends) found.set(nearest(x), y);
  for (let k = 1; k < stroke.length; k++) {
    const [x0, y0] = stroke[k - 1], [x1, y1] = stroke[k];
    places.forEach((place, i) => {
      if (x0 === x1 || place < Math.min(x0, x1) || place > Math.max(x0, x1)) return;
      found.set(i, y0 + ((y1 - y0) * (place - x0)) / (x1 - x0));
    });
  }
  return found;
}

// Where a curve turns: index to "peak" or "valley". An end counts if nothing is beyond its level.
export function turns(values) {
  const placed = [...values.keys()].filter((i) => values[i] !== null);
  const levels = placed.filter((i, k) => !k || values[i] !== values[placed[k - 1]]);
  const all = placed.map((i) => values[i]);
  const top = Math.max(...all), bottom = Math.min(...all);
  const found = new Map();
  levels.forEach((i, k) => {
    const value = values[i];
    const sides = [levels[k - 1], levels[k + 1]].filter((j) => j !== undefined);
    const inside = sides.length === 2;
    if (!sides.length) return;
    if (sides.every((j) => values[j] < value) && (inside || value === top)) found.set(i, "peak");
    if (sides.every((j) => values[j] > value) && (inside || value === bottom))
      found.set(i, "valley");
  });
  return found;
}

// A value as people type it: null where nothing stands, NaN where it is none.
export function typed(text) {
  const plain = text.normalize("NFKC").replace(/[−–—]/g, "-").replace(",", ".").trim();
  if (!plain) return null;
  if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain)) return NaN;
  const value = Math.round(100 * Number(plain)) / 100 + 0;
  return value < LOW || value > HIGH ? NaN : value;
}

const SIGN = /^\s*[-+−.,]*\s*$/;
const clip = (value) => Math.min(HIGH, Math.max(LOW, value));
const halves = (value) => clip(Math.round(value / HALF) * HALF) + 0;
const shown = (value) => (value === null ? "" : (value > 0 ? "+" : "") + String(value));
const proper = (text) => text.replace(/-(?=\d)/, "−"); // not the hyphen of a name
const say = (text, names) => text.replace(/\{(\w+)\}/g, (all, name) => names[name] ?? all);

// A value in words, such as "Check-in: -1, part of the request not met".
export function spoken(texts, touchpoint, value) {
  if (value === null) return say(texts.unplaced, { touchpoint });
  const low = texts.levels[Math.floor(value)], high = texts.levels[Math.ceil(value)];
  const text = low === high ? texts.spoken : texts.between;
  return say(text, { touchpoint, value: shown(value), meaning: low, low, high });
}

const set = (node, name, value) => node.setAttribute(name, value);

function make(tag, parent, attributes = {}, text = "") {
  const svg = parent?.namespaceURI === "http://www.w3.org/2000/svg" || tag === "svg";
  const made = svg
    ? document.createElementNS("http://www.w3.org/2000/svg", tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(made, name, value);
  if (text) made.textContent = text;
  parent?.append(made);
  return made;
}

function mouth(value) {
  const bend = value * 2.2;
  return `M-5 ${4 - bend / 3}q5 ${bend} 10 0${value > 2.2 ? "z" : ""}`;
}

function face(parent) {
  const drawn = make("g", parent, { class: "wsc-face", ...UNSAID });
  make("path", drawn, { d: "M-4-4v2M4-4v2" });
  const brows = make("path", drawn, { d: "M-7-8l5 2M7-8l-5 2" });
  const line = make("path", drawn);
  return (value) => {
    set(line, "d", mouth(value));
    brows.style.display = value < -2.2 ? "" : "none";
  };
}

function render({ model, el }) {
  const texts = model.get("texts");
  const stops = model.get("touchpoints");
  const live = stops.filter((stop) => !stop.retired).length; // the retired ones come last
  const root = make("div", el, { class: "wsc" });
  // Lab has keys of its own, such as digits, for whatever is no text box.
  root.dataset.lmSuppressShortcuts = "true";
  const on = (target, name, step) => target.addEventListener(name, step);
  const followed = {};

  let version = model.get("version");
  let curves = structuredClone(model.get("curves")); // with what is just being drawn
  let selected = -1, pointer = null, places = [], sending = false, due = 0;
  let done = [], undone = [];
  let touched = []; // since Python last said what the curves are: another page's points stay
  let keys = { at: -1, text: "", time: 0 };
  const y = (value) => (HIGH - (value ?? 0) + 0.5) * ROW;
  const rows = (name = version) => curves[name];

  const press = (parent, name, step) => {
    const button = make("button", parent, { type: "button", class: `wsc-${name}` }, texts[name]);
    on(button, "click", step);
    return button;
  };
  const bar = make("div", root, { class: "wsc-bar" });
  const which = make("div", bar, { role: "group", "aria-label": texts.which, class: "wsc-which" });
  const choices = VERSIONS.map((name) => {
    const button = press(which, name, () => choose(name));
    button.prepend(make("span", null, { class: "wsc-swatch", ...UNSAID }));
    return button;
  });
  const backward = () => back(done, undone, "before"), forward = () => back(undone, done, "after");
  const undo = press(bar, "undo", backward), redo = press(bar, "redo", forward);
  const copy = press(bar, "copy", () =>
    commit(rows("as_is").map((row, i) => [i, { valence: row.valence }]).slice(0, live)));

  const main = make("div", root, { class: "wsc-main" });
  const left = make("div", main, { class: "wsc-left" });
  const picture = make("div", left, { class: "wsc-picture" });
  const gutter = make("div", picture, { class: "wsc-gutter" });
  for (let level = HIGH; level >= LOW; level--) {
    const line = make("div", gutter, { class: "wsc-level" });
    const small = make("svg", line, { viewBox: "-13 -13 26 26", ...UNSAID });
    make("circle", small, { r: 12 });
    face(small)(level);
    make("b", line, {}, proper(shown(level)));
    make("span", line, {}, texts.levels[level]);
  }
  const scroll = make("div", picture, { class: "wsc-scroll" });
  const stages = make("div", scroll, { class: "wsc-stages" });
  const svg = make("svg", scroll, {
    class: "wsc-plot", role: "group", "aria-label": texts.picture, height: 7 * ROW,
  });
  const ground = make("g", svg);
  const ghost = make("path", svg, { class: "wsc-ghost" });
  const ghostKnots = make("path", svg, { class: "wsc-ghost-knots" });
  const gaps = make("path", svg, { class: "wsc-gaps" });
  const line = make("path", svg, { class: "wsc-line" });
  const trail = make("path", svg, { class: "wsc-trail" });
  const labels = make("div", scroll, { class: "wsc-labels" });
  const knots = stops.slice(0, live).map((stop, i) => {
    const g = make("g", svg, {
      class: "wsc-knot", role: "slider", tabindex: 0, "aria-label": stop.label,
      "aria-valuemin": LOW, "aria-valuemax": HIGH, "aria-orientation": "vertical",
    });
    make("circle", g, { r: TOUCH, class: "wsc-hit" });
    make("circle", g, { r: KNOT + 5, class: "wsc-ring" });
    make("circle", g, { r: KNOT, class: "wsc-round" });
    make("rect", g, { x: -12, y: -12, width: 24, height: 24, class: "wsc-diamond" });
    const look = face(g);
    const ask = make("g", g, { class: "wsc-ask", ...UNSAID });
    make("circle", ask, { r: 9 });
    make("text", ask, { y: 5 }, "?");
    on(g, "focus", () => select(i));
    const label = make("div", labels, { title: stop.label, ...UNSAID });
    make("span", label, {}, stop.label);
    on(label, "click", () => g.focus());
    return { g, look, ask, label };
  });

  // What is asked about the knot that was chosen last.
  const detail = make("div", left, { class: "wsc-detail" });
  const words = make("p", detail, { class: "wsc-words", ...UNSAID });
  const why = make("label", detail);
  const whyText = make("span", why);
  const whyBox = make("input", why, { type: "text", maxlength: 500 });
  on(whyBox, "input", () => give(selected, { reason: whyBox.value }, `reason ${selected}`));
  const told = make("p", left, { class: "wsc-told", role: "status" });

  const folded = make("details", main, { class: "wsc-sheet" });
  folded.open = stops.length <= 12;
  make("summary", folded, {}, texts.table);
  const table = make("table", folded);
  const head = make("tr", make("thead", table));
  const heads = [texts.touchpoint, texts.as_is, texts.to_be, ""].map((text) =>
    make("th", head, { scope: "col" }, text));
  const body = make("tbody", table);
  const cells = stops.map((stop, i) => {
    if (stop.stage && stop.stage !== stops[i - 1]?.stage)
      make("th", make("tr", body), { colspan: 4, scope: "rowgroup" }, stop.stage);
    const row = make("tr", body);
    const title = stop.retired ? say(texts.retired, { touchpoint: stop.label }) : stop.label;
    make("th", row, { scope: "row" }, title);
    const box = (label, extra) =>
      make("input", make("td", row), { type: "text", "aria-label": label, ...extra });
    const numbers = VERSIONS.map((name) => {
      const cell = box(`${title}, ${texts[name]}`, { class: "wsc-number", maxlength: 8 });
      on(cell, "input", () => {
        const value = typed(cell.value);
        // A lone sign is a number that is being typed.
        const wrong = Number.isNaN(value) && !SIGN.test(cell.value);
        set(cell, "aria-invalid", wrong);
        tell(wrong ? texts.range : "");
        if (!Number.isNaN(value)) give(i, { valence: value }, `${name} ${i}`, name);
      });
      on(cell, "blur", draw); // what is no number gives way to the value that is kept
      on(cell, "focus", () => i < live && select(i));
      return cell;
    });
    const reason = box("", { maxlength: 500 });
    on(reason, "focus", () => i < live && select(i));
    on(reason, "input", () => give(i, { reason: reason.value }, `reason ${i}`));
    return { row, title, numbers, reason };
  });
  if (!stops.length) main.replaceChildren(make("p", null, {}, texts.none));

  // Changes. A step is what undo takes back: knots of one curve, before and after.
  function give(i, change, tag, name = version) {
    if (i >= 0) commit([[i, change]], tag, name);
  }

  function commit(changes, tag = "", name = version) {
    const saved = model.get("curves")[name]; // what is being drawn has changed `curves` already
    const knots = changes
      .map(([i, change]) => ({ i, before: saved[i], after: { ...saved[i], ...change } }))
      .filter(({ before, after }) =>
        before.valence !== after.valence || before.reason !== after.reason);
    if (!knots.length) return draw();
    const last = done[done.length - 1], now = Date.now();
    if (tag && last?.tag === tag && last.name === name && now - last.time < 2000) {
      last.knots[0].after = knots[0].after;
      last.time = now;
    } else done.push({ name, tag, knots, time: now });
    undone = [];
    send(name, knots, "after");
  }

  function back(from, to, side) {
    const step = from.pop();
    if (!step) return;
    to.push({ ...step, tag: "" });
    if (step.name !== version) choose(step.name);
    send(step.name, step.knots, side);
    const { i } = step.knots[step.knots.length - 1];
    select(i);
    const said = step.knots.slice(0, 3); // a stroke has as many as there are touchpoints
    tell(said.map((k) => spoken(texts, stops[k.i].label, k[side].valence)).join("; "));
  }

  function send(name, knots, side) {
    const all = structuredClone(model.get("curves"));
    for (const knot of knots) all[name][knot.i] = { ...all[name][knot.i], ...knot[side] };
    touched = [...new Set([...touched, ...knots.map(({ i }) => `${name}-${stops[i].id}`)])];
    curves = structuredClone(all);
    sending = true;
    if (model.get("message")) model.set("message", "");
    model.set("touched", touched);
    model.set("curves", all);
    model.save_changes();
    sending = false;
    draw();
  }

  function choose(name) {
    model.set("version", name);
    model.save_changes();
    tell("");
  }

  const select = (i) => {
    selected = i;
    draw();
  };
  const tell = (text) => (told.textContent = text);

  function draw() {
    const own = rows(), other = VERSIONS.find((name) => name !== version);
    root.dataset.version = version;
    const found = turns(own.slice(0, live).map((row) => row.valence));
    knots.forEach(({ g, look, ask, label }, i) => {
      const { valence, reason } = own[i];
      set(g, "transform", `translate(${places[i] ?? 0} ${y(valence)})`);
      g.classList.toggle("wsc-empty", valence === null);
      for (const part of [g, label]) part.classList.toggle("wsc-chosen", i === selected);
      set(g, "aria-valuenow", valence ?? 0);
      set(g, "aria-valuetext", spoken(texts, stops[i].label, valence));
      look(valence ?? 0);
      ask.style.display = found.has(i) && !reason.trim() ? "" : "none";
      set(ask, "transform", `translate(0 ${found.get(i) === "peak" ? -23 : 23})`);
    });
    const [whole, bridged] = curve(own);
    set(line, "d", whole);
    set(gaps, "d", bridged);
    set(ghost, "d", curve(rows(other)).join(""));
    const dots = rows(other).slice(0, live).map(({ valence }, i) =>
      valence === null ? "" : `M${places[i] ?? 0} ${y(valence)}h0`);
    set(ghostKnots, "d", dots.join(""));
    due ||= requestAnimationFrame(() => ((due = 0), write(found)));
  }

  // Between neighbours, and, to be dashed, over touchpoints that are not placed.
  function curve(all) {
    const placed = all.slice(0, live).flatMap(({ valence }, i) => (valence === null ? [] : [i]));
    if (placed.length < 2 || !places.length) return ["", ""];
    const parts = ["", ""];
    pieces(placed.map((i) => places[i]), placed.map((i) => y(all[i].valence))).forEach((one, k) => {
      const [from, ...to] = one.map((point) => point.map((n) => n.toFixed(2)).join(" "));
      parts[placed[k + 1] - placed[k] > 1 ? 1 : 0] += `M${from}C${to}`;
    });
    return parts;
  }

  function write(found) {
    const own = rows();
    const asked = (i) => (found.get(i) ? texts[`why_${found.get(i)}`] : texts.why);
    cells.forEach(({ row, title, numbers, reason }, i) => {
      const kept = VERSIONS.some((name) => rows(name)[i].valence !== null || rows(name)[i].reason);
      row.hidden = i >= live && !kept;
      row.classList.toggle("wsc-chosen", i === selected);
      VERSIONS.forEach((name, k) => {
        const value = rows(name)[i].valence, cell = numbers[k];
        const now = typed(cell.value);
        if (document.activeElement === cell && (now === value || Number.isNaN(now))) return;
        cell.value = proper(shown(value));
        set(cell, "aria-invalid", false);
      });
      if (reason.value !== own[i].reason) reason.value = own[i].reason;
      reason.placeholder = found.has(i) ? asked(i) : "";
      set(reason, "aria-label", `${title}: ${asked(i)}`);
    });
    heads[3].textContent = say(texts.reason, { version: texts[version] });
    const row = own[selected];
    detail.classList.toggle("wsc-nothing", !row);
    words.textContent = row
      ? proper(spoken(texts, stops[selected].label, row.valence)) : texts.hint;
    whyText.textContent = row ? asked(selected) : "";
    if (row && whyBox.value !== row.reason) whyBox.value = row.reason;
    choices.forEach((button, k) => set(button, "aria-pressed", VERSIONS[k] === version));
    undo.disabled = !done.length;
    redo.disabled = !undone.length;
    const has = (name) => rows(name).slice(0, live).some(({ valence }) => valence !== null);
    copy.hidden = version !== "to_be" || has("to_be") || !has("as_is");
  }

  function layout() {
    if (!root.clientWidth || !live) return;
    root.classList.toggle("wsc-wide", root.clientWidth >= 1240);
    root.classList.toggle("wsc-narrow", root.clientWidth < 720);
    const room = picture.clientWidth - gutter.offsetWidth - 2;
    labels.classList.remove("wsc-slant");
    let column = room / live, tail = 0, high = 0;
    const slant = column < 62;
    labels.classList.toggle("wsc-slant", slant);
    if (slant) {
      const longest = Math.max(...knots.map(({ label }) => label.offsetWidth));
      tail = Math.max(0, Math.cos(SLANT) * longest - 8);
      high = Math.sin(SLANT) * longest + 34;
      column = Math.max(2 * TOUCH + 2, (room - tail) / live); // wider than the room: it scrolls
    }
    const width = live * column;
    places = knots.map((_knot, i) => (i + 0.5) * column);
    set(svg, "width", width);
    labels.style.width = `${width + tail}px`;
    labels.style.height = slant ? `${high}px` : "";
    knots.forEach(({ label }, i) => {
      label.style.left = slant ? `${places[i] - 4}px` : "";
      label.style.width = slant ? "" : `${column}px`;
    });
    ground.replaceChildren();
    stages.replaceChildren();
    const named = stops.slice(0, live).some((stop) => stop.stage);
    picture.classList.toggle("wsc-staged", named);
    for (let i = 0, band = 0; i < live; band++) {
      const x = i * column, { stage } = stops[i];
      while (i < live && stops[i].stage === stage) i++;
      const wide = i * column - x, odd = band % 2 ? " wsc-odd" : "";
      if (named) make("div", stages, { title: stage }, stage).style.width = `${wide}px`;
      make("rect", ground, { x, width: wide, height: 7 * ROW, class: `wsc-band${odd}` });
    }
    for (let level = LOW; level <= HIGH; level++) {
      const d = `M0 ${y(level)}H${width}`;
      make("path", ground, { d, class: level ? "wsc-grid" : "wsc-zero" });
    }
    draw();
  }

  // Pointer: near a knot it moves that knot, elsewhere it draws a stroke.
  function place(event) {
    const box = svg.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }
  const level = (py) => halves(HIGH + 0.5 - py / ROW);

  on(svg, "pointerdown", (event) => {
    if (pointer || event.button || !live) return;
    event.preventDefault();
    const [px, py] = place(event);
    const far = (i) => Math.hypot(places[i] - px, y(rows()[i].valence) - py);
    const nearest = places.reduce((best, _x, i) => (far(i) < far(best) ? i : best), 0);
    const knot = far(nearest) <= TOUCH ? nearest : -1;
    pointer = { id: event.pointerId, knot, stroke: [[px, py]], changed: new Set() };
    if (knot >= 0) knots[knot].g.focus({ preventScroll: true });
    svg.setPointerCapture?.(event.pointerId);
  });

  on(svg, "pointermove", (event) => {
    if (event.pointerId !== pointer?.id) return;
    const saved = model.get("curves")[version], { stroke, changed } = pointer;
    const { left, right } = scroll.getBoundingClientRect(), x = event.clientX;
    scroll.scrollLeft += x > right - EDGE ? STEP : x < left + EDGE ? -STEP : 0;
    const [px, py] = place(event), [x0, y0] = stroke[0];
    if (stroke.length === 1 && Math.hypot(px - x0, py - y0) < 4) return;
    stroke.push([px, py]);
    // A first stroke begins among knots that wait on the zero line.
    const sideways = Math.abs(px - x0) > (places[1] - places[0]) / 2;
    if (pointer.knot >= 0 && saved[pointer.knot].valence === null && sideways) pointer.knot = -1;
    const found = pointer.knot >= 0 ? new Map([[pointer.knot, py]]) : snap(stroke, places);
    for (const i of changed) if (!found.has(i)) rows()[i] = saved[i];
    for (const [i, height] of found) {
      rows()[i] = { ...rows()[i], valence: level(height) };
      changed.add(i);
    }
    if (pointer.knot < 0)
      set(trail, "d", `M${stroke.map((p) => p.map(Math.round).join(" ")).join("L")}`);
    draw();
  });

  const lift = (event, keep) => {
    if (event.pointerId !== pointer?.id) return;
    const { stroke, knot, changed } = pointer;
    if (keep && stroke.length === 1) {
      // A tap: on a knot it chooses it, or places one that waits; elsewhere it places the nearest.
      const [[px, py]] = stroke;
      const i = knot >= 0 ? knot : [...snap([[px, py]], places).keys()][0];
      if (knot < 0 || rows()[i].valence === null) {
        rows()[i] = { ...rows()[i], valence: knot < 0 ? level(py) : 0 };
        changed.add(i);
      }
      select(i);
    }
    const changes = [...changed].map((i) => [i, { valence: rows()[i].valence }]);
    pointer = null;
    set(trail, "d", "");
    curves = structuredClone(model.get("curves"));
    if (keep) commit(changes);
    if (changes.length === 1) knots[changes[0][0]].g.focus({ preventScroll: true });
    tell("");
    draw();
  };
  on(svg, "pointerup", (event) => lift(event, true));
  on(svg, "pointercancel", (event) => lift(event, false));
  on(svg, "contextmenu", (event) => pointer && event.preventDefault());

  function pressed(event, i) {
    const value = rows()[i].valence, { key } = event, now = Date.now();
    const step = event.shiftKey ? HALF : 1;
    const to = (next, tag) => give(i, { valence: next }, tag);
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (/^[-+−.,\d]$/.test(key.normalize("NFKC"))) {
      const fresh = keys.at !== i || now - keys.time > 1500;
      keys = { at: i, text: (fresh ? "" : keys.text) + key, time: now };
      const next = typed(keys.text);
      const begun = SIGN.test(keys.text);
      tell(Number.isNaN(next) && !begun ? texts.range : "");
      if (Number.isNaN(next)) keys.text = begun ? keys.text : "";
      else to(next, `keys ${i} ${version}`);
      return true;
    }
    keys.at = -1;
    tell("");
    if (key === "ArrowUp" || key === "ArrowRight") to(value === null ? 0 : clip(value + step));
    else if (key === "ArrowDown" || key === "ArrowLeft")
      to(value === null ? 0 : clip(value - step));
    else if (key === "Home") to(LOW);
    else if (key === "End") to(HIGH);
    else if (key === "Delete" || key === "Backspace") to(null);
    else if (key === "Enter") whyBox.focus();
    else return false;
    return true;
  }

  on(root, "keydown", (event) => {
    const text = event.target.tagName === "INPUT", key = event.key.toLowerCase();
    const i = knots.findIndex(({ g }) => g === event.target);
    if (event.key !== "Tab") event.stopPropagation();
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !text && "zy".includes(key)) {
      event.preventDefault();
      (key === "z" && !event.shiftKey ? backward : forward)();
    } else if (i >= 0 && pressed(event, i)) event.preventDefault();
    else if (event.target === whyBox && event.key === "Enter") knots[selected]?.g.focus();
  });

  // What Python changes: other answers were opened, or another page saved.
  followed.curves = () => {
    if (sending) return;
    const drawn = pointer ? curves[version] : [];
    curves = structuredClone(model.get("curves"));
    for (const i of pointer?.changed ?? []) curves[version][i] = drawn[i];
    [done, undone, touched] = [[], [], []];
    draw();
  };
  followed.version = () => {
    version = model.get("version");
    draw();
  };
  followed.message = () => tell(model.get("message"));
  for (const name in followed) model.on(`change:${name}`, followed[name]);
  followed.message();

  const watcher = new ResizeObserver(layout);
  watcher.observe(root);
  layout();
  draw();
  return () => {
    watcher.disconnect();
    cancelAnimationFrame(due);
    for (const name in followed) model.off(`change:${name}`, followed[name]);
  };
}

export default { render };
