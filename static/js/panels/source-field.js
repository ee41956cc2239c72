// What a piece of evidence rests on: a link, a citation, a file, or a source that the desk has already.

import { element, said } from "./element.js";
import { attachFinder } from "./finder.js";
import { dateWords } from "./words.js";

const titleOf = (source) => source.title || source.citation || source.url || source.file?.name || "";

const hostOf = (url) => {
  try {
    return new URL(url).hostname.replace(/^www\./, "");
  } catch {
    return "";
  }
};

/** What a row of sources says under its title. */
function noteOf(source) {
  const uses = source.uses ? interpolate(ngettext("used on %s claim", "used on %s claims", source.uses), [source.uses]) : null;
  return [source.publisher || hostOf(source.url ?? ""), dateWords(source.published_on), uses].filter(Boolean).join(" · ");
}

/** A link as it is sent: with https:// before what is plainly an address without one. */
export function completeUrl(typed) {
  const text = typed.trim();
  return /^[\w-]+(\.[\w-]+)+([\/?#].*)?$/.test(text) ? `https://${text}` : text;
}

/** The part of the form that says what the source is: link, citation, file, or one that the desk has. */
export function wireSource(form, { client, say }) {
  const { elements } = form;
  const kind = () => elements.kind.value;
  const parts = form.querySelectorAll("[data-kind]");
  const chosen = form.querySelector("[data-chosen]");
  const finder = form.querySelector("[data-finder]");
  const about = form.querySelector("[data-about-source]");
  const kinds = form.querySelector("[data-source-part] > [role=radiogroup]");
  const told = form.querySelector("[data-file-told]");

  function show() {
    for (const part of parts) part.hidden = part.dataset.kind !== kind();
    const has = Boolean(elements.source.value);
    chosen.hidden = !has;
    finder.hidden = has;
    kinds.hidden = has;
    about.hidden = has;
  }

  async function take(source) {
    elements.source.value = source.id;
    chosen.querySelector("[data-chosen-title]").textContent = titleOf(source);
    chosen.querySelector("[data-chosen-note]").textContent = noteOf(source);
    show();
    elements.source.dispatchEvent(new Event("input", { bubbles: true }));
    form.querySelector("input[name=stance]").focus();
    say(interpolate(gettext("Source chosen: %s"), [titleOf(source)]));
  }

  /** After a reload only the id of a chosen source is known. */
  async function recall() {
    show();
    if (!elements.source.value) return;
    try {
      const { data } = await client.get(`sources/${elements.source.value}`);
      chosen.querySelector("[data-chosen-title]").textContent = titleOf(data);
      chosen.querySelector("[data-chosen-note]").textContent = noteOf(data);
    } catch {
      chosen.querySelector("[data-chosen-title]").textContent = gettext("a source of this desk");
    }
  }

  const search = async (text) => {
    const query = text ? `q=${encodeURIComponent(text.slice(0, 300))}&` : "";
    return (await client.get(`sources?${query}order=-created&limit=6`)).data.results;
  };
  const draw = (source) => [said(titleOf(source), { class: "finder-title" }), element("span", { class: "small soft" }, noteOf(source))];
  const heading = (text) => (text ? gettext("Used on this desk") : gettext("Used on this desk, the newest first"));
  for (const field of form.querySelectorAll("[data-finds]")) {
    attachFinder(field, finder, { search, draw, take, heading, least: 0, label: gettext("Sources used on this desk") });
  }
  attachFinder(elements.title, about.querySelector(".field-wide"), { search, draw, take, heading, least: 3, label: gettext("Sources used on this desk") });

  for (const radio of elements.kind) {
    radio.addEventListener("change", () => {
      show();
      form.querySelector(`[data-kind="${kind()}"] .input`)?.focus();
    });
  }
  form.querySelector("[data-act=source-other]").addEventListener("click", () => {
    elements.source.value = "";
    show();
    elements.source.dispatchEvent(new Event("input", { bubbles: true }));
    form.querySelector(`[data-kind="${kind()}"] .input`)?.focus();
  });

  // A link pasted over whatever kind is chosen is a link; a file dropped on the form is a file.
  function takeFile(files) {
    if (!files?.length) return;
    elements.file.files = files;
    elements.kind.value = "file";
    elements.source.value = "";
    show();
    fileTold();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function fileTold() {
    const file = elements.file.files[0];
    told.textContent = file ? interpolate(gettext("%s, %s kB. A file is not kept in the draft: add it before you leave."), [file.name, Math.max(1, Math.round(file.size / 1024))]) : "";
    if (file && !elements.title.value) elements.title.placeholder = file.name;
  }
  elements.file.addEventListener("change", fileTold);
  const carriesFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  form.addEventListener("dragover", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    form.classList.add("is-over");
  });
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("is-over");
  });
  form.addEventListener("drop", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    form.classList.remove("is-over");
    takeFile(event.dataTransfer.files);
  });
  form.addEventListener("draft:restored", recall);
  show();
  return { kind, takeFile };
}
