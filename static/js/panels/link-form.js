// Link: find a claim of this desk for a passage. Typing searches, arrows choose, Enter links.

import { element, icon, said } from "./element.js";
import { createSimilar } from "./similar.js";

/** Opens the form in `host`; `onLink(row)` gets the chosen claim, `onClose(done)` is told when it goes. */
export function openLinkForm({ host, store, client, fragments, linked = new Set(), onLink, onNew, onClose }) {
  const quote = fragments.map(({ exact }) => exact).join(" ");
  const field = element("input", { class: "input", type: "text", dir: "auto", autocomplete: "off", id: "link-words", placeholder: gettext("Words of the claim, or who said it") });
  const similar = createSimilar({ client, store, field, first: true, except: () => linked, onPick: take, title: gettext("Claims of this desk") });
  const none = element("p", { class: "quiet small", hidden: true }, gettext("No claim of this desk has these words."));
  const form = element("form", { class: "claim-form link-form", "aria-label": gettext("Link to a claim") },
    element("div", { class: "part-head" }, element("h3", {}, gettext("Link to a claim")), element("button", { type: "button", class: "button button-plain button-s button-icon push", "aria-label": gettext("Close the form, Esc"), on: { click: () => close() } }, icon("x"))),
    element("q", { class: "passage" }, said(quote)),
    element("div", { class: "field" }, element("label", { class: "field-label", for: "link-words" }, gettext("Find")), field),
    similar.element, none,
    element("div", { class: "row" }, element("button", { class: "button button-primary" }, gettext("Link"), " ", element("kbd", { class: "kbd" }, "↵")),
      element("button", { type: "button", class: "button", on: { click: () => { close(); onNew(); } } }, icon("plus"), gettext("New claim")),
      element("button", { type: "button", class: "button button-plain push", on: { click: () => close() } }, gettext("Cancel"), " ", element("kbd", { class: "kbd" }, "Esc"))));
  host.append(form);
  similar.ask(quote);
  field.addEventListener("input", () => similar.ask(field.value.trim() || quote));

  function take(row) {
    form.remove();
    similar.close();
    onClose(true);
    onLink(row);
  }

  function close() {
    form.remove();
    similar.close();
    onClose(false);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    none.hidden = similar.take() || similar.rows.length > 0;
  });
  form.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (similar.move(event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  field.focus();
  return { element: form, close };
}
