// Kinds of nodes, shown and hidden.

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
