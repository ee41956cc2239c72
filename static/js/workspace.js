// Entry of the workspace: one article, its highlights and claims.

import { createClient, Offline, Problem } from "./api/client.js";
import { createReader } from "./highlights/reader.js";
import { createLive } from "./live/live.js";
import { createUpdates } from "./live/updates.js";
import { createArticleNews, createBanners } from "./panels/article-news.js";
import { offerBegunClaim } from "./panels/begun-claim.js";
import { createCarried } from "./panels/carried.js";
import { enhanceClaim } from "./panels/claim.js";
import { claimBody, prefill } from "./panels/claim-form.js";
import { createDeeds } from "./panels/deeds.js";
import { isSaidIn } from "./panels/discussion.js";
import { createHelp } from "./panels/help.js";
import { startBell } from "./panels/notifications.js";
import { startPage } from "./panels/page.js";
import { rememberWidth, sheet as createSheet } from "./panels/panel-size.js";
import { createOnIt } from "./panels/on-it.js";
import { createPanel } from "./panels/panel.js";
import { createPresence } from "./panels/presence.js";
import { createSpanDiscussion } from "./panels/span-discussion.js";
import { createStateLine } from "./panels/state-line.js";
import { createToaster } from "./panels/toast.js";
import { workspaceCommands } from "./panels/workspace-commands.js";
import { applyLocal } from "./state/apply-change.js";
import { createCommands } from "./state/commands.js";
import { createDrafts } from "./state/drafts.js";
import { keepAgain } from "./state/kept-pages.js";
import { browserWrites } from "./state/kept-writes.js";
import { createOutbox } from "./state/outbox.js";
import { createStore } from "./state/store.js";
import { createUndo } from "./state/undo.js";

const initial = JSON.parse(document.getElementById("state").textContent);
const { slug, role } = initial.project;
const { username } = initial.me;
// In an older text nothing is marked any more; claims can be worked on from there all the same.
const mayWrite = role !== "viewer" && !initial.older;
const articleId = initial.article.id;
const narrow = matchMedia("(max-width: 640px)");

const store = createStore(initial);
const client = createClient({ base: `/api/v1/projects/${slug}` });
const drafts = createDrafts({ username, slug });
const outbox = createOutbox({ client, drafts, username, writes: browserWrites({ username, slug }) });
const undo = createUndo();
const toast = createToaster();
const commands = createCommands({ username });
const help = createHelp(commands);
// A task later: by then the list has been drawn with it.
const deeds = createDeeds({ store, client, outbox, undo, toast, onDone: (kind, id) => setTimeout(() => panel.reveal(kind, id)) });

const aside = document.querySelector(".panel");
const notices = document.getElementById("notices");
const sheet = createSheet({ panel: aside, handle: aside.querySelector(".sheet-handle") });
rememberWidth({ separator: aside.querySelector(".panel-size"), workspace: document.querySelector(".workspace-main"), username });

/** Single letters are keys in the article and in the list: not in menus, dialogs or the bar. */
function active() {
  const focused = document.activeElement;
  if (document.querySelector("dialog[open]")) return false;
  return !focused || focused === document.body || focused.id === "main" || Boolean(focused.closest(".reader, .cards"));
}

// The article ---------------------------------------------------------------------------------------------------------

const settled = new Set(["agreed", "adjudicated", "approved", "declined", "duplicate"]);
let panel = null;

// The panel's commands come before the reader's: with the focus on a card, L and C mean that card.
const page = { panel: null, reader: null };
const addLast = workspaceCommands({ commands, page, undo, help, toast, mayWrite, active });

const reader = createReader(document.getElementById("article"), {
  spans: [...store.state.spans.values()],
  ratingOf: (span) => store.ratingOf(span),
  settled: (span) => span.checkable === false || (span.claims.length > 0 && store.claimsOf(span).every((claim) => settled.has(claim.status))),
  describe: (span) => ({ claim: store.claimsOf(span)[0]?.text ?? null }),
  source: { title: initial.article.title, publisher: initial.article.publisher, url: initial.article.source_url },
  canWrite: mayWrite,
  strip: document.querySelector(".strip"),
  commands,
  isActive: active,
  onOpen: ([id]) => panel.open(panel.cards.keyOfSpan(id)),
  onNear: (id) => panel?.near(id),
  onCursor: progress,
  onAction: act,
});
page.reader = reader;
const carried = createCarried({ store, client, outbox, undo, toast, commands, page, sheet, mayWrite, active });
const onIt = createOnIt({ store, outbox, undo, toast, commands, page, mayWrite, active });
addLast();

