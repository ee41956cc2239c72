// The list of the panel: every claim and highlight of the article in reading order, none ever left out.

import { standing } from "../state/carried.js";
import { cardsOf } from "../state/store.js";
import { passes, waits } from "../state/filters.js";
import { element, icon, said } from "./element.js";
import { peopleOnCard } from "./people-here.js";
import { cut, dateWords, sealedWords, sourcesWords, stateOf, workWords } from "./words.js";

/** True when a drawn card no longer shows what the store has. */
const differs = (drawn, card) =>
  drawn.row !== card.row || drawn.spans.length !== card.spans.length || drawn.spans.some((span, at) => span !== card.spans[at]) || String(drawn.work?.map(({ id, revision }) => id + revision)) !== String(card.work?.map(({ id, revision }) => id + revision));

/** What tells that a trainee's highlight waits for an editor. */
const waitsTag = () => element("span", { class: "tag" }, icon("circle-dashed"), gettext("waits to be accepted"));

/** What tells that a highlight waits for its place in this text, or stays with the older one. */
function unplacedTag({ spans }, store) {
  if (store.state.older) return null;
  const states = new Set(spans.map(standing));
  if (states.has("waiting")) return element("span", { class: "tag" }, icon("map-pin-off"), gettext("to be placed in this text"));
  if (states.has("pending")) return element("span", { class: "tag" }, icon("history"), gettext("being carried over"));
  return states.has("left") && !states.has("placed") ? element("span", { class: "tag" }, icon("archive"), gettext("in an older text")) : null;
}

/** Keeps `list` (an `<ol class="cards">`) in step with the store.
 *
 * `open(key)` is called when a card is chosen, `act(name, card)` for the buttons of an unlinked highlight. What colleagues
 * add waits while the pointer is over the list or somebody types in it: `held(count, above)` tells how many. */
