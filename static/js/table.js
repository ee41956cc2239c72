// Entry of the filling pass: the claims of one article as a table.

import { createClient, Problem } from "./api/client.js";
import { createLive } from "./live/live.js";
import { createUpdates } from "./live/updates.js";
import { createClaimTable } from "./panels/claim-table.js";
import { createDeeds } from "./panels/deeds.js";
import { element } from "./panels/element.js";
import { createFilling } from "./panels/filling.js";
import { createHelp } from "./panels/help.js";
import { startBell } from "./panels/notifications.js";
import { startPage } from "./panels/page.js";
import { createPeopleHere } from "./panels/people-here.js";
import { createSimilar } from "./panels/similar.js";
import { createStateLine } from "./panels/state-line.js";
import { columns as allColumns } from "./panels/table-columns.js";
import { createToaster } from "./panels/toast.js";
import { createCommands } from "./state/commands.js";
import { createDrafts } from "./state/drafts.js";
import { browserWrites } from "./state/kept-writes.js";
import { createOutbox } from "./state/outbox.js";
import { createStore } from "./state/store.js";
import { createUndo } from "./state/undo.js";

const initial = JSON.parse(document.getElementById("state").textContent);
const { slug, role } = initial.project;
const { username } = initial.me;
const mayWrite = role !== "viewer";
const articleId = initial.article.id;

const store = createStore(initial);
const client = createClient({ base: `/api/v1/projects/${slug}` });
const drafts = createDrafts({ username, slug });
const outbox = createOutbox({ client, drafts, username, writes: browserWrites({ username, slug }) });
const undo = createUndo();
const toast = createToaster();
const commands = createCommands({ username });
const help = createHelp(commands);
const deeds = createDeeds({ store, outbox, undo, toast });
const columns = allColumns();
const notices = document.getElementById("notices");

let table = null;
const filling = createFilling({ store, client, outbox, drafts, undo, toast, columns, table: () => table });
table = createClaimTable({
  table: document.getElementById("table"), store, columns, mayWrite, save: filling.save, pasted, typing, href: (id) => `/d/${slug}/claims/${id}`,
  newRows: () => (mayWrite ? filling.newRows() : []),
});

// Similar claims ------------------------------------------------------------------------------------------------------------

const similarHome = document.getElementById("similar-home");
let similar = null;
let similarField = null;

function typing(field, row, kind) {
  if (kind === "input") {
    filling.keep(field, row);
    table.problem(row.key, field.name, null);
  }
  if (field.name !== "text" || !mayWrite) {
    if (kind === "focus") closeSimilar();
    return;
  }
  if (similarField !== field) {
    closeSimilar();
    similarField = field;
    similar = createSimilar({
      client, store, field, except: () => new Set([row.key]),
      title: interpolate(gettext("Similar on this desk: row %s"), [field.closest("tr").querySelector(".c-number").textContent]),
      onPick: (other) => linkInstead(table.row(row.key), other),
    });
    similarHome.append(similar.element);
  }
  if (kind === "input") similar.ask(field.value);
}

function closeSimilar() {
  similar?.element.remove();
  similar?.close();
  similar = null;
  similarField = null;
}

/** The passages of this row are linked to a claim that is there already, and the row's own claim goes. */
function linkInstead(row, other) {
  closeSimilar();
  if (!row.claim) {
    filling.forget(row.key);
    draw();
    toast(interpolate(gettext("Not made: “%s” is here already."), [other.text.slice(0, 60)]));
    return;
  }
  const spans = store.spansOf(row.claim.id);
  for (const span of spans) deeds.link(other, { spanId: span.id });
  deeds.deleteClaim(row.claim.id);
}

// Keys ----------------------------------------------------------------------------------------------------------------------

document.getElementById("table").addEventListener("keydown", (event) => {
  const field = event.target.closest(".cell");
  if (!field || event.isComposing || event.keyCode === 229) return;
  const only = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === "ArrowDown" && field === similarField && field.selectionEnd === field.value.length && similar.move(1)) event.preventDefault();
  else if (event.key === "ArrowUp" && field === similarField && similar.marked) {
    similar.move(-1);
    event.preventDefault();
  } else if (event.key === "Enter" && (only || event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    if (field === similarField && similar.take()) return;
    if (!table.beside(field, event.shiftKey ? -1 : 1)) {
      field.blur();
      draw();
      table.beside(field, 1);
    }
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    if (similar?.marked) similar.move(-100);
    else if (field.value !== table.saved(field)) {
      field.value = table.saved(field);
      filling.keep(field, table.row(table.keyOf(field)));
      table.problem(table.keyOf(field), field.name, null);
    } else field.blur();
  } else if ((event.ctrlKey || event.metaKey) && event.code === "KeyZ" && field.value === table.saved(field)) {
    event.preventDefault();
    commands.run(event.shiftKey ? "redo" : "undo");
  }
});

async function pasted(here, more) {
  const { fresh } = filling.pasted(here, more);
  draw();
  if (fresh) filling.saveNew();
}

async function step(direction) {
  try {
    const label = await undo[direction]();
    toast(label ? interpolate(direction === "undo" ? gettext("Taken back: %s") : gettext("Done again: %s"), [label]) : direction === "undo" ? gettext("Nothing to take back") : gettext("Nothing to do again"), { tag: "deed" });
  } catch (problem) {
    toast(interpolate(gettext("This could not be taken back. %s"), [problem.message]), { problem: true });
  }
}

