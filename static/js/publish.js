// Entry of the page on which a claim is published: sources into the text, copies, the reader's own time.

import { momentWords } from "./panels/words.js";

const form = document.querySelector("form[data-publish]");
for (const time of document.querySelectorAll("[data-moment]")) time.textContent = momentWords(time.dateTime);

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = button.parentElement.querySelector("textarea");
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    document.getElementById("live").textContent = gettext("Copied");
  });
}

// The card is as high as on another site, where a script of its own says so.
for (const frame of document.querySelectorAll("iframe[data-fitted]")) {
  const fit = () => {
    const card = frame.contentDocument?.querySelector(".embed");
    if (card) frame.style.setProperty("block-size", `${Math.ceil(card.getBoundingClientRect().height) + 2}px`);
  };
  frame.addEventListener("load", fit);
  new ResizeObserver(fit).observe(frame);
  fit();
}

if (form) {
  const body = form.elements.namedItem("body");
  // The draft is back in the fields by now. What the server has just said of picture and sources is newer.
  if ("answered" in form.dataset) for (const field of form.querySelectorAll("[data-now]")) field.value = field.dataset.now;
  let entered = false;
  body.addEventListener("focus", () => (entered = true), { once: true });
  const embargo = form.elements.namedItem("embargo");
  for (const button of form.querySelectorAll("[data-insert]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      // A text that nobody has been in yet has its caret at its beginning.
      if (!entered) body.setSelectionRange(body.value.length, body.value.length);
      const before = body.value.slice(0, body.selectionStart);
      body.setRangeText(`${before && !/\s$/.test(before) ? " " : ""}${button.dataset.insert}`, body.selectionStart, body.selectionEnd, "end");
      body.dispatchEvent(new Event("input", { bubbles: true }));
      body.focus();
    });
  }
  // The field knows no time zone: how far it is from UTC at that moment, in minutes.
  form.addEventListener("submit", () => {
    form.elements.namedItem("zone").value = embargo?.value ? String(new Date(embargo.value).getTimezoneOffset()) : "";
  });
}
