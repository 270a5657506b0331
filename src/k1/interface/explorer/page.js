"use strict";
// The page of the graph. Text of papers comes in as data and goes out through textContent and fillText only.
const NODE = { id: 0, kind: 1, name: 2, text: 3, cut: 4, x: 5, y: 6, papers: 7, mentions: 8, year: 9, modality: 10,
  inCorpus: 11, degree: 12, aliases: 13, rows: 14, rowsTotal: 15, unit: 16, paper: 17 };
const LINK = { a: 0, b: 1, relation: 2, count: 3, role: 4, level: 5, rows: 6 };
const ROW = { unit: 0, start: 1, end: 2, page: 3, box: 4 };
const UNIT = { paper: 0, path: 1, text: 2, label: 3, modality: 4, page: 5, box: 6 };
const STRUCTURE = new Set(["has_section", "has_unit", "next", "belongs_to", "grounded_in"]);
const PAPER = { id: 0, title: 1, year: 2, format: 3 };
const REVEAL = 40;

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const { nodes, links, papers, units, paths, rows } = data;
const kinds = new Map(data.kinds.map((kind) => [kind.kind, kind]));
const places = new Map(nodes.map((node, i) => [node[NODE.id], i]));
const beside = nodes.map(() => []);
links.forEach((link, i) => { beside[link[LINK.a]].push(i); beside[link[LINK.b]].push(i); });

const dark = matchMedia("(prefers-color-scheme: dark)");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const phone = matchMedia("(max-width: 760px)");
const state = { shown: new Uint8Array(nodes.length), on: new Map(), selected: -1, hover: -1, view: { x: 0, y: 0, k: 1 } };
const number = (n) => n.toLocaleString("en");
const plural = (n, word) => `${number(n)} ${word}${n === 1 ? "" : "s"}`;
const words = (relation) => relation.replaceAll("_", " ").toLowerCase();

// ---- elements ---------------------------------------------------------------------------------------------------

function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "className") element.className = value;
    else if (value !== undefined && value !== null) element.setAttribute(key, value);
  }
  for (const child of children) if (child !== null && child !== undefined) element.append(child);
  return element;
}

const colourOf = (kind) => { const mark = kinds.get(kind); return dark.matches ? mark.dark : mark.colour; };

function outline(shape, x, y, r) {
  if (shape === "square") return [[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]];
  if (shape === "diamond") return [[x, y - r * 1.25], [x + r * 1.25, y], [x, y + r * 1.25], [x - r * 1.25, y]];
  return [[x, y - r * 1.2], [x + r * 1.15, y + r * .85], [x - r * 1.15, y + r * .85]];
}

function icon(kind) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 12 12");
  svg.setAttribute("aria-hidden", "true");
  const shape = kinds.get(kind).shape;
  const drawn = document.createElementNS(space, shape === "circle" ? "circle" : "polygon");
  if (shape === "circle") { drawn.setAttribute("cx", 6); drawn.setAttribute("cy", 6); drawn.setAttribute("r", 5.2); }
  else drawn.setAttribute("points", outline(shape, 6, 6, 4.6).map((p) => p.join(",")).join(" "));
  drawn.setAttribute("fill", colourOf(kind));
  svg.append(drawn);
  return svg;
}

// ---- what is visible --------------------------------------------------------------------------------------------

const isVisible = (i) => i === state.selected || (state.shown[i] === 1 && state.on.get(nodes[i][NODE.kind]));
const otherEnd = (link, i) => (links[link][LINK.a] === i ? links[link][LINK.b] : links[link][LINK.a]);
const neighboursOf = (i) => [...new Set(beside[i].map((link) => otherEnd(link, i)))].sort((a, b) => a - b);

function startView() {
  state.shown.fill(0);
  state.shown.fill(1, 0, data.core);
  for (const kind of data.kinds) state.on.set(kind.kind, kind.shown);
}

function reveal(candidates) {
  const added = candidates.filter((i) => !state.shown[i]).slice(0, REVEAL);
  for (const i of added) state.shown[i] = 1;
  refresh();
  return added.length;
}

function revealNeighbours(i) {
  const added = reveal(neighboursOf(i).filter((n) => state.on.get(nodes[n][NODE.kind])));
  say(added ? `${plural(added, "neighbour")} more` : "No hidden neighbours of the kinds that are switched on");
  if (i === state.selected) showNode(i);
  return added;
}

function say(message) { byId("status").textContent = message; }

function sayCounts() {
  let visible = 0;
  for (let i = 0; i < nodes.length; i++) if (isVisible(i)) visible++;
  say(`${plural(data.totals.papers, "paper")} · showing ${number(visible)} of ${plural(data.totals.nodes, "node")}`);
}

