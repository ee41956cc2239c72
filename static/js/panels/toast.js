// Short notices at the foot of the page: what was done, and how to take it back.

import { element, icon } from "./element.js";

const SHORT = 6;
const MOST = 3;
const MOST_LASTING = 6;

/** `toast(text, {action: {label, keys, run}, seconds, problem, tag})` gives `{close()}`; one with the same `tag` takes the place of the other.
 *
 * At most three at once, and more of those only that offer a way back for longer. A notice under the pointer or with focus inside stays. A problem is read out at once and stays until closed. */
export function createToaster() {
  const polite = document.getElementById("toasts") ?? document.body.appendChild(element("div", { class: "toasts", id: "toasts", role: "status" }));
  const aloud = document.getElementById("alerts");

  return function toast(text, { action, seconds = SHORT, problem = false, tag = null } = {}) {
    const home = polite;
    if (problem && aloud) aloud.textContent = text;
    if (tag) for (const old of home.querySelectorAll(".toast")) if (old.dataset.tag === tag) old.remove();
    const box = element("div", { class: problem ? "toast toast-problem" : "toast", data: tag ? { tag } : {} });
    box.append(problem ? icon("circle-alert") : "", element("span", { class: "toast-text" }, text));
    box.toggleAttribute("data-lasting", Boolean(action && seconds > SHORT));
    let timer = null;
    const close = () => {
      clearTimeout(timer);
      box.remove();
    };
    const arm = () => {
      clearTimeout(timer);
      if (!problem) timer = setTimeout(close, seconds * 1000);
    };
    if (action) {
      box.append(
        element("button", { type: "button", class: "text-button", on: { click: () => { close(); action.run(); } } }, action.label),
        action.keys ? element("kbd", { class: "kbd" }, action.keys) : "",
      );
    }
    if (problem || seconds > SHORT) {
      box.append(element("button", { type: "button", class: "toast-close", "aria-label": gettext("Close"), on: { click: close } }, icon("x")));
    }
    box.addEventListener("pointerenter", () => clearTimeout(timer));
    box.addEventListener("pointerleave", arm);
    box.addEventListener("focusin", () => clearTimeout(timer));
    box.addEventListener("focusout", arm);
    home.append(box);
    const shown = [...home.children];
    const passing = shown.filter((each) => each !== box && !each.hasAttribute("data-lasting"));
    for (let over = shown.length - MOST; over > 0 && passing.length; over -= 1) passing.shift().remove();
    while (home.children.length > MOST_LASTING) home.firstElementChild.remove();
    arm();
    return { close, element: box };
  };
}
