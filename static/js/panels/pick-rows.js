// Rows of a list with a box each: arrows go from box to box, Shift selects all in between, and it is said how many there are.

/** The boxes between two of them, both included. */
export function between(boxes, one, other) {
  const [from, to] = [boxes.indexOf(one), boxes.indexOf(other)].sort((a, b) => a - b);
  return from < 0 ? [other] : boxes.slice(from, to + 1);
}

/** Wires `form[data-pick-rows]`, if the page has one. */
export function startPickRows(form = document.querySelector("[data-pick-rows]")) {
  if (!form) return;
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const told = form.querySelector("[data-picked]");
  let last = null;

  function tell() {
    const count = boxes.filter((box) => box.checked).length;
    told.textContent = interpolate(ngettext("Assign %s claim", "Assign %s claims", count), [count]);
  }

  form.addEventListener("click", (event) => {
    if (!boxes.includes(event.target)) return;
    if (event.shiftKey && last) for (const box of between(boxes, last, event.target)) box.checked = event.target.checked;
    last = event.target;
    tell();
  });
  form.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step && boxes[boxes.indexOf(event.target) + step];
    if (!boxes.includes(event.target) || !next) return;
    event.preventDefault();
    if (event.shiftKey) {
      for (const box of [event.target, next]) box.checked = true;
      tell();
    }
    last = next;
    next.focus();
  });
  tell();
}