panel = page.panel = createPanel({ store, client, deeds, drafts, toast, reader, slug, mayWrite, sheet, enhance, discuss });

const banner = createBanners(notices);
const news = createArticleNews({ store, client, reader, banner, toast, mayWrite, older: initial.older });
document.querySelector("[data-compare]")?.addEventListener("click", news.compare);

let openClaim = null;
let openSpan = null;

/** The discussion of a highlight without a claim, in its open card. */
function discuss(parts, id) {
  openSpan?.destroy();
  openSpan = createSpanDiscussion(parts, { id, page: { client, outbox, slug, drafts, toast, undo, say: (words) => reader.announcer.say(words) }, onChange: () => live.now() });
  return openSpan.ready;
}

function enhance(parts) {
  openClaim?.destroy();
  openClaim = enhanceClaim(parts, { client, drafts, toast, outbox, commands, undo, onNext: nextClaim, onChange: () => live.now(), onDeleted: () => live.now(), remove: deeds.deleteClaim, nameOf: store.name });
}

/** After *Submit and next*: the card of the next claim in this article, or the page of one elsewhere, at its verdict form. */
async function nextClaim({ id, article }) {
  if (article !== articleId || !panel.cards.card(`claim:${id}`)) {
    location.assign(`/d/${slug}/claims/${id}#verdict`);
    return;
  }
  await panel.open(`claim:${id}`);
  openClaim?.focusVerdict();
}

/** What the selection bar, the marking pass and *Choose passage* ask for. */
function act({ action, fragments, via }) {
  if (action === "place") {
    carried.placed(fragments);
    return;
  }
  const same = sameSpan(fragments);
  if (action === "highlight") {
    if (same) toast(interpolate(gettext("Highlighted already, by %s"), [store.name(same.author)]), { tag: "deed" });
    else deeds.highlight(fragments);
  } else if (action === "uncheckable") notCheckable(fragments, same);
  else if (action === "link") panel.linkTo({ fragments, spanId: same?.id ?? null });
  else if (action === "claim" && via === "marking") claimAtOnce(fragments, same);
  else if (action === "claim") panel.newClaim({ fragments, spanId: same?.id ?? null });
}

/** X on a sentence, and X once more to take it back. */
function notCheckable(fragments, same) {
  if (!same) deeds.highlight(fragments, { checkable: false });
  else if (same.claims.length) toast(gettext("A claim rests on this passage."), { tag: "deed" });
  else if (same.checkable === false && same.author === username) deeds.deleteSpan(same.id);
  else deeds.editSpan(same.id, { checkable: same.checkable === false }, { label: gettext("Changed whether it can be checked") }).catch((problem) => toast(problem.message, { problem: true }));
}

/** A highlight of exactly this passage: what is done with the passage is done with it. */
function sameSpan(fragments) {
  const places = (list) => list.map(({ start, end }) => `${start}-${end}`).join();
  const wanted = places(fragments);
  for (const span of store.state.spans.values()) {
    if (span.version === store.state.version.number && places(span.fragments) === wanted) return span;
  }
  return null;
}

/** In the marking pass nothing opens: the claim is made as the form would have begun, and filled in later. */
function claimAtOnce(fragments, span) {
  const values = prefill(fragments, store.state);
  const { body, problems } = claimBody(values, values);
  if (problems.claimed_on) delete body.claimed_on;
  deeds.newClaim(body, { fragments, spanId: span?.id ?? null }).sent.catch((problem) => {
    if (!(problem instanceof Problem)) throw problem;
    toast(problem.message, { problem: true, action: { label: gettext("Open the form"), run: () => panel.newClaim({ fragments, values }) } });
  });
}

function progress() {
  const line = document.querySelector("[data-progress]");
  if (!line) return;
  const { at, of } = reader.marking.count();
  const claims = store.state.claims.size;
  const made = interpolate(ngettext("%s claim", "%s claims", claims), [claims]);
  line.textContent = at ? interpolate(gettext("Sentence %s of %s, %s"), [at, of, made]) : made;
}

