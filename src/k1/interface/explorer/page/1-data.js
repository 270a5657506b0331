"use strict";
// The graph as the page knows it. Text of papers comes in as data and goes out through textContent and fillText only.

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
const narrow = matchMedia("(max-width: 1040px)"); // no room for kinds, picture and details beside each other
const state = { shown: new Uint8Array(nodes.length), on: new Map(), selected: -1, hover: -1, view: { x: 0, y: 0, k: 1 } };
const number = (n) => n.toLocaleString("en");
const plural = (n, word) => `${number(n)} ${word}${n === 1 ? "" : "s"}`;
const words = (relation) => relation.replaceAll("_", " ").toLowerCase();

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
