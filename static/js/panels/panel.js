// The panel at work: following the article, opening a card and pinning it, what the filters leave.

import { Offline, Problem } from "../api/client.js";
import { isFiltering, noFilters, readFilters, writeFilters } from "../state/filters.js";
import { createCards } from "./cards.js";
import { element, icon } from "./element.js";
import { createFilterBar } from "./filters.js";
import { createPassageForms } from "./passage-forms.js";
import { spanCard } from "./span-card.js";
import { momentWords, problemWords } from "./words.js";

// Milliseconds until a card that did not come is asked for again: at first, and at most.
const FIRST_RETRY = 2000;
const LONGEST_RETRY = 30000;

/** Wires the panel. `page` has `store, client, deeds, drafts, toast, reader, slug, mayWrite, sheet, enhance(element, id), discuss(element, id)`; both bring the inside of an
 * open card to life. */
export function createPanel(page) {
  const { store, client, deeds, drafts, reader, slug, mayWrite, sheet, enhance, discuss } = page;
  const aside = document.querySelector(".panel");
  const oversees = ["editor", "admin"].includes(store.state.project.role);
  const list = document.getElementById("cards");
  const nothing = document.getElementById("nothing");
  const heldButton = document.getElementById("held");
  const forms = createPassageForms({ ...page, home: document.getElementById("panel-form") });
  let filters = readFilters(location.hash);
  let pinned = false;

  const cards = createCards({ list, store, href: (id) => `/d/${slug}/claims/${id}`, mayWrite, open: (key) => toggle(key), act: actOnSpan, held: showHeld });
  const bar = createFilterBar({ root: aside.querySelector(".panel-head"), note: aside.querySelector("[data-note]"), store, change: setFilters, follow });

  // Filters -------------------------------------------------------------------------------------------------------------

  function setFilters(next) {
    filters = next;
    const hash = writeFilters(location.hash, filters);
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
    cards.setFilters(filters);
    filterReader();
    refresh();
  }

  let filtered = false;

  /** The text shows what the list shows. Without a filter there is nothing to do, and most of the time there is none. */
  function filterReader() {
    if (!isFiltering(filters)) {
      if (filtered) reader.setFilter(null);
      filtered = false;
      return;
    }
    filtered = true;
    const shown = new Set(cards.shown.flatMap((card) => card.spans.map((span) => span.id)));
    reader.setFilter((span) => shown.has(span.id));
  }

  function refresh() {
    bar.draw(cards.all, filters, cards.hidden);
    drawNothing();
    sayPlace();
  }

  /** The handle of the phone's sheet: which card of how many. */
  function sayPlace() {
    const near = cards.open ?? cards.near;
    const at = cards.all.findIndex((card) => card.key === near);
    const label = aside.querySelector("[data-sheet]");
    label.textContent = at >= 0 ? interpolate(gettext("%s of %s"), [at + 1, cards.all.length]) : interpolate(ngettext("%s card", "%s cards", cards.all.length), [cards.all.length]);
  }

  function drawNothing() {
    const none = !cards.all.length;
    const unmatched = !none && !cards.shown.length;
    nothing.hidden = !none && !unmatched;
    list.hidden = none || unmatched;
    if (none) {
      nothing.replaceChildren(
        mayWrite
          ? element("b", {}, gettext("Select a sentence, or press"), " ", element("kbd", { class: "kbd" }, "J"), " ", gettext("then"), " ", element("kbd", { class: "kbd" }, "C"))
          : element("b", {}, gettext("Nobody has marked anything here yet.")),
        element("span", {}, gettext("Highlights and claims of this article are listed here in reading order.")));
    } else if (unmatched) {
      nothing.replaceChildren(
        element("b", {}, gettext("Nothing matches these filters")),
        element("span", {}, interpolate(ngettext("%s card is hidden.", "%s cards are hidden.", cards.hidden), [cards.hidden])),
        element("button", { type: "button", class: "button button-s", on: { click: () => setFilters(noFilters()) } }, gettext("Clear")));
    }
  }

  function showHeld(count, above) {
    heldButton.hidden = !count;
    if (!count) return;
    const words = above ? ngettext("%s new above", "%s new above", count) : ngettext("%s new", "%s new", count);
    heldButton.replaceChildren(above ? icon("arrow-up") : "", interpolate(words, [count]));
  }
  heldButton.addEventListener("click", () => {
    cards.show();
    refresh();
  });

  // Following and pinning -----------------------------------------------------------------------------------------------

  function pin() {
    if (pinned) return;
    pinned = true;
    bar.pin(true);
  }

  function follow() {
    if (cards.open) close();
    pinned = false;
    bar.pin(false);
    near(reader.visibleSpan());
  }

  /** The highlight nearest to where one reads: its card is marked, and shown while nothing is pinned. */
  function near(spanId) {
    const key = spanId ? cards.keyOfSpan(spanId) : null;
    if (!key) return;
    cards.setNear(key);
    if (!pinned && !forms.open) cards.scrollTo(key);
    sayPlace();
  }

  /** What one has just made is shown, unless the list is pinned somewhere else. */
  function reveal(kind, id) {
    const key = kind === "span" ? cards.keyOfSpan(id) : `claim:${id}`;
    if (!key || pinned) return;
    cards.setNear(key);
    cards.scrollTo(key);
    sayPlace();
  }

  // Reading, typing or tabbing in the list keeps it where it is.
  list.addEventListener("focusin", pin);
  list.addEventListener("wheel", pin, { passive: true });
  list.addEventListener("touchmove", pin, { passive: true });

  // Opening -------------------------------------------------------------------------------------------------------------

  function toggle(key) {
    if (cards.open === key) close();
    else open(key);
  }

  async function open(key, { scroll = true, focus = false } = {}) {
    const card = cards.card(key);
    if (!card) return;
    if (cards.open && cards.open !== key) clear(cards.open);
    pin();
    cards.setOpen(key);
    sheet.raise();
    writePlace(key);
    reader.open(card.spans[0]?.id ?? null);
    const item = cards.item(key);
    if (!item) return;
    head(item, card);
    if (scroll) cards.scrollTo(key, { block: 0.08 });
    if (focus) item.querySelector(".card-claim").focus({ preventScroll: true });
    refresh();
    if (card.kind === "span") {
      const parts = spanCard({ span: card.row, store, deeds, drafts, mayWrite, act: (name) => actOnSpan(name, card) });
      inside(item, parts);
      if (!card.row.pending) await discuss(parts, card.id);
    } else await load(key);
  }

  /** ↗ and ✕ beside the title of an open card. */
  function head(item, card) {
    item.querySelector(":scope > .card-tools")?.remove();
    item.append(
      element("div", { class: "card-tools" },
        card.kind === "claim" ? element("a", { class: "button button-plain button-s button-icon", href: `/d/${slug}/claims/${card.id}`, "aria-label": gettext("Claim page") }, icon("arrow-up-right")) : null,
        element("button", { type: "button", class: "button button-plain button-s button-icon", "aria-label": gettext("Close the card, Esc"), on: { click: () => close({ focus: true }) } }, icon("x"))));
  }

  function inside(item, parts) {
    item.querySelector(":scope > .card-parts")?.remove();
    item.append(parts);
  }

  /** Fetches the inside of an open claim card; while it loads, its place is drawn. */
  async function load(key, { again = false } = {}) {
    const item = cards.item(key);
    const { id } = cards.card(key);
    if (!again) inside(item, element("div", { class: "card-parts", "aria-busy": "true" }, element("div", { class: "skeleton", "aria-hidden": "true" }, element("i"), element("i"), element("i"))));
    if (cards.card(key).row.pending) return;
    try {
      const html = await client.html(`/d/${slug}/claims/${id}/card`);
      if (cards.open !== key) return;
      const parts = element("div", { class: "card-parts" });
      parts.append(document.createRange().createContextualFragment(html));
      const scrolled = list.scrollTop;
      inside(item, parts);
      list.scrollTop = scrolled;
      enhance(parts, id);
      retryPause = FIRST_RETRY;
    } catch (error) {
      if (cards.open !== key) return;
      if (!(error instanceof Offline || error instanceof Problem)) throw error;
      // One request may fail beside others that come through: the connection need not come back for another try.
      if (error instanceof Offline) retryLater();
      if (again) return;
      const words = error instanceof Offline ? gettext("The card cannot be loaded while there is no connection.") : error.signedOut ? gettext("Sign in again to see this card.") : problemWords(error);
      inside(item, element("div", { class: "card-parts", data: { failed: "" } }, element("div", { class: "part" }, element("div", { class: "problem" }, icon("circle-alert"), element("div", {}, words), element("button", { type: "button", class: "button button-s", on: { click: () => load(key) } }, gettext("Try again"))))));
    }
  }

  let retryPause = FIRST_RETRY;
  let retryTimer = null;

  function retryLater() {
    clearTimeout(retryTimer);
    retryTimer = setTimeout(retry, retryPause);
    retryPause = Math.min(retryPause * 2, LONGEST_RETRY);
  }

  /** A card that could not be loaded is asked for again by itself; until it comes, what is said of it stays. */
  function retry() {
    const key = cards.open;
    if (key && cards.item(key)?.querySelector("[data-failed]")) load(key, { again: true });
  }

  // What only the workspace offers in a claim's card: its passages lead to the text beside, and can be unlinked.
  list.addEventListener("click", (event) => {
    const parts = event.target.closest(".card-parts");
    const link = parts && event.target.closest("a[data-span]");
    const unlink = parts && event.target.closest("[data-unlink]");
    if (link && store.span(link.dataset.span) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      show(link.dataset.span);
    } else if (unlink) {
      const { id } = cards.card(cards.open);
      close();
      deeds.unlink(id, unlink.dataset.unlink);
    }
  });

  function show(spanId) {
    reader.scrollTo(spanId);
    reader.open(spanId);
    if (matchMedia("(max-width: 640px)").matches) sheet.setSize("peek");
  }

  function clear(key) {
    const item = cards.item(key);
    item?.querySelector(":scope > .card-parts")?.remove();
    item?.querySelector(":scope > .card-tools")?.remove();
    item?.classList.remove("card-gone");
  }

  function close({ focus = false } = {}) {
    const key = cards.open;
    if (!key) return false;
    const item = cards.item(key);
    const had = item?.contains(document.activeElement);
    clear(key);
    cards.setOpen(null);
    writePlace(null);
    reader.open(null);
    if (focus || had) item?.querySelector(".card-claim")?.focus({ preventScroll: true });
    if (cards.isKept(key)) cards.forget(key);
    refresh();
    return true;
  }

  function writePlace(key) {
    const given = new URLSearchParams(location.hash.slice(1));
    given.delete("claim");
    given.delete("span");
    if (key) given.set(...key.split(":"));
    const hash = given.toString().replaceAll("%2C", ",");
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  }

  /** An open card whose claim or highlight somebody deleted says so and can bring it back. */
  function tombstone(key, { actor, at }, restore) {
    const item = cards.item(key);
    if (!item) return;
    item.classList.add("card-gone");
    const banner = element("div", { class: "banner", role: "alert" },
      element("span", {}, interpolate(gettext("Deleted by %s, %s."), [store.name(actor), momentWords(at)])),
      oversees ? element("button", { type: "button", class: "text-button push", on: { click: () => { close(); restore(); } } }, gettext("Restore")) : element("span", { class: "push quiet" }, gettext("They or an editor can bring it back.")));
    const parts = item.querySelector(":scope > .card-parts");
    // What somebody was writing in it stays on the screen, to copy, and as a draft for when it is back.
    if (parts && [...parts.querySelectorAll("textarea")].some((area) => area.value.trim())) {
      banner.append(element("span", {}, gettext("What you typed is still here.")));
      parts.prepend(banner);
    } else inside(item, element("div", { class: "card-parts" }, banner));
  }

  function actOnSpan(name, card) {
    const { fragments } = card.row;
    if (name === "show") show(card.id);
    else if (name === "accept") deeds.editSpan(card.id, { accepted: true }, { label: gettext("Highlight accepted") }).then(() => cards.open === card.key && open(card.key, { scroll: false })).catch((problem) => toast(problem.message, { problem: true }));
    else if (name === "delete") {
      close();
      deeds.deleteSpan(card.id);
    } else if (name === "claim") forms.newClaim({ fragments, spanId: card.id });
    else if (name === "link") forms.linkTo({ fragments, spanId: card.id });
  }

  /** The card that has the focus, or holds it. */
  function focusedCard() {
    const key = document.activeElement?.closest?.(".card")?.dataset.key;
    return key ? cards.card(key) : null;
  }

  /** The card after or before the focused, open or near one; moves the focus there. */
  function step(by) {
    const shown = cards.shown;
    if (!shown.length) return;
    const from = document.activeElement?.closest?.(".card")?.dataset.key ?? cards.open ?? cards.near;
    const at = shown.findIndex((card) => card.key === from);
    const inList = Boolean(document.activeElement?.closest?.(".card"));
    // From the text the first step goes to the card that is near; at the ends it stays.
    const next = at < 0 ? shown[by > 0 ? 0 : shown.length - 1] : ((inList ? shown[at + by] : null) ?? shown[at]);
    pin();
    cards.scrollTo(next.key, { smooth: false });
    cards.item(next.key).querySelector(".card-claim").focus({ preventScroll: false });
    reader.scrollTo(next.spans[0].id);
    cards.setNear(next.key);
  }

  function draw(options) {
    cards.draw(options);
    filterReader();
    moveOn();
    refresh();
  }

  /** An open highlight that got a claim goes on as that claim; an open card that is no more is closed. */
  function moveOn() {
    const key = cards.open;
    if (!key || cards.isKept(key) || cards.all.some((card) => card.key === key)) return;
    const next = key.startsWith("span:") ? cards.keyOfSpan(key.slice(5)) : null;
    if (next && next !== key) open(next, { scroll: false });
    else close();
  }

  return {
    cards, open, close, toggle, follow, near, reveal, newClaim: forms.newClaim, linkTo: forms.linkTo, actOnSpan, focusedCard, step, draw, show, tombstone, load, retry, setFilters,
    get filters() { return filters; },
    get pinned() { return pinned; },
    start() {
      cards.setFilters(filters);
      filterReader();
      refresh();
    },
  };
}