// The store and everything that shows it ------------------------------------------------------------------------------

let fresh = new Set();
let planned = false;

store.subscribe((events) => {
  const again = new Set();
  let work = false;
  for (const { kind, id, row, old } of events) {
    if (kind === "span" && row) reader.putSpan(row, { fresh: Boolean(!old && row.author !== username) });
    else if (kind === "span") reader.dropSpan(id);
    else if (kind === "claim") for (const span of store.spansOf(id)) again.add(span.id);
    else if (kind === "assignment") work = true;
    else if (kind === "newer") news.showNewer(row);
    else if (kind === "article") news.showArticle(row);
    else if (kind === "ratings") for (const span of store.state.spans.keys()) again.add(span);
  }
  if (again.size) reader.refresh([...again]);
  if (work) onIt.draw();
  if (planned) return;
  planned = true;
  queueMicrotask(() => {
    planned = false;
    panel.draw({ others: fresh });
    carried.draw();
    fresh = new Set();
    progress();
  });
});

// Live ----------------------------------------------------------------------------------------------------------------

const stateLine = createStateLine({ line: document.getElementById("saved"), notices, outbox, mayWrite: role !== "viewer", username, signInHref: `/accounts/login/?next=${encodeURIComponent(location.pathname)}` });

async function rows({ claims, spans }) {
  const { data } = await client.get(`/d/${slug}/articles/${articleId}/rows?claims=${claims.join(",")}&spans=${spans.join(",")}`);
  return data;
}

const apply = createUpdates({ store, rows, told });
const live = createLive({
  client, slug, username, after: initial.head,
  apply: async (changes) => {
    openBefore = panel.cards.open;
    if (changes.some(({ gone, actor, object }) => gone && actor !== username && `${object.type}:${object.id}` === openBefore)) panel.cards.keep(openBefore);
    await apply(changes);
    if (changes.some(({ actor, object }) => actor !== username && object.type === "comment")) countUnread();
    // What is said is on the card itself: the row only counts it.
    const open = document.querySelector(".card-open");
    if (!open || !changes.some((change) => isSaidIn(change, open))) return;
    if (openBefore?.startsWith("span:")) openSpan?.refresh();
    else if (openBefore === panel.cards.open) reload(openBefore);
  },
  reached: (state) => {
    stateLine.connection(state);
    if (state !== "online") return;
    outbox.flush();
    panel.retry();
  },
  reset: () => banner("reset", gettext("This page is too old to catch up."), [{ label: gettext("Load it anew"), run: () => location.reload() }]),
});
let openBefore = null;
live.on("mode", stateLine.mode);

/** For screen readers, at most every twenty seconds: what colleagues did in this article. */
function summarise({ others, gone, actors }) {
  const changed = [...actors.keys()].filter((id) => store.claim(id) && !others.has(`claim:${id}`)).length;
  const { announcer } = reader;
  announcer.summary("new", others.size, (n) => interpolate(ngettext("%s new from colleagues", "%s new from colleagues", n), [n]));
  announcer.summary("changed", changed, (n) => interpolate(ngettext("%s claim changed by colleagues", "%s claims changed by colleagues", n), [n]));
  announcer.summary("gone", gone.length, (n) => interpolate(ngettext("%s deleted by colleagues", "%s deleted by colleagues", n), [n]));
}

/** Which cards have comments that one has not read: asked for at the start, and when colleagues said something. */
async function countUnread() {
  try {
    panel.cards.setUnread((await client.get("comments/unread")).data);
  } catch (error) {
    if (!(error instanceof Problem || error instanceof Offline)) throw error;
  }
}
document.addEventListener("comments:read", ({ detail }) => panel.cards.setUnread(detail));

function told({ others, touched, wide, gone, actors }) {
  summarise({ others, gone, actors });
  others.forEach((key) => fresh.add(key));
  panel.draw({ others });
  openClaim?.heard(gone.map(({ change }) => change));
  for (const { kind, id, change } of gone) {
    if (openBefore !== `${kind}:${id}`) continue;
    panel.tombstone(openBefore, change, () => (kind === "span" ? deeds.restoreSpan(id) : deeds.restoreClaim(id)).then(() => live.now(), (problem) => toast(problem.message, { problem: true })));
  }
  const open = panel.cards.open;
  if (open?.startsWith("claim:") && (wide || touched.has(open.slice(6)))) reload(open);
  else if (open?.startsWith("span:") && store.span(open.slice(5))) stands(open);
}

