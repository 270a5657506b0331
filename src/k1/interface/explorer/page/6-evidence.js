// Evidence: quotations, and the pages they stand on.

// A unit is its own evidence; a paper without rows is shown by its first page, where its source has pages.
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
    if (node[NODE.kind] !== "paper" || !node[NODE.inCorpus]) return [];
    const paged = papers[node[NODE.paper]][PAPER.format] === "pdf";
    showPage(frame, node[NODE.paper], paged ? 1 : null, null);
    return paged ? [el("h3", {}, "First page"), frame] : [frame];
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