function refresh() { drawLegend(); sayCounts(); draw(); }

// ---- picture ----------------------------------------------------------------------------------------------------

const canvas = byId("graph");
const pen = canvas.getContext("2d");
let size = { width: 0, height: 0 };
let labelBoxes = [];
let queued = false;

const toScreen = (i) => [(nodes[i][NODE.x] - state.view.x) * state.view.k + size.width / 2,
  (nodes[i][NODE.y] - state.view.y) * state.view.k + size.height / 2];

function radius(i) {
  const node = nodes[i];
  const zoom = Math.min(2.2, Math.max(.75, Math.sqrt(state.view.k / fitted))) * (phone.matches ? .78 : 1);
  if (node[NODE.kind] === "paper") return (node[NODE.inCorpus] ? 7.5 : 4) * zoom;
  return Math.min(13, 3 + 1.9 * Math.sqrt(Math.max(0, node[NODE.papers] - 1)) + .45 * Math.log2(node[NODE.degree] + 1)) * zoom;
}

function draw() {
  if (queued) return;
  queued = true;
  requestAnimationFrame(() => { queued = false; paint(); });
}

function paint() {
  const style = getComputedStyle(document.documentElement);
  const ink = { ground: style.getPropertyValue("--ground").trim(), text: style.getPropertyValue("--ink").trim(),
    quiet: style.getPropertyValue("--quiet").trim(), accent: style.getPropertyValue("--accent").trim() };
  const ratio = window.devicePixelRatio || 1;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, size.width, size.height);
  const focus = state.selected >= 0 ? state.selected : state.hover;
  const near = new Set(focus >= 0 ? neighboursOf(focus) : []);
  const drawn = [];
  for (let i = nodes.length - 1; i >= 0; i--) if (isVisible(i)) drawn.push(i);
  paintLinks(ink, focus);
  for (const i of drawn) paintNode(i, ink, focus < 0 || i === focus || near.has(i));
  paintLabels(drawn, ink, focus, near);
}