/** An open card of what was deleted, and is back, says no longer that it is gone; what was typed in it stays. */
function stands(key) {
  const gone = document.querySelector(".card-gone");
  if (!gone) return;
  gone.classList.remove("card-gone");
  for (const told of gone.querySelectorAll(":scope > .card-parts > .banner")) told.remove();
  if (key.startsWith("span:")) openSpan?.refresh(); // asked for while it was gone, its discussion is not there
  if (!gone.querySelector(":scope > .card-parts > *")) panel.open(key, { scroll: false });
}

/** An open card is drawn again when its claim changed; forms that somebody writes in stay as they are. */
function reload(key) {
  if (!store.claim(key.slice(6))) return;
  stands(key);
  if (openClaim?.id === key.slice(6)) openClaim.refresh();
  else panel.load(key, { again: true });
}

/** The text that one has just saved is on screen: its draft has done its work. */
const begun = drafts.draft(`new-version:${articleId}`);
if (begun.exists && initial.version.author === username && Number(begun.values.revision) < initial.version.number) begun.clear();

// The page ------------------------------------------------------------------------------------------------------------

startPage({ commands, client });
commands.listen();
for (const button of document.querySelectorAll("[data-run]")) button.addEventListener("click", () => commands.run(button.dataset.run));
undo.on(() => {
  const [back, again] = ["undo", "redo"].map((name) => document.querySelector(`[data-run="${name}"]`));
  if (!back) return;
  back.disabled = !undo.next;
  again.disabled = !undo.again;
  back.title = undo.next ?? "";
  again.title = undo.again ?? "";
});
for (const skeleton of document.querySelectorAll("#cards > .skeleton")) skeleton.remove();
panel.start();
carried.draw();
progress();
outbox.loaded.then(() => {
  for (const { adopted, local } of outbox.items()) if (adopted && local) applyLocal(store, local);
});
outbox.on(({ failed }) => {
  // What an earlier page showed and the server refused is no longer there; the notice holds what it said.
  for (const { local } of failed) for (const [kind, row] of local?.put ?? []) if (store[kind](row.id)?.pending) store.drop(kind, row.id);
});
outbox.start();
createPresence({ live, store, reader, panel });
live.start();
startBell({ client, live });
countUnread();
addEventListener("online", () => {
  live.now();
  outbox.flush();
});
addEventListener("offline", () => live.lost());
let keptHead = store.state.head;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    // What is kept for reading without a connection is this page as it is when one turns away from it.
    if (store.state.head !== keptHead) keepAgain();
    keptHead = store.state.head;
    return;
  }
  live.now();
  outbox.flush();
});
addEventListener("beforeunload", (event) => {
  // Files cannot be kept over a reload; everything else is.
  if (document.querySelector("input[type=file]")?.files?.length) event.preventDefault();
});

/** `#claim=…` and `#span=…` in the address open that card. */
function openFromAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  if (given.has("carried")) {
    carried.open();
    return;
  }
  const span = given.get("span");
  const said = given.get("comment");
  const key = given.get("claim") ? `claim:${given.get("claim")}` : span ? panel.cards.keyOfSpan(span) : null;
  if (!key || key === panel.cards.open) return;
  const card = panel.cards.card(key);
  if (!card) return;
  panel.open(key).then(() => said && (key.startsWith("span:") ? openSpan?.find(said) : openClaim?.findComment(said)));
  reader.scrollTo(span ?? card.spans[0].id);
}
addEventListener("hashchange", openFromAddress);
reader.ready.then((drawn) => {
  if (drawn === false) banner("refused", gettext("This page does not show the stored text, so no highlights are drawn."), [{ label: gettext("Load it anew"), run: () => location.reload() }]);
  onIt.draw();
  openFromAddress();
  if (mayWrite) offerBegunClaim({ store, drafts, reader, panel, toast });
});

if (narrow.matches) sheet.setSize("peek");
export { store, panel, reader, commands, outbox, live };
