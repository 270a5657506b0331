// Moving about: fitting, zooming, dragging, keys.

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
