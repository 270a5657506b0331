// The start, when all else is defined.

function resize() {
  const ratio = window.devicePixelRatio || 1;
  const had = size.width;
  size = { width: canvas.clientWidth, height: canvas.clientHeight };
  canvas.width = Math.round(size.width * ratio);
  canvas.height = Math.round(size.height * ratio);
  const form = phone.matches ? "phone" : narrow.matches ? "narrow" : "wide";
  if (!had || formBefore !== form) { formBefore = form; fit(); }
  draw();
}

let formBefore = null;
startView();
setLegend(!narrow.matches);
showIntro();
drawLegend();
new ResizeObserver(resize).observe(canvas);
resize();
sayCounts();
dark.addEventListener("change", () => { refresh(); if (state.selected >= 0) showNode(state.selected); else showIntro(); });
for (const form of [phone, narrow]) form.addEventListener("change", () => setLegend(!narrow.matches));
fromAddress();
document.documentElement.dataset.ready = "yes";
