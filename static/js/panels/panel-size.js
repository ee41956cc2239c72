// How wide the panel is, and on a phone how high: by pointer and by key, and remembered.

const LEAST = 320;
const STEP = 24;
const SIZES = ["panel-peek", "panel-half", "panel-full"];

/** Makes the separator work. The width is kept for this person on this computer. */
export function rememberWidth({ separator, workspace, storage = localStorage, username = "" }) {
  const place = `fc:${username}::panel`;
  const most = () => Math.max(LEAST, Math.min(720, Math.round(innerWidth * 0.5)));
  const rtl = () => getComputedStyle(workspace).direction === "rtl";

  function set(width, keep = true) {
    const fitting = Math.max(LEAST, Math.min(most(), Math.round(width)));
    workspace.style.setProperty("--panel", `${fitting}px`);
    separator.setAttribute("aria-valuenow", String(fitting));
    separator.setAttribute("aria-valuemin", String(LEAST));
    separator.setAttribute("aria-valuemax", String(most()));
    if (keep) storage.setItem(place, String(fitting));
  }

  const now = () => separator.parentElement.getBoundingClientRect().width;
  const kept = Number(storage.getItem(place));
  if (kept) set(kept, false);
  else {
    separator.setAttribute("aria-valuenow", String(Math.round(now())));
    separator.setAttribute("aria-valuemin", String(LEAST));
    separator.setAttribute("aria-valuemax", String(most()));
  }

  separator.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    separator.setPointerCapture(event.pointerId);
    const [from, width] = [event.clientX, now()];
    const move = (moved) => set(width + (from - moved.clientX) * (rtl() ? -1 : 1));
    separator.addEventListener("pointermove", move);
    separator.addEventListener("lostpointercapture", () => separator.removeEventListener("pointermove", move), { once: true });
    event.preventDefault();
  });
  separator.addEventListener("dblclick", () => {
    storage.removeItem(place);
    workspace.style.removeProperty("--panel");
  });
  separator.addEventListener("keydown", (event) => {
    const wider = rtl() ? "ArrowRight" : "ArrowLeft";
    const narrower = rtl() ? "ArrowLeft" : "ArrowRight";
    const to = { [wider]: now() + STEP, [narrower]: now() - STEP, Home: LEAST, End: most() }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    set(to);
  });
}

/** The sheet of a phone: `setSize("peek" | "half" | "full")`; the handle steps through, a drag goes where it is let go. */
export function sheet({ panel, handle }) {
  const size = () => SIZES.find((name) => panel.classList.contains(name)) ?? SIZES[0];

  function setSize(name) {
    panel.classList.remove(...SIZES);
    panel.classList.add(`panel-${name}`);
    handle.setAttribute("aria-expanded", String(name !== "peek"));
  }

  let from = null;
  handle.addEventListener("pointerdown", (event) => {
    from = event.clientY;
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointerup", (event) => {
    const by = from === null ? 0 : event.clientY - from;
    from = null;
    if (Math.abs(by) < 24) return;
    const at = SIZES.indexOf(size());
    const steps = Math.abs(by) > innerHeight * 0.35 ? 2 : 1;
    setSize(SIZES[Math.max(0, Math.min(2, at + (by < 0 ? steps : -steps)))].slice(6));
    handle.dataset.dragged = "1";
  });
  handle.addEventListener("click", () => {
    if (handle.dataset.dragged) {
      delete handle.dataset.dragged;
      return;
    }
    setSize(SIZES[(SIZES.indexOf(size()) + 1) % 3].slice(6));
  });
  return { setSize, get size() { return size().slice(6); }, raise: () => size() === "panel-peek" && setSize("half") };
}
