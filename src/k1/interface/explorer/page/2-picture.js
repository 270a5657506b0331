// Drawing: links, nodes, and as many labels as have room.

const canvas = byId("graph");
const pen = canvas.getContext("2d");
let size = { width: 0, height: 0 };
let labelBoxes = [];
let markBoxes = []; // of nodes large enough to be looked for: no other's label hides them
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

// A paper goes by the name its title begins with ("emcee v3: A Python ..."), until it is looked at.
function nameOf(i) {
  const name = nodes[i][NODE.name].replace(/\s+/g, " ");
  const head = name.split(/: | [-–—] /, 1)[0];
  return nodes[i][NODE.kind] === "paper" && i !== state.selected && head.length <= 28 ? head : name;
}

function labelOf(i, most = i === state.selected ? 60 : nodes[i][NODE.kind] === "paper" ? 32 : 28) {
  const letters = Array.from(nameOf(i));
  return letters.length > most ? letters.slice(0, most - 1).join("").trimEnd() + "…" : letters.join("");
}

function paintLabels(drawn, ink, focus, near) {
  const first = (i) => (i === focus || i === state.hover ? 0 : near.has(i) ? 1 : 2);
  const order = drawn.slice().sort((a, b) => first(a) - first(b) || a - b);
  labelBoxes = [];
  markBoxes = drawn.filter((i) => (focus < 0 || first(i) < 2) && radius(i) >= 5).map(markBox);
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

function markBox(i) {
  const [x, y] = toScreen(i);
  const r = radius(i);
  return [x - r, y - r, x + r, y + r, i];
}

const isCorpusPaper = (i) => nodes[i][NODE.kind] === "paper" && nodes[i][NODE.inCorpus];
const overlap = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

// Beside, above and below its node: where a text may stand.
function spotsOf(i, text) {
  const [x, y] = toScreen(i);
  const width = pen.measureText(text).width;
  const r = radius(i) + (i === state.selected ? 9 : 4);
  return [[x + r, y], [x - r - width, y], [x - width / 2, y - r - 6], [x - width / 2, y + r + 7]]
    .map(([left, middle]) => ({ text, left, middle, box: [left, middle - 8, left + width, middle + 8] }));
}

// A paper is a landmark: rather than none it has a label over small nodes, or a shorter one.
function freeSpot(i, room) {
  const landmarks = markBoxes.filter((mark) => isCorpusPaper(mark[4]));
  const tries = isCorpusPaper(i) ? [[labelOf(i), markBoxes], [labelOf(i), landmarks], [labelOf(i, 18), landmarks]] : [[labelOf(i), markBoxes]];
  for (const [text, marks] of tries) {
    const found = spotsOf(i, text).find(({ box }) => box[0] > room.left && box[2] < room.right
      && !labelBoxes.some((taken) => overlap(box, taken)) && !marks.some((mark) => mark[4] !== i && overlap(box, mark)));
    if (found) return found;
  }
  return null;
}

function paintLabel(i, ink, always, room) {
  const [x, y] = toScreen(i);
  if (x < 0 || y < 0 || x > size.width || y > size.height) return;
  pen.font = `${isCorpusPaper(i) ? 600 : 400} ${phone.matches ? 11 : 12}px system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif`;
  const spot = freeSpot(i, room) || (always ? spotsOf(i, labelOf(i))[0] : null);
  if (!spot) return;
  labelBoxes.push([spot.box[0] - 3, spot.box[1], spot.box[2] + 3, spot.box[3]]);
  pen.lineWidth = 3.5;
  pen.strokeStyle = ink.ground;
  pen.globalAlpha = .9;
  pen.strokeText(spot.text, spot.left, spot.middle);
  pen.globalAlpha = 1;
  pen.fillStyle = ink.text;
  pen.fillText(spot.text, spot.left, spot.middle);
}
