// The state of a browser without its screen: the modules of static/js, driven line by line over stdin (tests/live/clients.py).
//
// Each line in is a command, answered by any number of `{"ask": …}` (a request to the server, answered by one line) and
// one `{"done": …}` or `{"error": …}`.

import { createInterface } from "node:readline";

import { Problem } from "../../static/js/api/client.js";
import { createPoll } from "../../static/js/live/poll.js";
import { createUpdates } from "../../static/js/live/updates.js";
import { createDeeds } from "../../static/js/panels/deeds.js";
import { claimRow, claimsNamed, isDeskWide } from "../../static/js/state/apply-change.js";
import { createDrafts } from "../../static/js/state/drafts.js";
import { createOutbox } from "../../static/js/state/outbox.js";
import { cardsOf, createStore } from "../../static/js/state/store.js";
import { createUndo } from "../../static/js/state/undo.js";
import { memoryStorage } from "./storage.mjs";

globalThis.gettext = (text) => text;
globalThis.ngettext = (one, many, count) => (count === 1 ? one : many);
globalThis.interpolate = (text, values) => values.reduce((left, value) => left.replace("%s", value), text);

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const read = async () => {
  const { value, done } = await lines.next();
  return done ? null : JSON.parse(value);
};
const write = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

// One question at a time: the other side answers them in the order in which they were asked.
let turn = Promise.resolve();
function ask(question) {
  const answer = turn.then(() => {
    write({ ask: question });
    return read();
  });
  turn = answer;
  return answer;
}

const clients = new Map();

function open(who, state) {
  const store = createStore(state);
  const client = {
    get: (path) => client.send("GET", path),
    async send(method, path, body, { etag, key } = {}) {
      const answer = await ask({ who, method, path, body: body ?? null, etag: etag ?? null, key: key ?? null });
      if (answer.status < 400) return { data: answer.data, etag: answer.etag, status: answer.status };
      throw new Problem(answer.data ?? {}, { status: answer.status, etag: answer.etag });
    },
  };
  const drafts = createDrafts({ username: who, slug: state.project.slug, storage: memoryStorage() });
  const outbox = createOutbox({ client, drafts, username: who });
  const undo = createUndo();
  const deeds = createDeeds({ store, outbox, undo, toast() {} });
  const rows = (asked) => ask({ who, rows: asked });
  const update = createUpdates({ store, rows, told() {} });
  const heard = { wide: false, claims: new Set(), said: [] };
  const poll = createPoll({
    client, after: state.head, spread: 0, looked: () => true,
    async apply(changes) {
      heard.wide ||= changes.some(isDeskWide);
      for (const change of changes) for (const id of claimsNamed(change)) heard.claims.add(id);
      for (const { object, state } of changes) if (object.type === "comment") heard.said.push([object.id, state?.about.type === "span" ? state.about.id : null]);
      await update(changes);
    },
  });
  poll.start();
  poll.rest(true);
  clients.set(who, { store, outbox, undo, deeds, poll, heard });
}

/** What a page shows, without what differs by the moment at which it was asked. */
function shown(store, { version, place }) {
  const span = ({ fragments, version: number, state, pending, ...row }) => (place ? { ...row, fragments, version: number, state } : row);
  const byId = (one, other) => (one.id < other.id ? -1 : 1);
  const { state } = store;
  return {
    spans: [...state.spans.values()].map(span).sort(byId),
    claims: [...state.claims.values()].map((row) => claimRow(row)).sort(byId),
    // A newer text counts as a revision of the article too, and comes without the article.
    article: { gone: false, ...state.article, updated_at: null, revision: null },
    newest: Math.max(state.version.number, state.newer?.number ?? 0, version),
    people: state.people,
    project: state.project,
    ratings: state.ratings,
    work: [...store.workHere(), ...[...state.claims.keys()].sort().flatMap((id) => store.workOn(id))].map(({ id, assignee, due_on: due }) => [id, assignee, due]).sort(),
    chips: [...state.spans.values()].sort(byId).map((row) => store.ratingOf(row)),
    cards: place ? cardsOf(store).map(({ key }) => key) : cardsOf(store).map(({ key }) => key).sort(),
  };
}

/** The places where two values differ, in words. */
function differing(one, other, at = "") {
  if (one && other && typeof one === "object" && typeof other === "object") {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].flatMap((name) => differing(one[name], other[name], `${at}/${name}`));
  }
  return one === other ? [] : [`${at}: ${JSON.stringify(one)}, and fresh ${JSON.stringify(other)}`];
}

const commands = {
  open: ({ who, state }) => open(who, state),

  /** A deed of static/js/panels/deeds.js, as far as it goes: until the outbox is empty. */
  async deed({ who, name, args }) {
    const { deeds, outbox, undo } = clients.get(who);
    const work = name === "undo" || name === "redo" ? undo[name]() : deeds[name](...args);
    const idle = new Promise((done) => {
      const look = () => (outbox.state().waiting ? setTimeout(look, 1) : done());
      setTimeout(look, 0);
    });
    await Promise.allSettled([work, work?.sent, idle]);
    await new Promise((done) => setImmediate(done));
  },

  /** Takes what a stream brings, or asks for what is new; gives which claims' cards may say something else now, and `said`: comments with their passages. */
  async news({ who, frames = null }) {
    const { poll, heard } = clients.get(who);
    if (frames) poll.take(frames);
    // Behind what the frames began, one more question is what a page asks when it is looked at again.
    await poll.now();
    if (!frames) await poll.now();
    const told = { wide: heard.wide, claims: [...heard.claims], said: heard.said.splice(0), last: poll.last };
    heard.wide = false;
    heard.claims.clear();
    return told;
  },

  seen: ({ who }) => {
    const { state } = clients.get(who).store;
    return { head: state.head, spans: [...state.spans.keys()], claims: [...state.claims.keys()] };
  },

  /** Null, or in words what differs between what was kept up to date and a fresh page. */
  compare({ who, state }) {
    const { store } = clients.get(who);
    const how = { version: state.version.number, place: state.version.number === store.state.version.number };
    return differing(shown(store, how), shown(createStore(state), how)).join("\n") || null;
  },
};

for (let line = await read(); line; line = await read()) {
  try {
    const { command, ...rest } = line;
    write({ done: (await commands[command](rest)) ?? null });
  } catch (error) {
    write({ error: error.stack ?? String(error) });
  }
}