function paintLinks(ink, focus) {
  pen.lineWidth = 1;
  pen.strokeStyle = ink.quiet;
  pen.globalAlpha = focus >= 0 ? .08 : .22;
  pen.beginPath();
  for (const link of links) {
    if (link[LINK.a] === focus || link[LINK.b] === focus || !isVisible(link[LINK.a]) || !isVisible(link[LINK.b])) continue;
    pen.moveTo(...toScreen(link[LINK.a]));
    pen.lineTo(...toScreen(link[LINK.b]));
  }
  pen.stroke();
  if (focus >= 0) {
    pen.strokeStyle = ink.accent;
    pen.globalAlpha = .6;
    pen.lineWidth = 1.3;
    pen.beginPath();
    for (const i of beside[focus]) {
      const other = otherEnd(i, focus);
      if (isVisible(other)) { pen.moveTo(...toScreen(focus)); pen.lineTo(...toScreen(other)); }
    }
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

function paintNode(i, ink, bright) {
  const [x, y] = toScreen(i);
  const r = radius(i);
  if (x < -20 || y < -20 || x > size.width + 20 || y > size.height + 20) return;
  const mark = kinds.get(nodes[i][NODE.kind]);
  pen.globalAlpha = bright ? 1 : .22;
  pen.beginPath();
  if (mark.shape === "circle") pen.arc(x, y, r, 0, 7);
  else { outline(mark.shape, x, y, r * .92).forEach((p, n) => (n ? pen.lineTo(...p) : pen.moveTo(...p))); pen.closePath(); }
  const hollow = nodes[i][NODE.kind] === "paper" && !nodes[i][NODE.inCorpus];
  pen.fillStyle = hollow ? ink.ground : colourOf(nodes[i][NODE.kind]);
  pen.fill();
  pen.lineWidth = hollow ? 1.4 : 1;
  pen.strokeStyle = hollow ? colourOf(nodes[i][NODE.kind]) : ink.ground;
  pen.stroke();
  if (i === state.selected) {
    pen.beginPath();
    pen.arc(x, y, r + 4.5, 0, 7);
    pen.lineWidth = 2.2;
    pen.strokeStyle = ink.accent;
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

function labelOf(i) {
  const name = nodes[i][NODE.name].replace(/\s+/g, " ");
  const most = i === state.selected ? 60 : nodes[i][NODE.kind] === "paper" ? 36 : 30;
  const letters = Array.from(name);
  return letters.length > most ? letters.slice(0, most - 1).join("").trimEnd() + "…" : name;
}

function paintLabels(drawn, ink, focus, near) {
  const first = (i) => (i === focus || i === state.hover ? 0 : near.has(i) ? 1 : 2);
  const order = drawn.slice().sort((a, b) => first(a) - first(b) || a - b);
  labelBoxes = [];
  const sides = freeArea();
  const room = { left: sides.left - 18, right: size.width - sides.right + 18 };
  const most = phone.matches ? 45 : 130;
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  for (const i of order) {
    if (labelBoxes.length >= most) break;
    if (focus >= 0 && first(i) === 2) break;
    paintLabel(i, ink, first(i) === 0, room);
  }
}

function paintLabel(i, ink, always, room) {
  const [x, y] = toScreen(i);
  if (x < 0 || y < 0 || x > size.width || y > size.height) return;
  const isPaper = nodes[i][NODE.kind] === "paper" && nodes[i][NODE.inCorpus];
  pen.font = `${isPaper ? 600 : 400} ${phone.matches ? 11 : 12}px system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif`;
  const text = labelOf(i);
  const width = pen.measureText(text).width;
  const r = radius(i) + (i === state.selected ? 9 : 4);
  const spots = [[x + r, y], [x - r - width, y], [x - width / 2, y - r - 6], [x - width / 2, y + r + 7]];
  const free = spots.find(([left, middle]) => left > room.left && left + width < room.right && !labelBoxes.some((taken) =>
    left < taken[2] && left + width > taken[0] && middle - 8 < taken[3] && middle + 8 > taken[1]));
  if (!free && !always) return;
  const [left, middle] = free || spots[0];
  labelBoxes.push([left - 3, middle - 8, left + width + 3, middle + 8]);
  pen.lineWidth = 3.5;
  pen.strokeStyle = ink.ground;
  pen.globalAlpha = .9;
  pen.strokeText(text, left, middle);
  pen.globalAlpha = 1;
  pen.fillStyle = ink.text;
  pen.fillText(text, left, middle);
}

// ---- moving about -----------------------------------------------------------------------------------------------

let fitted = 1;
let moving = 0;

function freeArea() {
  const sides = { left: 24, right: 24, top: 24, bottom: 24 };
  const panel = byId("panel");
  const legend = byId("legend");
  if (phone.matches) sides.bottom += panel.hidden ? 0 : panel.offsetHeight;
  else {
    if (!panel.hidden) sides.right += panel.offsetWidth + 12;
    if (!legend.hidden) sides.left += legend.offsetWidth + 12;
  }
  return sides;
}

function middle(sides, k) {
  return [(sides.left - sides.right) / 2 / k, (sides.top - sides.bottom) / 2 / k];
}

function fit() {
  const seen = nodes.map((_, i) => i).filter(isVisible);
  if (!seen.length) return;
  const xs = seen.map((i) => nodes[i][NODE.x]).sort((a, b) => a - b);
  const ys = seen.map((i) => nodes[i][NODE.y]).sort((a, b) => a - b);
  const sides = freeArea();
  const [x0, x1, y0, y1] = [xs[0], xs.at(-1), ys[0], ys.at(-1)];
  const k = Math.min((size.width - sides.left - sides.right - (phone.matches ? 30 : 110)) / (x1 - x0 || 1),
    (size.height - sides.top - sides.bottom - 20) / (y1 - y0 || 1));
  fitted = Math.max(k, 1e-4);
  const [dx, dy] = middle(sides, fitted);
  glide({ x: (x0 + x1) / 2 - dx, y: (y0 + y1) / 2 - dy, k: fitted });
}

function centreOn(i) {
  const k = Math.max(state.view.k, fitted * 1.4);
  const [dx, dy] = middle(freeArea(), k);
  glide({ x: nodes[i][NODE.x] - dx, y: nodes[i][NODE.y] - dy, k });
}

function glide(goal) {
  cancelAnimationFrame(moving);
  if (still.matches || !document.documentElement.dataset.ready) { state.view = goal; draw(); return; }
  const from = { ...state.view };
  const begun = performance.now();
  const step = (now) => {
    const t = Math.min(1, (now - begun) / 220);
    const s = t * (2 - t);
    for (const key of ["x", "y", "k"]) state.view[key] = from[key] + (goal[key] - from[key]) * s;
    draw();
    if (t < 1) moving = requestAnimationFrame(step);
  };
  moving = requestAnimationFrame(step);
}

function zoomAt(factor, px, py) {
  cancelAnimationFrame(moving);
  const { view } = state;
  const k = Math.min(fitted * 40, Math.max(fitted / 4, view.k * factor));
  const [dx, dy] = [px - size.width / 2, py - size.height / 2];
  view.x += dx / view.k - dx / k;
  view.y += dy / view.k - dy / k;
  view.k = k;
  draw();
}

function nodeAt(px, py) {
  let best = -1;
  let nearest = phone.matches ? 22 : 12;
  for (let i = 0; i < nodes.length; i++) {
    if (!isVisible(i)) continue;
    const [x, y] = toScreen(i);
    const distance = Math.hypot(x - px, y - py) - radius(i);
    if (distance < nearest) { nearest = distance; best = i; }
  }
  return best;
}

const pointers = new Map();
let travelled = 0;
const spot = (event) => { const box = canvas.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };

canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  pointers.set(event.pointerId, spot(event));
  travelled = pointers.size > 1 ? 99 : 0;
});

canvas.addEventListener("pointermove", (event) => {
  const now = spot(event);
  const before = pointers.get(event.pointerId);
  if (!before) {
    const under = event.pointerType === "mouse" ? nodeAt(...now) : -1;
    if (under !== state.hover) { state.hover = under; canvas.title = under >= 0 ? nodes[under][NODE.name].slice(0, 200) : ""; draw(); }
    return;
  }
  travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
  if (pointers.size === 2) {
    const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
    const gap = (p) => Math.hypot(p[0] - other[0], p[1] - other[1]) || 1;
    zoomAt(gap(now) / gap(before), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
  } else if (travelled > 4) {
    cancelAnimationFrame(moving);
    state.view.x -= (now[0] - before[0]) / state.view.k;
    state.view.y -= (now[1] - before[1]) / state.view.k;
    draw();
  }
  pointers.set(event.pointerId, now);
});

canvas.addEventListener("pointerup", (event) => {
  pointers.delete(event.pointerId);
  if (travelled > 4) return;
  const hit = nodeAt(...spot(event));
  if (hit >= 0) select(hit);
  else if (state.selected >= 0) clearSelection();
});
canvas.addEventListener("pointercancel", (event) => pointers.delete(event.pointerId));
canvas.addEventListener("dblclick", (event) => { const hit = nodeAt(...spot(event)); if (hit >= 0) revealNeighbours(hit); });
canvas.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoomAt(Math.exp(-event.deltaY * (event.deltaMode ? .05 : .0016)), ...spot(event));
}, { passive: false });

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
canvas.addEventListener("keydown", (event) => {
  const middleOf = [size.width / 2, size.height / 2];
  if (MOVES[event.key]) {
    state.view.x += MOVES[event.key][0] * 60 / state.view.k;
    state.view.y += MOVES[event.key][1] * 60 / state.view.k;
    draw();
  } else if (event.key === "+" || event.key === "=") zoomAt(1.3, ...middleOf);
  else if (event.key === "-") zoomAt(1 / 1.3, ...middleOf);
  else if (event.key === "0") fit();
  else if (event.key === "Enter" && state.selected >= 0) revealNeighbours(state.selected);
  else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement;
  if (event.key === "Escape" && !typing && !byId("viewer").open) clearSelection();
  if (event.key === "/" && !typing) { event.preventDefault(); byId("search").focus(); }
});

byId("zoom").addEventListener("click", (event) => {
  const what = event.target.dataset.do;
  if (what === "in") zoomAt(1.4, size.width / 2, size.height / 2);
  if (what === "out") zoomAt(1 / 1.4, size.width / 2, size.height / 2);
  if (what === "fit") fit();
  if (what === "reset") { startView(); clearSelection(); refresh(); fit(); }
});

// ---- legend -----------------------------------------------------------------------------------------------------

const closedLayers = new Set();

function drawLegend() {
  const legend = byId("legend");
  const focused = document.activeElement?.dataset?.key;
  const counts = new Map(data.kinds.map((kind) => [kind.kind, [0, 0]]));
  nodes.forEach((node, i) => { const count = counts.get(node[NODE.kind]); count[1]++; if (isVisible(i)) count[0]++; });
  const layers = Map.groupBy ? Map.groupBy(data.kinds, (kind) => kind.layer) : grouped(data.kinds);
  legend.replaceChildren(...[...layers].map(([layer, members]) => {
    const list = el("ul", {}, ...members.map((kind) => legendRow(kind, counts.get(kind.kind))));
    const group = el("details", closedLayers.has(layer) ? {} : { open: "" }, el("summary", {}, layer), list);
    group.addEventListener("toggle", () => (group.open ? closedLayers.delete(layer) : closedLayers.add(layer)));
    return group;
  }));
  if (focused) legend.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function grouped(members) {
  const layers = new Map();
  for (const kind of members) layers.set(kind.layer, [...(layers.get(kind.layer) || []), kind]);
  return layers;
}

function legendRow(kind, [visible, total]) {
  const isOn = state.on.get(kind.kind);
  const toggle = el("button", { type: "button", className: "toggle", "aria-pressed": String(isOn), "data-key": kind.kind,
    title: isOn ? `Hide ${kind.name}` : `Show ${kind.name}`, onclick: () => toggleKind(kind.kind) },
    icon(kind.kind), kind.name, el("span", { className: "count" }, `${number(visible)}/${number(total)}`));
  const plus = el("button", { type: "button", className: "plus", "data-key": `+${kind.kind}`, title: `Show more: ${kind.name}`,
    "aria-label": `Show more nodes of kind ${kind.name}`, onclick: () => revealKind(kind.kind) }, "+");
  plus.disabled = visible >= total;
  return el("li", {}, toggle, plus);
}

function toggleKind(kind) {
  state.on.set(kind, !state.on.get(kind));
  const none = !nodes.some((node, i) => node[NODE.kind] === kind && state.shown[i]);
  if (state.on.get(kind) && none) revealKind(kind);
  refresh();
}

function revealKind(kind) {
  state.on.set(kind, true);
  reveal(nodes.map((_, i) => i).filter((i) => nodes[i][NODE.kind] === kind));
}

byId("filter").addEventListener("click", () => setLegend(byId("legend").hidden));
function setLegend(open) {
  byId("legend").hidden = !open;
  byId("filter").setAttribute("aria-expanded", String(open));
  if (!phone.matches) byId("zoom").style.left = open ? "" : "12px";
}

// ---- details ----------------------------------------------------------------------------------------------------

const panel = byId("panel");

function nodeButton(i, note) {
  const node = nodes[i];
  return el("button", { type: "button", className: "node", onclick: () => select(i) }, icon(node[NODE.kind]),
    el("span", { className: "name", dir: "auto" }, node[NODE.name]), el("span", { className: "kind" }, note ?? kinds.get(node[NODE.kind]).name));
}

function showIntro() {
  const corpus = nodes.map((_, i) => i).filter((i) => nodes[i][NODE.kind] === "paper" && nodes[i][NODE.inCorpus]);
  const shared = nodes.map((_, i) => i).filter((i) => nodes[i][NODE.papers] > 1 && nodes[i][NODE.kind] !== "paper").slice(0, 12);
  panel.classList.add("intro");
  fill(panel,
    el("h2", {}, "What the papers share"),
    el("p", { className: "note" }, `${plural(data.totals.papers, "paper")}, ${plural(data.totals.nodes, "node")}, ${plural(data.totals.edges, "edge")}. ` +
      "The picture starts from the papers and the entities that hold them together. Click a node to read its evidence; " +
      "double-click it to show its neighbours."),
    nodes.length < data.totals.nodes ? el("p", { className: "note" }, `${number(data.totals.nodes - nodes.length)} less connected nodes are in the graph but not in this file.`) : null,
    data.picturesLeftOut ? el("p", { className: "note" }, `${plural(data.picturesLeftOut, "page picture")} left out to keep this file small.`) : null,
    shared.length ? el("h3", {}, "Shared by several papers") : null,
    list(shared.map((i) => nodeButton(i, plural(nodes[i][NODE.papers], "paper")))),
    el("h3", {}, "Papers"),
    list(corpus.slice(0, 60).map((i) => nodeButton(i, nodes[i][NODE.year] ?? ""))),
    corpus.length > 60 ? el("p", { className: "note" }, `and ${number(corpus.length - 60)} more, by the search box`) : null,
  );
}

const fill = (parent, ...children) => { parent.replaceChildren(...children.filter((child) => child !== null)); parent.scrollTop = 0; };
const list = (items) => el("ul", { className: "list" }, ...items.map((item) => el("li", {}, item)));

function showNode(i) {
  const node = nodes[i];
  panel.classList.remove("intro");
  const hidden = neighboursOf(i).filter((n) => !state.shown[n] && state.on.get(nodes[n][NODE.kind])).length;
  const text = node[NODE.unit] === null ? node[NODE.text] : units[node[NODE.unit]][UNIT.text];
  fill(panel,
    el("div", { className: "top" }, icon(node[NODE.kind]), kinds.get(node[NODE.kind]).name,
      el("button", { type: "button", className: "close", "aria-label": "Close", onclick: clearSelection }, "×")),
    el("h2", { dir: "auto" }, node[NODE.name]),
    node[NODE.aliases].length ? el("p", { className: "facts" }, "Also: ", node[NODE.aliases].join(", ")) : null,
    el("p", { className: "facts" }, facts(node)),
    el("div", { className: "actions" },
      hidden ? el("button", { type: "button", onclick: () => revealNeighbours(i) }, `Show ${plural(Math.min(hidden, REVEAL), "neighbour")}`) : null,
      el("button", { type: "button", onclick: () => isolate(i) }, "Only its neighbourhood")),
    text && text !== node[NODE.name] ? el("p", { className: "text", dir: "auto" }, text, node[NODE.cut] ? ` … (${plural(node[NODE.cut], "character")} more in the graph)` : "") : null,
    ...evidenceOf(i), ...neighbourGroups(i));
}

function facts(node) {
  const parts = [];
  if (node[NODE.kind] === "paper" && !node[NODE.inCorpus]) parts.push("known from reference lists only");
  if (node[NODE.paper] !== null && node[NODE.kind] !== "paper" && node[NODE.papers] < 2) parts.push(`in “${papers[node[NODE.paper]][PAPER.title]}”`);
  if (node[NODE.papers] > 1) parts.push(`in ${plural(node[NODE.papers], "paper")}`);
  if (node[NODE.mentions]) parts.push(plural(node[NODE.mentions], "mention"));
  if (node[NODE.year]) parts.push(String(node[NODE.year]));
  if (node[NODE.modality]) parts.push(node[NODE.modality]);
  parts.push(plural(node[NODE.degree], "neighbour"));
  return parts.join(" · ");
}

function isolate(i) {
  state.shown.fill(0);
  state.shown[i] = 1;
  reveal(neighboursOf(i).filter((n) => state.on.get(nodes[n][NODE.kind])));
  showNode(i);
  fit();
}

// A unit is its own evidence; a paper without rows is shown by its first page.
function ownRows(node) {
  const found = node[NODE.rows].map((r) => rows[r]).sort((a, b) => Number(a[ROW.page] === null) - Number(b[ROW.page] === null));
  if (node[NODE.unit] !== null && !found.length) {
    const unit = units[node[NODE.unit]];
    found.push([node[NODE.unit], 0, 0, unit[UNIT.page], unit[UNIT.box]]);
  }
  return found;
}

function evidenceOf(i) {
  const node = nodes[i];
  const found = ownRows(node);
  const frame = el("figure", { className: "frame" });
  if (!found.length) {
    if (node[NODE.kind] === "paper" && node[NODE.inCorpus]) { showPage(frame, node[NODE.paper], 1, null); return [el("h3", {}, "First page"), frame]; }
    return [];
  }
  const total = Math.max(node[NODE.rowsTotal], found.length);
  const buttons = found.map((row) => rowButton(row, frame));
  choose(buttons[0], found[0], frame);
  const title = found.length < total ? `Evidence (${found.length} of ${number(total)} places)` : `Evidence (${plural(total, "place")})`;
  return [el("h3", {}, title), frame, ...buttons];
}

function rowButton(row, frame, small = false) {
  const unit = units[row[ROW.unit]];
  const where = [papers[unit[UNIT.paper]][PAPER.title], paths[unit[UNIT.path]], unit[UNIT.label], row[ROW.page] ? `p. ${row[ROW.page]}` : null];
  const button = el("button", { type: "button", className: small ? "row small" : "row", "aria-pressed": "false", onclick: () => choose(button, row, frame) },
    el("span", { className: "quote", dir: "auto" }, ...quote(unit[UNIT.text], row[ROW.start], row[ROW.end])),
    el("span", { className: "where" }, where.filter(Boolean).join(" · ")));
  return button;
}

function quote(text, start, end) {
  const letters = Array.from(text); // positions count characters, not UTF-16 units
  if (end <= start || start >= letters.length) return [letters.slice(0, 240).join("") + (letters.length > 240 ? " …" : "")];
  const room = Math.max(30, Math.floor((260 - (end - start)) / 2));
  const from = wordBreak(letters, start - room, -1);
  const to = wordBreak(letters, end + room, 1);
  const marked = end - start > 420 ? letters.slice(start, start + 420).join("") + " …" : letters.slice(start, end).join("");
  return [(from > 0 ? "… " : "") + letters.slice(from, start).join(""), el("mark", {}, marked),
    letters.slice(end, to).join("") + (to < letters.length ? " …" : "")];
}

function wordBreak(letters, place, step) {
  if (place <= 0) return 0;
  if (place >= letters.length) return letters.length;
  let at = place;
  for (let n = 0; n < 20 && at > 0 && at < letters.length && letters[at].trim(); n++) at += step;
  return at;
}

function choose(button, row, frame) {
  for (const other of panel.querySelectorAll(".row")) other.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-pressed", "true");
  const unit = units[row[ROW.unit]];
  showPage(frame, unit[UNIT.paper], row[ROW.page], row[ROW.box]);
}

function pageElement(paper, page, box) {
  const source = byId(`page-${paper}-${page}`);
  if (!source) return null;
  const image = el("img", { alt: `Page ${page} of ${papers[paper][PAPER.title]}` });
  image.src = `data:${source.dataset.type};base64,${source.textContent}`;
  const [width, height] = [Number(source.dataset.width), Number(source.dataset.height)];
  const sheet = el("div", { className: "page" }, image);
  image.style.aspectRatio = `${width} / ${height}`;
  if (box) {
    const frame = el("div", { className: "box" });
    const percent = (part, whole) => `${(100 * part / whole).toFixed(3)}%`;
    frame.style.left = percent(box[0] - 2, width);
    frame.style.top = percent(box[1] - 2, height);
    frame.style.width = percent(box[2] - box[0] + 4, width);
    frame.style.height = percent(box[3] - box[1] + 4, height);
    sheet.append(frame);
  }
  return { sheet, width, height };
}

function showPage(frame, paper, page, box) {
  const made = page ? pageElement(paper, page, box) : null;
  if (!made) {
    const why = page ? `Page ${page}: no picture of it in this file.` : papers[paper][PAPER.format] === "pdf" ? "" : `This source (${papers[paper][PAPER.format]}) has no pages.`;
    frame.replaceChildren(...(why ? [el("figcaption", {}, why)] : []));
    return;
  }
  const view = el("div", { className: "window", tabindex: "0", role: "group", "aria-label": `Page ${page}, scrollable` }, made.sheet);
  frame.replaceChildren(view, el("figcaption", {}, `Page ${page}`, el("button", { type: "button", onclick: () => enlarge(paper, page, box) }, "Open the page")));
  const zoom = box ? Math.min(2.1, Math.max(1, .94 * made.width / (box[2] - box[0] + 8))) : 1;
  made.sheet.style.width = `${zoom * 100}%`;
  requestAnimationFrame(() => scrollToBox(view, made, box));
}

function scrollToBox(view, made, box) {
  if (!box) return;
  const scale = made.sheet.clientWidth / made.width;
  view.scrollLeft = ((box[0] + box[2]) / 2) * scale - view.clientWidth / 2;
  const height = (box[3] - box[1]) * scale;
  view.scrollTop = height < view.clientHeight - 20 ? (box[1] * scale) - (view.clientHeight - height) / 2 : box[1] * scale - 10;
}

function enlarge(paper, page, box) {
  const viewer = byId("viewer");
  const made = pageElement(paper, page, box);
  viewer.replaceChildren(el("div", { className: "bar" }, el("span", { className: "name" }, `${papers[paper][PAPER.title]}, page ${page}`),
    el("button", { type: "button", onclick: () => viewer.close() }, "Close")), made.sheet);
  viewer.showModal();
  scrollToBox(viewer, made, box);
}
byId("viewer").addEventListener("click", (event) => { if (event.target === event.currentTarget) event.currentTarget.close(); });

function neighbourGroups(i) {
  const groups = new Map();
  for (const l of beside[i]) {
    const link = links[l];
    const title = link[LINK.a] === i ? `${words(link[LINK.relation])} →` : `← ${words(link[LINK.relation])}`;
    groups.set(title, [...(groups.get(title) || []), l]);
  }
  if (!groups.size) return [];
  const parts = [el("h3", {}, "Neighbours")];
  for (const [title, members] of [...groups].sort((a, b) => isStructure(a[1]) - isStructure(b[1]) || a[1].length - b[1].length || (a[0] < b[0] ? -1 : 1))) {
    members.sort((a, b) => otherEnd(a, i) - otherEnd(b, i));
    const items = el("ul", { className: "list" }, ...members.slice(0, 8).map((l) => neighbour(l, i)));
    parts.push(el("h4", {}, `${title} ${members.length > 1 ? number(members.length) : ""}`), items);
    if (members.length > 8) {
      const more = el("button", { type: "button", className: "more", onclick: () => { items.append(...members.slice(8, 200).map((l) => neighbour(l, i))); more.remove(); } },
        `${number(members.length - 8)} more`);
      parts.push(more);
    }
  }
  return parts;
}

const isStructure = (members) => Number(STRUCTURE.has(links[members[0]][LINK.relation]));

function neighbour(l, i) {
  const link = links[l];
  const notes = [link[LINK.role], link[LINK.level] ? `level ${link[LINK.level]}` : null, link[LINK.count] > 1 ? `${link[LINK.count]}×` : null];
  const item = el("li", {}, nodeButton(otherEnd(l, i), notes.filter(Boolean).join(" · ") || undefined));
  const structural = nodes[i][NODE.rows].length > 0 && ["mentions", "grounded_in", "proposes", "states", "involved_task"].includes(link[LINK.relation]);
  if (link[LINK.rows].length && !structural) {
    const frame = el("figure", { className: "frame" });
    item.append(el("div", { className: "why" }, rowButton(rows[link[LINK.rows][0]], frame, true), frame));
  }
  return item;
}

function select(i, { centre = false } = {}) {
  state.selected = i;
  state.shown[i] = 1;
  panel.hidden = false;
  if (phone.matches) setLegend(false);
  showNode(i);
  if (location.hash.slice(1) !== nodes[i][NODE.id]) history.pushState(null, "", `#${nodes[i][NODE.id]}`);
  const [x, y] = toScreen(i);
  const sides = freeArea();
  const outside = x < sides.left || y < sides.top || x > size.width - sides.right || y > size.height - sides.bottom;
  if (centre || outside) centreOn(i);
  refresh();
}

function clearSelection() {
  state.selected = -1;
  if (location.hash) history.pushState(null, "", location.pathname);
  showIntro();
  refresh();
}

function fromAddress() {
  const i = places.get(decodeURIComponent(location.hash.slice(1)));
  if (i !== undefined) select(i, { centre: true });
  else if (state.selected >= 0) clearSelection();
}
addEventListener("popstate", fromAddress);

// ---- search -----------------------------------------------------------------------------------------------------

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const names = nodes.map((node) => [node[NODE.name], ...node[NODE.aliases]].map(folded));
const box = byId("search");
const results = byId("results");
let hits = [];
let active = 0;

function rank(name, wanted) {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  const at = name.indexOf(wanted);
  if (at > 0) return /[\p{L}\p{N}]/u.test(name[at - 1]) ? 3 : 2;
  const parts = wanted.split(/\s+/);
  return parts.length > 1 && parts.every((part) => name.includes(part)) ? 4 : 9;
}

function find(wanted) {
  const found = [];
  names.forEach((forms, i) => {
    const best = Math.min(...forms.map((form) => rank(form, wanted)));
    const part = ["unit", "anchor", "section"].includes(nodes[i][NODE.kind]) ? 5 : 0; // parts of papers come last
    if (best < 9) found.push([best + part, i]);
  });
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, 30).map((hit) => hit[1]);
}

function search() {
  const wanted = folded(box.value.trim());
  hits = wanted ? find(wanted) : [];
  active = 0;
  const items = hits.map((i, n) => el("li", { role: "option", id: `hit-${n}`, onpointerdown: (event) => { event.preventDefault(); pick(n); } },
    icon(nodes[i][NODE.kind]), el("span", { className: "name", dir: "auto" }, nodes[i][NODE.name].slice(0, 160)), el("span", { className: "kind" }, kinds.get(nodes[i][NODE.kind]).name)));
  results.replaceChildren(...(items.length ? items : [el("li", { className: "none" }, "No node has this name")]));
  results.hidden = !wanted;
  box.setAttribute("aria-expanded", String(!results.hidden));
  markActive();
}

function markActive() {
  [...results.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === active)));
  box.setAttribute("aria-activedescendant", hits.length ? `hit-${active}` : "");
  if (hits.length) results.children[active].scrollIntoView({ block: "nearest" });
}

