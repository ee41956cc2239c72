import assert from "node:assert/strict";
import { test } from "node:test";

import { createPoll } from "../../static/js/live/poll.js";
import { createPresence } from "../../static/js/live/presence.js";
import { openStream } from "../../static/js/live/stream.js";
import { joinTabs } from "../../static/js/live/tabs.js";

const moment = (pause = 0) => new Promise((go) => setTimeout(go, pause));
const entry = (seq, more = {}) => ({ seq, pull: false, object: { type: "claim", id: String(seq) }, ...more });

/** A server with a log of so many entries. */
function server(head) {
  return { head, asked: [], async get(path) {
    this.asked.push(path);
    const after = Number(/after=(\d+)/.exec(path)?.[1] ?? 0);
    const changes = [];
    for (let seq = after + 1; seq <= this.head; seq += 1) changes.push({ seq, asked: true });
    return { data: { changes, last: this.head, head: this.head } };
  } };
}

function follower(head, after) {
  const client = server(head);
  const got = [];
  const poll = createPoll({ client, after, apply: (changes) => got.push(...changes.map(({ seq }) => seq)), looked: () => true, spread: 0, interval: 1e6 });
  poll.start();
  poll.rest(true);
  return { client, got, poll };
}

test("what a stream brings is applied in order, each once, without a question", async () => {
  const { client, got, poll } = follower(0, 3);
  poll.take([entry(2), entry(3), entry(4)]);
  poll.take([entry(4), entry(5)]);
  await moment(5);
  poll.stop();
  assert.deepEqual([got, poll.last, client.asked], [[4, 5], 5, []]);
});

test("a gap is asked for", async () => {
  const { client, got, poll } = follower(7, 3);
  poll.take([entry(6)]);
  await moment(20);
  poll.take([entry(7), entry(8)]);
  await moment(5);
  poll.stop();
  assert.deepEqual([got, client.asked], [[4, 5, 6, 7, 8], ["changes?after=3&limit=500"]]);
});

test("what not everybody may see is asked for, not dropped", async () => {
  const { client, got, poll } = follower(5, 3);
  poll.take([entry(4), entry(5, { pull: true, state: null })]);
  await moment(20);
  poll.stop();
  assert.deepEqual([got, client.asked], [[4, 5], ["changes?after=4&limit=500"]]);
});

test("an answer under way and the stream do not apply the same twice", async () => {
  const { got, poll } = follower(5, 3);
  const asking = poll.now();
  poll.take([entry(4), entry(5), entry(6)]);
  await asking;
  await moment(5);
  poll.stop();
  assert.deepEqual(got, [4, 5, 6]);
});

test("a page without a number begins where the stream does", async () => {
  const { client, got, poll } = follower(9, null);
  poll.begin(9);
  poll.take([entry(10)]);
  await moment(5);
  poll.stop();
  assert.deepEqual([got, client.asked], [[10], []]);
});

class Source extends EventTarget {
  readyState = 1;
  constructor(url) {
    super();
    this.url = url;
    Source.last = this;
  }
  close() {
    this.readyState = 2;
    this.closed = true;
  }
  say(name, data, id = "") {
    this.dispatchEvent(Object.assign(new Event(name), { data: JSON.stringify(data), lastEventId: id }));
  }
}

test("a stream that does not greet is held back by somebody", async () => {
  const lost = [];
  openStream({ url: "/x", onEvent() {}, onLost: (reason) => lost.push(reason), greeting: 10, silence: 1000, Source });
  await moment(30);
  assert.deepEqual([lost, Source.last.closed], [["silent"], true]);
});

test("a stream that falls silent is lost once, and says nothing more", async () => {
  const lost = [];
  const events = [];
  openStream({ url: "/x", onEvent: (event) => events.push(event), onLost: (reason) => lost.push(reason), greeting: 1000, silence: 15, Source });
  const source = Source.last;
  source.say("hello", { head: 3 });
  source.say("change", { seq: 4 }, "4");
  await moment(40);
  source.say("change", { seq: 5 }, "5");
  source.dispatchEvent(new Event("error"));
  assert.deepEqual([lost, events], [["silent"], [{ name: "hello", data: { head: 3 }, id: null }, { name: "change", data: { seq: 4 }, id: 4 }]]);
});

test("an error tells a refusal from a connection that broke", () => {
  for (const [readyState, reason] of [[2, "refused"], [0, "broken"]]) {
    const lost = [];
    openStream({ url: "/x", onEvent() {}, onLost: (one) => lost.push(one), Source });
    Source.last.readyState = readyState;
    Source.last.dispatchEvent(new Event("error"));
    assert.deepEqual(lost, [reason]);
  }
});

test("one page leads, and the next one when it is closed", async () => {
  const queue = [];
  const locks = { async request(name, { signal }, run) {
    if (queue.length) await new Promise((go) => queue.push(go));
    else queue.push(null);
    await run();
    queue.shift();
    queue[0]?.();
  } };
  const name = `test-${Math.random()}`;
  const led = [];
  const heard = [];
  const one = joinTabs({ name, lead: () => led.push("one"), heard: (message) => heard.push(message), locks });
  await moment();
  const two = joinTabs({ name, lead: () => led.push("two"), heard() {}, locks });
  two.say("who");
  await moment(20);
  assert.deepEqual([led, heard, one.leads, two.leads], [["one"], ["who"], true, false]);
  one.close();
  await moment(5);
  assert.deepEqual([led, two.leads], [["one", "two"], true]);
  two.close();
});

test("without locks every page leads for itself", async () => {
  const led = [];
  const tabs = joinTabs({ name: "x", lead: () => led.push(1), heard() {}, locks: null });
  await moment();
  assert.deepEqual([led, tabs.alone], [[1], true]);
  tabs.close();
});

test("others are known by page, until they leave; oneself is not among them", async () => {
  globalThis.document ??= { hidden: false };
  const told = [];
  const presence = createPresence({ client: null, username: "bob", tell: (list) => told.push(list.map((one) => `${one.username} ${one.tab}`)) });
  const page = (username, tab, gone = false) => ({ username, tab, gone, article: "a", claim: null, selection: null });
  presence.take(page("alice", "1"));
  presence.take(page("alice", "2"));
  presence.take(page("bob", "3"));
  await moment(5);
  presence.take(page("alice", "1", true));
  await moment(5);
  presence.clear();
  await moment(5);
  assert.deepEqual(told, [["alice 1", "alice 2"], ["alice 2"], []]);
});

test("where one is goes out at once, what moves when it rests", async () => {
  globalThis.document ??= { hidden: false };
  const sent = [];
  const presence = createPresence({ client: { put: async (path, body) => sent.push(body) }, username: "bob", tell() {}, tab: "t" });
  presence.here({ article: "a", claim: null, selection: null });
  for (const end of [2, 3, 4]) presence.here({ article: "a", claim: null, selection: { version: 1, fragments: [{ start: 1, end }] } });
  presence.here({ article: "a", claim: null, selection: { version: 1, fragments: [{ start: 1, end: 4 }] } });
  await moment(500);
  presence.here(null);
  assert.deepEqual(sent.map((body) => body.selection?.fragments[0].end ?? null), [null, 4]);
});
