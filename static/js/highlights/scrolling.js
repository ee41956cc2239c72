/** Scrolling in 160 ms: the browser's own smooth scrolling takes longer and cannot keep up with held keys. */
const still = matchMedia("(prefers-reduced-motion: reduce)");
const running = new WeakMap();

export function scrollTo(scroller, top, { time = 160 } = {}) {
  const from = scroller.scrollTop;
  const to = Math.max(0, Math.min(top, scroller.scrollHeight - scroller.clientHeight));
  cancelAnimationFrame(running.get(scroller));
  if (still.matches || !time || Math.abs(to - from) < 2) {
    scroller.scrollTo({ top: to, behavior: "instant" });
    return;
  }
  const began = performance.now();
  const step = (now) => {
    const share = Math.min(1, Math.max(0, (now - began) / time));
    scroller.scrollTo({ top: from + (to - from) * (1 - (1 - share) ** 3), behavior: "instant" });
    if (share < 1) running.set(scroller, requestAnimationFrame(step));
  };
  running.set(scroller, requestAnimationFrame(step));
}
