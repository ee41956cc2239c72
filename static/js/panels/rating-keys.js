// The ratings of a scale as keys: numbers set one while the focus is in the form, the definition stands underneath.

/** The digit of a keydown, 1 to 9, by what was typed or by the place of the key; null for anything else. */
export function digitOf(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return null;
  if (/^[1-9]$/.test(event.key)) return Number(event.key);
  // AZERTY types & for 1, Arabic layouts ١: the place of the key is what the label says.
  const place = /^(?:Digit|Numpad)([1-9])$/.exec(event.code ?? "");
  return place && !/^[a-z]$/i.test(event.key) ? Number(place[1]) : null;
}

const isText = (target) => target.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");

/** Brings the keys of a form to life. In a text field a digit is a digit; in the row of confidences it is a confidence. */
export function enhanceKeys(form) {
  const keys = form.querySelector("[data-keys]");
  if (!keys) return;
  const inputs = [...keys.querySelectorAll("input[name=rating]")];
  const line = keys.querySelector("[data-definition-line]");

  function define(input) {
    const shown = input ?? inputs.find((each) => each.checked);
    line.replaceChildren();
    if (!shown) return;
    const name = document.createElement("b");
    name.textContent = `${shown.dataset.label}.`;
    line.append(name, ` ${shown.dataset.definition}`);
  }

  function choose(input) {
    input.checked = true;
    input.focus();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    define(input);
  }

  for (const input of inputs) {
    input.addEventListener("focus", () => define(input));
    input.addEventListener("change", () => define(input));
    const key = input.closest(".key");
    key.addEventListener("pointerenter", () => define(input));
    key.addEventListener("pointerleave", () => define(null));
  }
  keys.addEventListener("focusout", (event) => {
    if (!keys.contains(event.relatedTarget)) define(null);
  });
  form.addEventListener("draft:restored", () => define(null));
  form.addEventListener("keydown", (event) => {
    if (isText(event.target)) return;
    const digit = digitOf(event);
    if (digit === null) return;
    const group = event.target.name === "confidence" ? [...form.querySelectorAll("input[name=confidence]")] : inputs;
    const input = group[digit - 1];
    if (!input) return;
    event.preventDefault();
    event.stopPropagation();
    if (group === inputs) choose(input);
    else {
      input.checked = true;
      input.focus();
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  // A confidence is optional: a second click takes it away again.
  for (const input of form.querySelectorAll("input[name=confidence]")) {
    let was = false;
    const label = input.closest("label");
    label.addEventListener("pointerdown", () => (was = input.checked));
    input.addEventListener("click", () => {
      if (!was) return;
      was = false;
      input.checked = false;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    input.addEventListener("keydown", (event) => {
      if (!["Delete", "Backspace"].includes(event.key) || !input.checked) return;
      event.preventDefault();
      input.checked = false;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  define(null);
  return { define, focus: () => (inputs.find((each) => each.checked) ?? inputs[0])?.focus() };
}