function pick(n) {
  if (hits[n] === undefined) return;
  select(hits[n], { centre: true });
  closeResults();
  panel.focus({ preventScroll: true });
}

function closeResults() { results.hidden = true; box.setAttribute("aria-expanded", "false"); }

box.addEventListener("input", search);
box.addEventListener("focus", search);
box.addEventListener("blur", closeResults);
box.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    active = Math.max(0, Math.min(hits.length - 1, active + (event.key === "ArrowDown" ? 1 : -1)));
    markActive();
    event.preventDefault();
  } else if (event.key === "Enter") pick(active);
  else if (event.key === "Escape") { closeResults(); box.value = ""; }
});

// ---- start ------------------------------------------------------------------------------------------------------

function resize() {
  const ratio = window.devicePixelRatio || 1;
  const had = size.width;
  size = { width: canvas.clientWidth, height: canvas.clientHeight };
  canvas.width = Math.round(size.width * ratio);
  canvas.height = Math.round(size.height * ratio);
  if (!had || phoneBefore !== phone.matches) { phoneBefore = phone.matches; fit(); }
  draw();
}

let phoneBefore = null;
startView();
setLegend(!phone.matches);
showIntro();
drawLegend();
new ResizeObserver(resize).observe(canvas);
resize();
sayCounts();
dark.addEventListener("change", () => { refresh(); if (state.selected >= 0) showNode(state.selected); else showIntro(); });
phone.addEventListener("change", () => setLegend(!phone.matches));
fromAddress();
document.documentElement.dataset.ready = "yes";
