// The filling pass: a row for each claim of the article, every cell a field; saved cell by cell.

import { cardsOf } from "../state/store.js";
import { isSheet, parseCells, spread } from "../state/sheet.js";
import { element, icon, said } from "./element.js";
import { sameValue } from "./table-columns.js";
import { cut, sealedWords, stateOf } from "./words.js";

/** Draws into `table`.
 *
 * `rows` are the claims in reading order and then the new ones, `{key, claim, quote, values}`: `claim` null for a new row, whose
 * texts are in `values`. `save(key, {column: text})` is called when a cell was left changed, `pasted([{key, column, value}], more)`
 * for cells of a spreadsheet; `more` are rows beyond the last, as texts by column. */
export function createClaimTable({ table, store, columns, mayWrite, save, pasted, typing, newRows, href }) {
  const head = table.tHead;
  const body = table.tBodies[0];
  const drawn = new Map(); // key -> {row, element}
  let hidden = new Set();

  head.replaceChildren(element("tr", {}, element("th", { class: "num c-number", scope: "col" }, "#"), ...columns.map(({ name, title }) => element("th", { class: `c-${name}`, scope: "col" }, title)), element("th", { class: "c-state", scope: "col" }, gettext("State"))));

  const keyOf = (field) => field.closest("tr").dataset.key;
  const textOf = (row, column) => (row.claim ? column.show(row.claim) : (row.values[column.name] ?? (column.kind === "select" ? "normal" : "")));

  const textsOf = (row) => Object.fromEntries(columns.map((column) => [column.name, textOf(row, column)]));

  function cell(row, column) {
    const label = `${column.title}, ${row.claim ? cut(row.claim.text, 40) : gettext("new row")}`;
    const common = { class: "cell", name: column.name, "aria-label": label, readonly: !mayWrite, dir: column.ltr ? "ltr" : "auto", autocomplete: "off" };
    const field = column.kind === "textarea" ? element("textarea", { ...common, rows: 1, placeholder: column.hint })
      : column.kind === "select" ? element("select", { ...common, disabled: !mayWrite }, ...column.options.map(([value, words]) => element("option", { value }, words)))
      : element("input", { ...common, type: "text", list: column.list });
    field.value = textOf(row, column);
    return element("td", { class: `c-${column.name}`, data: { label: column.title } }, field);
  }

  function stateCell(row) {
    if (!row.claim) return element("td", { class: "fixed c-state quiet", data: { label: gettext("State") } }, gettext("not saved yet"));
    const rating = store.ratingOfClaim(row.claim);
    const sealed = sealedWords(row.claim, store.state.me.username);
    const state = stateOf(row.claim);
    const shown = rating ? element("span", { class: "rating" }, element("span", { class: `letter r-${rating.colour}`, "aria-hidden": "true" }, rating.letter), element("span", {}, rating.label))
      : sealed ? element("span", { class: "tag" }, icon("mail"), sealed) : element("span", { class: `state${state.far ? ` state-${state.far}` : ""}` }, state.words);
    return element("td", { class: "fixed c-state", data: { label: gettext("State") } }, shown);
  }

  function make(row, number) {
    const line = element("tr", { class: row.claim ? "" : "is-new", data: { key: row.key } },
      element("td", { class: "num quiet c-number", data: { label: "#" } }, row.claim ? element("a", { href: href(row.claim.id) }, String(number)) : element("span", {}, String(number))),
      ...columns.map((column) => cell(row, column)), stateCell(row));
    if (row.quote && row.claim && row.quote !== row.claim.text) line.querySelector(".c-text").append(element("span", { class: "row-quote", title: row.quote }, said(`“${cut(row.quote, 110)}”`)));
    return line;
  }

  /** Puts what the store says into a row, except where somebody is typing or has typed. */
  function update(known, row, number) {
    const { element: line } = known;
    const made = row.claim && !known.claim;
    const texts = textsOf(row);
    for (const column of columns) {
      const field = line.querySelector(`[name="${column.name}"]`);
      if (document.activeElement === field) continue;
      // What a new row was saved with stands in its fields as it was typed: 22.1. becomes 22 Jan.
      if (made || field.value === known.shown[column.name]) field.value = texts[column.name];
    }
    // The new row has become a claim: the same fields stay, so that nobody loses the cursor.
    line.classList.toggle("is-new", !row.claim);
    const numberCell = line.querySelector(".c-number");
    if (made) numberCell.replaceChildren(element("a", { href: href(row.claim.id) }, String(number)));
    known.shown = texts;
    const mark = line.querySelector(".c-number").firstElementChild;
    if (mark.textContent !== String(number)) mark.textContent = String(number);
    line.querySelector(".c-state").replaceWith(stateCell(row));
    known.row = row;
  }

  function draw({ others = new Set() } = {}) {
    const rows = list();
    const wanted = new Set(rows.map((row) => row.key));
    let place = null;
    rows.forEach((row, index) => {
      let known = drawn.get(row.key);
      if (known) {
        if (known.claim !== row.claim || known.number !== index + 1) update(known, row, index + 1);
      } else {
        known = { row, element: make(row, index + 1), shown: textsOf(row) };
        if (others.has(row.key)) known.element.classList.add("arrives");
        drawn.set(row.key, known);
      }
      known.number = index + 1;
      known.claim = row.claim;
      const next = place ? place.nextElementSibling : body.firstElementChild;
      if (next !== known.element) {
        if (place) place.after(known.element);
        else body.prepend(known.element);
      }
      place = known.element;
      while (place.nextElementSibling?.classList.contains("row-beside")) place = place.nextElementSibling;
    });
    for (const [key, known] of drawn) {
      if (wanted.has(key)) continue;
      note(key, null);
      known.element.remove();
      drawn.delete(key);
    }
  }

  function list() {
    const quoteOf = (spans) => spans.map((span) => span.fragments.map(({ exact }) => exact).join(" … ")).join(" … ");
    const claims = cardsOf(store).filter((card) => card.kind === "claim").map((card) => ({ key: card.id, claim: card.row, quote: quoteOf(card.spans), values: {} }));
    const known = new Set(claims.map((row) => row.key));
    return [...claims, ...newRows().filter((row) => !known.has(row.key))];
  }

  // Fields --------------------------------------------------------------------------------------------------------------

  const fieldAt = (key, column) => drawn.get(key)?.element.querySelector(`[name="${column}"]`) ?? null;
  const rowOf = (field) => drawn.get(keyOf(field))?.row ?? null;

  function saved(field) {
    return textOf(rowOf(field), columns.find(({ name }) => name === field.name));
  }

  function leave(field) {
    if (!mayWrite) return;
    // What is typed into a new row is kept in it at once: leaving any of its fields tries to save the row.
    if (rowOf(field)?.claim ? field.value === saved(field) : !field.value.trim()) return;
    save(keyOf(field), { [field.name]: field.value });
  }

  function beside(field, by) {
    const keys = [...body.querySelectorAll("tr[data-key]")].map((line) => line.dataset.key);
    const to = fieldAt(keys[keys.indexOf(keyOf(field)) + by], field.name);
    if (!to) return false;
    to.focus();
    to.select?.();
    return true;
  }

  body.addEventListener("focusout", (event) => event.target.matches(".cell") && rowOf(event.target) && leave(event.target));
  body.addEventListener("change", (event) => event.target.matches("select.cell") && leave(event.target));
  body.addEventListener("focusin", (event) => event.target.matches(".cell") && typing(event.target, rowOf(event.target), "focus"));
  body.addEventListener("input", (event) => event.target.matches(".cell") && typing(event.target, rowOf(event.target), "input"));
  body.addEventListener("paste", (event) => {
    const field = event.target.closest(".cell");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!field || !mayWrite || !isSheet(text)) return;
    event.preventDefault();
    pasteFrom(field, text);
  });

  function pasteFrom(field, text) {
    const keys = [...body.querySelectorAll("tr[data-key]")].map((line) => line.dataset.key);
    const shown = columns.filter(({ name }) => !hidden.has(name));
    const cells = spread(parseCells(text), { row: keys.indexOf(keyOf(field)), column: field.name, columns: shown.map(({ name }) => name), titles: shown.map(({ title }) => title) });
    const here = [];
    const more = [];
    for (const { row, column, value } of cells) {
      if (row < keys.length) here.push({ key: keys[row], column, value });
      else (more[row - keys.length] ??= {})[column] = value;
    }
    pasted(here, more.filter(Boolean));
  }

  // What is said about a row ------------------------------------------------------------------------------------------------

  /** Shows a problem at a cell, or takes it away. */
  function problem(key, column, words) {
    const field = fieldAt(key, column) ?? fieldAt(key, "text");
    if (!field) return;
    const td = field.parentElement;
    td.querySelector(".cell-problem")?.remove();
    td.classList.toggle("is-bad", Boolean(words));
    field.setAttribute("aria-invalid", String(Boolean(words)));
    field.removeAttribute("aria-describedby");
    if (!words) return;
    const id = `problem-${key}-${column}`;
    td.append(element("span", { class: "cell-problem", id, role: "alert" }, words));
    field.setAttribute("aria-describedby", id);
  }

  /** Puts an element in a row of its own under a row; null takes it away. */
  function note(key, shown) {
    const line = drawn.get(key)?.element;
    if (!line) return;
    if (line.nextElementSibling?.classList.contains("row-beside")) line.nextElementSibling.remove();
    if (shown) line.after(element("tr", { class: "row-beside" }, element("td", { colspan: columns.length + 2, class: "row-note" }, shown)));
  }

  return {
    draw, problem, note, fieldAt, beside, saved, keyOf, pasteFrom,
    row: (key) => drawn.get(key)?.row ?? null,
    saving: (key, column, on) => fieldAt(key, column)?.parentElement.classList.toggle("is-saving", on),
    /** Puts a text into a cell without saving it. */
    set(key, column, text) {
      const field = fieldAt(key, column);
      if (!field) return;
      field.value = text;
      if (field.tagName === "SELECT" && !field.value) field.value = "normal";
    },
    hide(names) {
      hidden = names;
      for (const { name } of columns) for (const place of table.querySelectorAll(`.c-${name}`)) place.hidden = names.has(name);
    },
    unsaved: () => [...body.querySelectorAll(".cell")].filter((field) => field.value !== saved(field)),
    isSame: (row, column, value) => sameValue(row.claim?.[column], value),
  };
}
