// The start, when all else is defined.

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
