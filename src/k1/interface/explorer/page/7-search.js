// Finding nodes by name.

const PLAIN = { ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", æ: "ae", œ: "oe" };
const bare = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const folded = (text) => bare(text).replace(/[ßøłđðþıæœ]/g, (letter) => PLAIN[letter]);
const names = nodes.map((node) => [node[NODE.name], ...node[NODE.aliases]].map(folded));
const box = byId("search");
const results = byId("results");
const MOST_HITS = 30;
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
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((hit) => hit[1]);
}

function search() {
  const wanted = folded(box.value.trim());
  const found = wanted ? find(wanted) : [];
  hits = found.slice(0, MOST_HITS);
  active = 0;
  const items = hits.map((i, n) => el("li", { role: "option", id: `hit-${n}`, onpointerdown: (event) => { event.preventDefault(); pick(n); } },
    icon(nodes[i][NODE.kind]), el("span", { className: "name", dir: "auto" }, nodes[i][NODE.name].slice(0, 160)), el("span", { className: "kind" }, kinds.get(nodes[i][NODE.kind]).name)));
  const note = !hits.length ? "No name holds this; graphanything ask searches the text of the papers"
    : found.length > hits.length ? `${number(found.length - hits.length)} more; another word leaves fewer` : null;
  results.replaceChildren(...items, ...(note ? [el("li", { className: "none" }, note)] : []));
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