export function createCards({ list, store, href, mayWrite, open, act, held }) {
  const me = store.state.me.username;
  const drawn = new Map(); // key -> {card, item}
  const waiting = new Set();
  const kept = new Set(); // cards of what a colleague deleted while they were open: they say so until closed
  let cards = [];
  let filters = null;
  let hidden = 0;
  let openKey = null;
  let nearKey = null;
  let busy = false;
  let unread = { claims: {}, spans: {} };
  let people = new Map(); // claim id -> who is on it

  // The frame holds the list and the button that tells what waits.
  const frame = list.parentElement;
  frame.addEventListener("pointerenter", (event) => (busy = event.pointerType === "mouse"));
  frame.addEventListener("pointerleave", () => {
    busy = false;
    if (waiting.size && !typing()) show();
  });
  list.addEventListener("click", (event) => {
    const item = event.target.closest(".card");
    if (!item) return;
    const deed = event.target.closest(".card-body [data-act]");
    if (deed) {
      event.preventDefault();
      act(deed.dataset.act, drawn.get(item.dataset.key).card);
      return;
    }
    const title = event.target.closest(".card-claim");
    const plain = !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0;
    if (title && plain) {
      event.preventDefault();
      open(item.dataset.key);
    } else if (!title && item.dataset.key !== openKey && !event.target.closest("a, button, input, textarea, select") && document.getSelection().isCollapsed) {
      open(item.dataset.key);
    }
  });

  const typing = () => list.contains(document.activeElement) && /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);

  // One card --------------------------------------------------------------------------------------------------------

  function claimBody(card) {
    const { row } = card;
    const rating = store.ratingOfClaim(row);
    const state = stateOf(row);
    const sealed = sealedWords(row, me);
    const sources = sourcesWords(row);
    const chips = [
      rating && element("span", { class: "rating" }, element("span", { class: `letter r-${rating.colour}`, "aria-hidden": "true" }, rating.letter), element("span", {}, rating.label)),
      sealed ? element("span", { class: "tag" }, icon(row.round.submitted.includes(me) ? "mail-check" : "mail"), sealed) : element("span", { class: `state${state.far ? ` state-${state.far}` : ""}` }, state.words),
      waits(card) && waitsTag(),
      unplacedTag(card, store),
      row.stale && element("span", { class: "tag" }, icon("rotate-ccw"), gettext("Needs another look")),
      ...card.work.map((each) => element("span", { class: "tag" }, icon(each.expires_at ? "hand" : "user"), element("bdi", {}, workWords(each, store)))),
      sources && element("span", { class: "tag" }, sources),
      row.seen > 1 && element("span", { class: "tag" }, interpolate(gettext("Seen in %s"), [row.seen])),
      row.counts.comments > 0 && element("span", { class: "tag" }, icon("message-square"), element("span", { class: "visually-hidden" }, gettext("Comments")), String(row.counts.comments), newMark(card)),
      row.pending && element("span", { class: "tag" }, icon("cloud"), gettext("Saving")),
    ];
    return [
      element("a", { class: "card-claim", href: href(row.id), lang: row.language, dir: "auto", "aria-expanded": String(openKey === card.key) }, row.text),
      element("div", { class: "dot-list" }, row.claimant ? said(row.claimant.name) : element("span", { class: "quiet" }, gettext("nobody named yet")), row.claimed_on ? element("span", {}, dateWords(row.claimed_on)) : null,
        card.spans.length > 1 ? element("span", {}, interpolate(ngettext("%s passage", "%s passages", card.spans.length), [card.spans.length])) : null),
      element("div", { class: "card-chips" }, ...chips),
    ];
  }

  function spanBody(card) {
    const { row } = card;
    const quote = row.fragments.map(({ exact }) => exact).join(" … ");
    if (row.checkable === false) {
      return [
        element("a", { class: "card-claim card-struck", href: `#span=${row.id}`, dir: "auto", "aria-expanded": String(openKey === card.key) }, cut(quote, 90)),
        element("div", { class: "dot-list" }, element("span", {}, gettext("Not checkable")), said(store.name(row.author))),
      ];
    }
    return [
      element("a", { class: "card-claim", href: `#span=${row.id}`, dir: "auto", "aria-expanded": String(openKey === card.key) }, element("q", {}, quote)),
      element("div", { class: "dot-list" }, element("span", {}, interpolate(gettext("Highlight by %s"), [store.name(row.author)])), element("span", {}, gettext("not linked to a claim"))),
      element("div", { class: "card-chips" },
        waits(card) ? waitsTag() : null,
        unplacedTag(card, store),
        row.note ? element("span", { class: "tag" }, icon("message-square"), said(cut(row.note, 40))) : null,
        mayWrite && openKey !== card.key ? element("button", { type: "button", class: "button button-s", data: { act: "link" } }, icon("link"), gettext("Link"), " ", element("kbd", { class: "kbd" }, "L")) : null,
        mayWrite && openKey !== card.key ? element("button", { type: "button", class: "button button-s", data: { act: "claim" } }, icon("plus"), gettext("New claim"), " ", element("kbd", { class: "kbd" }, "C")) : null,
        unreadOf(card) ? element("span", { class: "tag" }, icon("message-square"), newMark(card)) : null,
        row.pending ? element("span", { class: "tag" }, icon("cloud"), gettext("Saving")) : null),
    ];
  }

  /** How many comments one has not read: those on the claim, and on its passages from before it was there. */
  function unreadOf({ kind, id, spans }) {
    const own = kind === "claim" ? (unread.claims[id] ?? 0) : 0;
    return spans.reduce((sum, span) => sum + (unread.spans[span.id] ?? 0), own);
  }

  function newMark(card) {
    const count = unreadOf(card);
    return count ? element("b", { class: "new-mark" }, interpolate(ngettext("%s new", "%s new", count), [count])) : null;
  }

  /** Marks the cards with comments that one has not read: `{claims: {id: count}, spans: {id: count}}`. */
  function setUnread(counts) {
    const before = new Map([...drawn].map(([key, { card }]) => [key, unreadOf(card)]));
    unread = counts;
    for (const [key, { card, item }] of drawn) if (unreadOf(card) !== before.get(key)) fill(item, card);
  }

  /** Shows beside each card who is on its claim: a Map of claim ids. Nothing else of a card moves. */
  function setPeople(next) {
    people = next;
    for (const { card, item } of drawn.values()) faces(item, card);
  }

  function faces(item, card) {
    const persons = card.kind === "claim" ? (people.get(card.id) ?? []) : [];
    const names = persons.map(({ username }) => username).join();
    if ((item.dataset.people ?? "") === names) return;
    item.dataset.people = names;
    item.querySelector(":scope > .card-people")?.remove();
    if (persons.length) item.append(peopleOnCard(persons));
  }

  function fill(item, card) {
    const body = item.querySelector(":scope > .card-body");
    const focused = body.contains(document.activeElement) ? document.activeElement.className : null;
    body.replaceChildren(...(card.kind === "claim" ? claimBody(card) : spanBody(card)));
    // Keeps the focus where it was: the card is drawn anew, the person has not moved.
    if (focused) (body.querySelector(".card-claim") ?? item).focus({ preventScroll: true });
  }

  function make(card) {
    const item = element("li", { class: "card", data: { key: card.key } }, element("span", { class: "card-number", "aria-hidden": "true" }), element("div", { class: "card-body" }));
    fill(item, card);
    faces(item, card);
    return item;
  }

  // The list --------------------------------------------------------------------------------------------------------

  /** Draws what changed. `others` are the keys of cards that colleagues just made: these fade in, and may have to wait. */
  function draw({ others = new Set() } = {}) {
    cards = cardsOf(store);
    const keep = firstInView();
    const before = keep ? keep.getBoundingClientRect().top : 0;
    const still = busy || typing();
    const wanted = new Set();
    const here = new Set(cards.map(({ key }) => key));
    hidden = 0;
    let place = null; // the last item that is in its place
    for (const [index, card] of cards.entries()) {
      wanted.add(card.key);
      let known = drawn.get(card.key);
      if (!known) {
        if (still && others.has(card.key)) waiting.add(card.key);
        if (waiting.has(card.key)) continue;
        known = { card, item: make(card) };
        if (others.has(card.key)) known.item.classList.add("arrives");
        drawn.set(card.key, known);
      } else if (differs(known.card, card)) {
        known.card = card;
        fill(known.item, card);
      } else known.card = card;
      const { item } = known;
      const number = String(index + 1);
      if (item.firstElementChild.textContent !== number) item.firstElementChild.textContent = number;
      const pass = card.key === openKey || !filters || passes(card, filters, me);
      if (!pass) hidden += 1;
      if (item.hidden === pass) item.hidden = !pass;
      // What was deleted while it was open stays where it was.
      let next = place ? place.nextElementSibling : list.firstElementChild;
      while (next && next !== item && kept.has(next.dataset.key) && !here.has(next.dataset.key)) next = next.nextElementSibling;
      if (next !== item) {
        if (place) place.after(item);
        else list.prepend(item);
      }
      place = item;
    }
    for (const [key, { item }] of drawn) {
      if (wanted.has(key)) continue;
      if (kept.has(key)) continue;
      moveFocus(item);
      item.remove();
      drawn.delete(key);
    }
    for (const key of [...waiting]) if (!wanted.has(key)) waiting.delete(key);
    // Nothing that a person looks at moves because something came above it.
    if (keep?.isConnected && !keep.hidden) {
      const moved = keep.getBoundingClientRect().top - before;
      if (Math.abs(moved) > 1) list.scrollTop += moved;
    }
    mark();
    held(waiting.size, above());
  }

  function moveFocus(item) {
    if (!item.contains(document.activeElement)) return;
    const neighbour = item.nextElementSibling ?? item.previousElementSibling;
    const alerts = document.getElementById("alerts");
    if (neighbour) neighbour.querySelector(".card-claim")?.focus({ preventScroll: true });
    if (alerts) alerts.textContent = gettext("The card is gone. You are on its neighbour.");
  }

  function firstInView() {
    const view = list.getBoundingClientRect();
    if (!view.height) return null;
    const under = document.elementFromPoint(view.left + view.width / 2, view.top + 4)?.closest(".card");
    if (under && list.contains(under)) return under;
    // Something lies over the list, a menu or a form: look for it one by one.
    for (const item of list.children) if (!item.hidden && item.getBoundingClientRect().bottom > view.top + 1) return item;
    return null;
  }

  /** How many of those that wait would stand above what is seen now. */
  function above() {
    const first = firstInView();
    const at = cards.findIndex((card) => card.key === first?.dataset.key);
    return cards.filter((card, index) => waiting.has(card.key) && index < at).length;
  }

  function show() {
    const keys = new Set(waiting);
    waiting.clear();
    busy = false;
    draw({ others: keys });
  }

  function mark() {
    const near = drawn.get(openKey ?? nearKey)?.item;
    const open = drawn.get(openKey)?.item;
    for (const old of list.querySelectorAll(".card-near, .card-open")) {
      if (old !== near) old.classList.remove("card-near");
      if (old === open) continue;
      old.classList.remove("card-open");
      old.removeAttribute("aria-current");
    }
    near?.classList.add("card-near");
    open?.classList.add("card-open");
    open?.setAttribute("aria-current", "true");
  }

  /** Brings a card into view. Cards out of sight have a guessed height, so the place is looked at again when it is there. */
  function scrollTo(key, { smooth = true, block = 0.25, tries = 3 } = {}) {
    const item = drawn.get(key)?.item;
    if (!item || item.hidden || !tries) return;
    const box = item.getBoundingClientRect();
    const view = list.getBoundingClientRect();
    const tall = box.height > view.height;
    if (box.top >= view.top - 1 && (tall ? box.top < view.bottom - 60 : box.bottom <= view.bottom + 1)) return;
    // In the low sheet of a phone there is room for one: it begins at the top.
    const by = box.top - view.top - (view.height < 200 || tall ? 0 : view.height * block);
    const glide = smooth && Math.abs(by) < view.height * 2 && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    list.scrollTo({ top: list.scrollTop + by, behavior: glide ? "smooth" : "instant" });
    const look = () => scrollTo(key, { smooth: false, block, tries: tries - 1 });
    if (glide) list.addEventListener("scrollend", look, { once: true });
    else requestAnimationFrame(look);
  }

  return {
    setUnread,
    setPeople,
    draw,
    show,
    scrollTo,
    item: (key) => drawn.get(key)?.item ?? null,
    card: (key) => drawn.get(key)?.card ?? cards.find((card) => card.key === key) ?? null,
    /** The card of a highlight: its own, or that of its first claim. */
    keyOfSpan(id) {
      const span = store.span(id);
      if (!span) return null;
      const claim = store.claimsOf(span)[0];
      return claim ? `claim:${claim.id}` : `span:${id}`;
    },
    setFilters(next) {
      filters = next;
      draw();
    },
    setOpen(key) {
      const before = openKey;
      openKey = key;
      for (const changed of [before, key]) {
        const known = drawn.get(changed);
        if (known) fill(known.item, known.card);
      }
      draw();
    },
    setNear(key) {
      if (nearKey === key) return;
      nearKey = key;
      mark();
    },
    forget(key) {
      const known = drawn.get(key);
      if (!known) return;
      kept.delete(key);
      moveFocus(known.item);
      known.item.remove();
      drawn.delete(key);
    },
    keep: (key) => kept.add(key),
    isKept: (key) => kept.has(key),
    get all() {
      return cards;
    },
    get shown() {
      return cards.filter((card) => drawn.get(card.key) && !drawn.get(card.key).item.hidden);
    },
    get hidden() {
      return hidden;
    },
    get open() {
      return openKey;
    },
    get near() {
      return nearKey;
    },
  };
}
