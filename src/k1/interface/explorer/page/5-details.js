// The panel: what a node is, and what stands beside it.

const panel = byId("panel");

function nodeButton(i, note) {
  const node = nodes[i];
  return el("button", { type: "button", className: "node", onclick: () => { select(i); panel.focus({ preventScroll: true }); } }, icon(node[NODE.kind]),
    el("span", { className: "name", dir: "auto" }, node[NODE.name]), el("span", { className: "kind" }, note ?? kinds.get(node[NODE.kind]).name));
}

function showIntro() {
  const corpus = nodes.map((_, i) => i).filter(isCorpusPaper);
  const shared = nodes.map((_, i) => i).filter((i) => nodes[i][NODE.papers] > 1 && nodes[i][NODE.kind] !== "paper").slice(0, 12);
  panel.classList.add("intro");
  if (!corpus.length) {
    fill(panel, el("h2", {}, "No paper is in this graph"),
      el("p", { className: "note" }, "failures.parquet, beside this page, names each paper that was not read, with the reason and the remedy."));
    return;
  }
  fill(panel,
    el("h2", {}, `What the ${corpus.length > 1 ? "papers" : "paper"} ${shared.length ? "share" : "hold"}${corpus.length > 1 ? "" : "s"}`),
    el("p", { className: "note" }, `${plural(data.totals.papers, "paper")}, ${plural(data.totals.nodes, "node")}, ${plural(data.totals.edges, "edge")}. ` +
      `${beginning(corpus)} Click a node to read its evidence; double-click it to show its neighbours.`),
    phone.matches ? null : el("p", { className: "note" }, "Keys: / searches, + and − zoom, 0 shows all, Esc comes back to this list."),
    nodes.length < data.totals.nodes ? el("p", { className: "note" }, `${number(data.totals.nodes - nodes.length)} less connected nodes are in the graph but not in this file.`) : null,
    data.picturesLeftOut ? el("p", { className: "note" }, `${plural(data.picturesLeftOut, "page picture")} left out to keep this file small.`) : null,
    shared.length ? el("h3", {}, "Shared by several papers") : null,
    list(shared.map((i) => nodeButton(i, plural(nodes[i][NODE.papers], "paper")))),
    el("h3", {}, "Papers"),
    list(corpus.slice(0, 60).map((i) => nodeButton(i, nodes[i][NODE.year] ?? ""))),
    corpus.length > 60 ? el("p", { className: "note" }, `and ${number(corpus.length - 60)} more, by the search box`) : null,
  );
}

function beginning(corpus) {
  if (corpus.length === 1) return "The picture starts from the paper and its entities.";
  const begun = corpus.filter((i) => i < data.core).length;
  const from = begun < data.totals.papers ? `${number(begun)} of the papers` : "the papers";
  return `The picture starts from ${from} and the entities that hold them together.`;
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
  const i = places.get(location.hash.slice(1).replaceAll("%3A", ":")); // the one character of an id that some escape
  if (i !== undefined) select(i, { centre: true });
  else if (state.selected >= 0) clearSelection();
}
addEventListener("popstate", fromAddress);
