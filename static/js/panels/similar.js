// Claims of this desk that resemble what is being typed: linking one is better than making its twin.

import { Offline, Problem } from "../api/client.js";
import { element, said } from "./element.js";
import { agoWords, dateWords, stateOf } from "./words.js";

const PAUSE = 180;
const MOST = 5;
const LATELY = 60 * 60 * 1000;

/** Those that colleagues made within the last hour first, the newest of them on top; the rest as the server ranks them. */
export function lateOnesFirst(rows, me, now = Date.now()) {
  const late = (row) => row.author !== me && now - new Date(row.created_at).getTime() < LATELY;
  const first = rows.filter(late).sort((one, other) => new Date(other.created_at) - new Date(one.created_at));
  return [...first, ...rows.filter((row) => !late(row))];
}

/** A list under a text field.
 *
 * `ask(text)` looks after a short pause; `move(1)` and `move(-1)` mark a row (above the first is none), `take()` picks the marked one and
 * says whether there was one. `onPick(row)` gets it. `except` names claims that are not offered. `field` gets the
 * combobox attributes, so that a screen reader hears what is marked. `first` marks the first row at once. */
export function createSimilar({ client, store, field, onPick, except = () => new Set(), first = false, title = gettext("Similar on this desk") }) {
  const id = `similar-${Math.random().toString(36).slice(2, 8)}`;
  const list = element("div", { class: "similar-list", role: "listbox", id, "aria-label": title });
  const status = element("p", { class: "visually-hidden", role: "status" });
  const box = element("div", { class: "menu similar", hidden: true },
    element("div", { class: "similar-head" }, element("span", { class: "label" }, title),
      element("span", { class: "quiet small" }, element("kbd", { class: "kbd" }, "↓"), " ", element("kbd", { class: "kbd" }, "Enter"), " ", gettext("links instead"))),
    list, status);
  const me = store.state.me.username;
  let rows = [];
  let at = -1;
  let timer = null;
  let asked = 0;

  // A field of several lines may not be called a combobox; a text box may have a list and a marked row all the same.
  const combobox = field.tagName === "INPUT";
  const expanded = (on) => combobox && field.setAttribute("aria-expanded", String(on));
  if (combobox) field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", id);
  expanded(false);

  async function look(text) {
    asked += 1;
    const mine = asked;
    try {
      const { data } = await find(text);
      if (mine !== asked) return;
      const not = except();
      rows = lateOnesFirst(data.results.filter((row) => !not.has(row.id)), me).slice(0, MOST);
    } catch (error) {
      if (!(error instanceof Offline || error instanceof Problem)) throw error;
      if (mine !== asked) return;
      rows = []; // Similar claims are a help, never a hindrance: saving goes on without them.
    }
    at = first && rows.length ? 0 : -1;
    draw();
  }

  async function find(text) {
    const query = encodeURIComponent(text.slice(0, 1000));
    try {
      return await client.get(`claims/similar?text=${query}&limit=${MOST}`);
    } catch (error) {
      if (!(error instanceof Problem) || ![400, 404, 410].includes(error.status)) throw error;
      return client.get(`claims?q=${query}&limit=${MOST}`);
    }
  }

  function rowOf(row, index) {
    const rating = store.ratingOfClaim(row);
    const late = row.author !== me ? agoWords(row.created_at) : null;
    const seen = row.seen ?? row.counts?.spans ?? 0;
    return element("div", { class: "menu-item", role: "option", id: `${id}-${index}`, "aria-selected": "false", on: { mousedown: (event) => event.preventDefault(), click: () => pick(index), pointermove: () => mark(index) } },
      said(row.text, { class: "said similar-text", lang: row.language }),
      element("span", { class: "small soft" }, late ? [said(store.name(row.author)), `, ${late}`] : rating ? element("span", { class: "rating" }, element("span", { class: `letter r-${rating.colour}`, "aria-hidden": "true" }, rating.letter), element("span", {}, rating.label)) : ""),
      element("span", { class: "dot-list" },
        row.claimant ? said(row.claimant.name) : null,
        row.claimed_on ? element("span", {}, dateWords(row.claimed_on)) : null,
        element("span", {}, stateOf(row).words),
        late && rating ? element("span", {}, rating.label) : null,
        element("span", {}, seen === 1 ? gettext("seen once") : interpolate(ngettext("seen %s time", "seen %s times", seen), [seen]))));
  }

  function draw() {
    list.replaceChildren(...rows.map(rowOf));
    box.hidden = !rows.length;
    expanded(rows.length > 0);
    status.textContent = rows.length ? interpolate(ngettext("%s similar claim", "%s similar claims", rows.length), [rows.length]) : "";
    mark(at);
  }

  function mark(index) {
    at = index;
    [...list.children].forEach((row, place) => {
      row.classList.toggle("is-at", place === at);
      row.setAttribute("aria-selected", String(place === at));
    });
    if (at >= 0) {
      field.setAttribute("aria-activedescendant", `${id}-${at}`);
      list.children[at]?.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }

  function pick(index) {
    const row = rows[index];
    if (row) onPick(row);
    return Boolean(row);
  }

  return {
    element: box,
    ask(text) {
      clearTimeout(timer);
      const words = text.trim();
      if (words.length < 3) {
        asked += 1;
        rows = [];
        at = -1;
        draw();
        return;
      }
      timer = setTimeout(() => look(words), PAUSE);
    },
    move(step) {
      if (!rows.length) return false;
      mark(Math.max(first ? 0 : -1, Math.min(rows.length - 1, at + step)));
      return true;
    },
    take: () => at >= 0 && pick(at),
    close() {
      clearTimeout(timer);
      asked += 1;
      rows = [];
      at = -1;
      draw();
    },
    get marked() {
      return rows[at] ?? null;
    },
    get rows() {
      return rows;
    },
  };
}