commands.add(
  { id: "undo", name: gettext("Undo"), keys: ["Ctrl+Z"], group: gettext("Everywhere"), icon: "undo-2", when: () => mayWrite, run: () => step("undo") },
  { id: "redo", name: gettext("Do again"), keys: ["Ctrl+Shift+Z", "Ctrl+Y"], group: gettext("Everywhere"), icon: "redo-2", when: () => mayWrite, run: () => step("redo") },
  { id: "help", name: gettext("All keys"), keys: ["?"], group: gettext("Everywhere"), icon: "keyboard", run: () => help.open() },
  { id: "table.new", name: gettext("New row"), keys: ["Alt+N"], group: gettext("Table"), inFields: true, when: () => mayWrite, run: toLastRow },
  { id: "table.text", name: gettext("Back to the text"), keys: [], group: gettext("Table"), run: () => location.assign(`/d/${slug}/articles/${articleId}`) },
);

function toLastRow() {
  draw();
  const field = document.querySelector("#table tbody tr[data-key]:last-of-type [name=text]") ?? [...document.querySelectorAll("#table [name=text]")].at(-1);
  field?.focus();
}
document.getElementById("add-row")?.addEventListener("click", toLastRow);
document.getElementById("paste-rows")?.addEventListener("click", async () => {
  draw();
  const field = [...document.querySelectorAll("#table [name=text]")].at(-1);
  try {
    table.pasteFrom(field, await navigator.clipboard.readText());
  } catch {
    field.focus();
    toast(gettext("Press Ctrl+V: the browser lets the page read the clipboard only so."), { seconds: 8 });
  }
});

// Columns -------------------------------------------------------------------------------------------------------------------

const columnsPlace = `fc:${username}::columns`;
let hiddenColumns = new Set(JSON.parse(localStorage.getItem(columnsPlace) ?? '["location", "priority"]'));
document.getElementById("columns").append(...columns.filter(({ name }) => name !== "text").map(({ name, title }) => {
  const box = element("input", { type: "checkbox", on: { change: () => {
    if (box.checked) hiddenColumns.delete(name);
    else hiddenColumns.add(name);
    localStorage.setItem(columnsPlace, JSON.stringify([...hiddenColumns]));
    table.hide(hiddenColumns);
  } } });
  box.checked = !hiddenColumns.has(name);
  return element("label", {}, box, title);
}));

function lists() {
  const claims = [...store.state.claims.values()];
  const words = {
    people: claims.map((claim) => claim.claimant?.name),
    types: [gettext("number"), gettext("comparison"), gettext("history"), gettext("quotation"), gettext("cause"), ...claims.flatMap((claim) => claim.types)],
    topics: claims.flatMap((claim) => claim.topics),
  };
  for (const [id, values] of Object.entries(words)) {
    let list = document.getElementById(id);
    if (!list) document.body.append((list = element("datalist", { id })));
    list.replaceChildren(...[...new Set(values.filter(Boolean))].sort().map((value) => element("option", { value })));
  }
}

// Drawing and live ----------------------------------------------------------------------------------------------------------

let fresh = new Set();

function draw() {
  table.draw({ others: fresh });
  fresh = new Set();
  table.hide(hiddenColumns);
  lists();
  const claims = [...store.state.claims.values()];
  const missing = claims.filter((claim) => !claim.claimant || !claim.claimed_on).length;
  const words = [interpolate(ngettext("%s claim", "%s claims", claims.length), [claims.length])];
  if (missing) words.push(interpolate(ngettext("%s with something missing", "%s with something missing", missing), [missing]));
  document.getElementById("summary").textContent = words.join(", ");
  document.getElementById("nothing").hidden = claims.length > 0;
}

let planned = false;
store.subscribe(() => {
  if (planned) return;
  planned = true;
  queueMicrotask(() => {
    planned = false;
    draw();
  });
});

const stateLine = createStateLine({ line: document.getElementById("saved"), notices, outbox, mayWrite, username, signInHref: `/accounts/login/?next=${encodeURIComponent(location.pathname)}` });
const rows = async ({ claims, spans }) => (await client.get(`/d/${slug}/articles/${articleId}/rows?claims=${claims.join(",")}&spans=${spans.join(",")}`)).data;
const live = createLive({
  client, slug, username, after: initial.head,
  apply: createUpdates({ store, rows, told: ({ others }) => others.forEach((key) => fresh.add(key.replace(/^claim:/, ""))) }),
  reached: (state) => {
    stateLine.connection(state);
    if (state === "online") outbox.flush();
  },
  reset: () => location.reload(),
});
live.on("mode", stateLine.mode);
const drawPeople = createPeopleHere();
live.on("presence", (people) => drawPeople(people.filter((one) => one.article === articleId)));
live.here({ article: articleId });

startPage({ commands, client });
startBell({ client, live });
commands.listen();
for (const button of document.querySelectorAll("[data-run]")) button.addEventListener("click", () => commands.run(button.dataset.run));
undo.on(() => {
  const [back, again] = ["undo", "redo"].map((name) => document.querySelector(`[data-run="${name}"]`));
  if (!back) return;
  back.disabled = !undo.next;
  again.disabled = !undo.again;
});
draw();
filling.restore();
outbox.start();
live.start();
for (const name of ["online", "focus"]) addEventListener(name, () => {
  live.now();
  outbox.flush();
});
addEventListener("offline", () => live.lost());
addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof Problem) event.preventDefault();
});
if (new URLSearchParams(location.search).has("first")) document.querySelector("#table .cell")?.focus();
