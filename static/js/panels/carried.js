// What became of the highlights in a newer text: old beside new, and what a person says about it. Takes the place of the list of cards.

import { Offline, Problem } from "../api/client.js";
import { countStandings, inOldOrder, standing } from "../state/carried.js";
import { createCarriedRows } from "./carried-rows.js";
import { element, icon, said } from "./element.js";
import { createPlacing, quoteOf } from "./placing.js";
import { cut, problemWords } from "./words.js";

const PAUSE = 400;

/** Wires the list. `page` holds `panel` and `reader` by the time it is opened. Gives `{open, placed(fragments), draw, any}`. */
export function createCarried({ store, client, outbox, undo, toast, commands, page, sheet, mayWrite, active }) {
  const { article, version } = store.state;
  const home = document.getElementById("carried");
  const note = document.querySelector("[data-carried-note]");
  const aside = home.closest(".panel");
  const hint = document.getElementById("placing");
  const placing = createPlacing({ store, outbox, undo, toast });
  const any = version.number > 1 && !store.state.older;
  const rows = new Map(); // id -> the API's row, with where it lay and where it may belong
  const chosen = new Map(); // id -> which of several proposals
  let asked = []; // ids in the order in which they are shown: what was settled stays where it is until the list is opened anew
  let problem = null;
  let loading = null;
  let timer = null;
  let looking = null; // the id whose new place is looked for in the text
  let told = "";
  let missed = "";

  // Reading ---------------------------------------------------------------------------------------------------------------

  async function load() {
    problem = null;
    try {
      let path = `articles/${article.id}/versions/${version.number}/spans?limit=500`;
      while (path) {
        const { data } = await client.get(path);
        for (const row of data.results) rows.set(row.id, row);
        path = data.next && `articles/${article.id}/versions/${version.number}/spans${new URL(data.next).search}`;
      }
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Offline)) throw error;
      problem = error instanceof Offline ? gettext("The server cannot be reached. What was loaded is shown.") : problemWords(error);
    }
    loading = null;
    draw();
  }

  const fetchAgain = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (loading ??= load()), PAUSE);
  };

  const standingOf = (id) => (store.span(id) ? standing(store.span(id)) : null);

  // The note above the list of cards -----------------------------------------------------------------------------------------

  function drawNote({ pending, waiting }) {
    note.hidden = !home.hidden || !(pending || waiting);
    const words = waiting
      ? interpolate(ngettext("%s highlight waits for its place in this text.", "%s highlights wait for their place in this text.", waiting), [waiting])
      : interpolate(ngettext("%s highlight is being carried over to this text.", "%s highlights are being carried over to this text.", pending), [pending]);
    const signature = `${words}/${note.hidden}`;
    if (signature === told) return;
    told = signature;
    if (note.hidden) return;
    note.replaceChildren(icon(waiting ? "map-pin-off" : "history"), element("span", {}, words),
      waiting ? element("button", { type: "button", class: "button button-s push", on: { click: () => open() } }, mayWrite ? gettext("Decide") : gettext("Look"), " ", element("kbd", { class: "kbd" }, "R")) : element("span", { class: "progress progress-unknown push" }, element("i")));
  }

  const { group, proposal } = createCarriedRows({ store, rows, chosen, mayWrite, isLooking: (id) => looking === id, onChoose: preview });

  function draw() {
    if (!any) return;
    const spans = [...store.state.spans.values()];
    const counts = countStandings(spans);
    drawNote(counts);
    if (home.hidden) return;
    // What has come to wait since the list was read has proposals too; asked for once, whatever the answer.
    const unread = spans.filter((span) => standing(span) === "waiting" && rows.get(span.id)?.state !== span.state).map(({ id, state, revision }) => id + state + revision).join();
    if (unread && unread !== missed) fetchAgain();
    missed = unread;
    const known = inOldOrder([...rows.values()].filter(({ id }) => store.span(id)));
    asked = asked.filter((id) => store.span(id));
    for (const { id } of known) if (!asked.includes(id) && standingOf(id) === "waiting") asked.push(id);
    const others = (state) => known.map(({ id }) => id).filter((id) => !asked.includes(id) && standingOf(id) === state);
    const placed = others("placed");
    const focus = focused();
    const opened = new Set([...home.querySelectorAll("details[open]")].map((each) => each.dataset.group));
    const { scrollTop } = home;
    const left = asked.filter((id) => standingOf(id) === "waiting").length;
    home.replaceChildren(
      element("div", { class: "carried-bar row" },
        element("h2", { id: "carried-title" }, gettext("Highlights in this text")),
        element("button", { type: "button", class: "button button-plain button-s button-icon push", "aria-label": gettext("Back to the claims, Esc"), on: { click: () => close() } }, icon("x"))),
      element("p", { class: "quiet small", role: "status" }, loading && !known.length ? gettext("Loading …") : left ? interpolate(ngettext("%s waits for you.", "%s wait for you.", left), [left]) : counts.pending ? interpolate(ngettext("%s is being carried over.", "%s are being carried over.", counts.pending), [counts.pending]) : gettext("Every highlight has its place, or stays with the older text.")),
      problem ? element("div", { class: "problem", role: "alert" }, icon("circle-alert"), element("div", {}, problem), element("button", { type: "button", class: "button button-s", on: { click: () => (loading ??= load()) } }, gettext("Try again"))) : "",
      ...[
        group(gettext("To place"), asked),
        group(gettext("Being carried over"), others("pending")),
        group(gettext("Left with the older text"), others("left"), { folded: "left", opened }),
        group(gettext("Placed by a person"), placed.filter((id) => store.span(id).state === "confirmed"), { folded: "confirmed", opened }),
        group(gettext("Came along by themselves"), placed.filter((id) => store.span(id).state !== "confirmed"), { folded: "moved", opened }),
      ].filter(Boolean));
    home.scrollTop = scrollTop;
    stand((focus && rowOf(focus)) ?? home.querySelector(".carried-row"));
    if (focus) rowOf(focus)?.focus({ preventScroll: true });
  }

  // Moving ----------------------------------------------------------------------------------------------------------------

  const focused = () => (home.contains(document.activeElement) ? (document.activeElement.closest(".carried-row")?.dataset.span ?? null) : null);
  const rowOf = (id) => home.querySelector(`.carried-row[data-span="${CSS.escape(id)}"]`);
  const inList = () => !home.hidden && home.contains(document.activeElement) && !document.querySelector("dialog[open]");

  /** One row is the tab stop, with its buttons: who has switched the letters off goes on by Tab. */
  function stand(row) {
    for (const each of home.querySelectorAll(".carried-row, .carried-row [data-act]")) each.tabIndex = row?.contains(each) ? 0 : -1;
  }

  function go(id) {
    const row = rowOf(id);
    if (!row) return;
    stand(row);
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const shown = [...home.querySelectorAll(".carried-row")];
    const at = shown.findIndex((row) => row.contains(document.activeElement));
    const next = at < 0 ? shown[0] : (shown[at + by] ?? shown[at]);
    if (next) go(next.dataset.span);
  }

  /** Shows in the text where it would lie. */
  function preview(id) {
    const found = proposal(id);
    page.reader.holdSelection(found?.fragments ?? null);
    if (found) page.reader.scrollToPoint(found.fragments[0].start);
  }

  function onwards(id) {
    const shown = asked.filter((each) => standingOf(each) === "waiting");
    const next = shown.find((each) => asked.indexOf(each) > asked.indexOf(id)) ?? shown[0];
    if (next) go(next);
    else {
      rowOf(id)?.focus({ preventScroll: true });
      page.reader.announcer.say(gettext("Every highlight has its place, or stays with the older text."));
    }
  }

  home.addEventListener("focusin", (event) => {
    const id = event.target.closest(".carried-row")?.dataset.span;
    if (id && !looking) preview(id);
  });
  home.addEventListener("click", (event) => {
    const row = event.target.closest(".carried-row");
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (!row) return;
    if (act) ({ accept, again, leave })[act](row.dataset.span);
    else if (!event.target.closest("input, label")) go(row.dataset.span);
  });

  // Deeds -----------------------------------------------------------------------------------------------------------------

  function accept(id = focused()) {
    const found = id && proposal(id);
    if (!found || standingOf(id) === "placed") return id && standingOf(id) !== "placed" ? again(id) : undefined;
    placing.place(id, found.fragments);
    onwards(id);
  }

  function leave(id = focused()) {
    if (!id || !["waiting", "placed"].includes(standingOf(id))) return;
    placing.leave(id);
    onwards(id);
  }

  /** What is picked next in the text is its place. */
  function again(id = focused()) {
    if (!id || standingOf(id) === "pending") return;
    looking = id;
    const { reader } = page;
    preview(id);
    reader.holdSelection(null);
    reader.selecting.setPlacing(true);
    const quote = cut(quoteOf(rows.get(id)?.before?.fragments ?? store.span(id).fragments), 160);
    hint.hidden = false;
    hint.replaceChildren(icon("map-pin"), element("span", {}, gettext("Select in the text where this stands now:"), " ", element("q", {}, said(quote))), element("span", { class: "push row row-tight small hide-s" }, element("kbd", { class: "kbd" }, "↵"), gettext("place it here")), element("button", { type: "button", class: "button button-s", on: { click: () => stop() } }, gettext("Cancel"), " ", element("kbd", { class: "kbd" }, "Esc")));
    sheet.setSize("peek");
    reader.focus();
    reader.announcer.say(interpolate(gettext("Select where this stands now, then Enter: “%s”"), [quote]));
    draw();
  }

  function stop({ focus = true } = {}) {
    const id = looking;
    looking = null;
    hint.hidden = true;
    page.reader.selecting.setPlacing(false);
    sheet.raise();
    draw();
    if (focus && id) go(id);
    return id;
  }

  /** The passage that was picked for the highlight that looks for its place. */
  function placed(fragments) {
    const id = stop({ focus: false });
    if (!id || !store.span(id)) return;
    placing.place(id, fragments.map((each) => ({ prefix: "", suffix: "", ...each })));
    onwards(id);
  }

  // Opening ---------------------------------------------------------------------------------------------------------------

  function open() {
    if (!any) return;
    page.panel.close();
    asked = [];
    home.hidden = false;
    aside.classList.add("is-carried");
    sheet.raise();
    loading ??= load();
    draw();
    home.focus({ preventScroll: true });
    loading.then(() => !home.hidden && !focused() && !looking && home.querySelector(".carried-row") && go(home.querySelector(".carried-row").dataset.span));
  }

  function close() {
    if (looking) stop({ focus: false });
    home.hidden = true;
    aside.classList.remove("is-carried");
    page.reader.holdSelection(null);
    draw();
    page.reader.focus();
  }

  const group_ = gettext("Newer text");
  const onRow = () => inList() && document.activeElement.matches(".carried-row");
  commands.add(
    { id: "carried.open", name: gettext("What became of the highlights in this text"), keys: ["r"], group: group_, icon: "map-pin", when: () => any && home.hidden && active(), run: open },
    { id: "carried.next", name: gettext("Next highlight to place"), keys: ["j", "ArrowDown"], group: group_, repeats: true, when: onRowOrHome, run: () => step(1) },
    { id: "carried.previous", name: gettext("Highlight to place before this one"), keys: ["k", "ArrowUp"], group: group_, repeats: true, when: onRowOrHome, run: () => step(-1) },
    { id: "carried.accept", name: gettext("Accept the proposed place"), keys: ["Enter"], group: group_, icon: "check", when: () => mayWrite && onRow(), run: () => accept() },
    { id: "carried.again", name: gettext("Place it again by selecting"), keys: ["p"], group: group_, icon: "map-pin", when: () => mayWrite && inList(), run: () => again() },
    { id: "carried.leave", name: gettext("Leave it with the older text"), keys: ["x"], group: group_, icon: "archive", when: () => mayWrite && inList(), run: () => leave() },
    { id: "carried.stop", name: gettext("Do not place it now"), keys: ["Escape"], group: group_, hidden: true, when: () => looking !== null && !document.querySelector("dialog[open]") && !page.reader.selecting.canGoBack(), run: () => stop() },
    { id: "carried.close", name: gettext("Back to the claims"), keys: ["Escape"], group: group_, hidden: true, when: () => looking === null && inList(), run: close },
  );

  function onRowOrHome() {
    return inList() && !document.activeElement.matches("input");
  }

  return { open, placed, draw, any };
}
