import assert from "node:assert/strict";
import { test } from "node:test";

import { Offline, Problem } from "../../static/js/api/client.js";
import { createDrafts } from "../../static/js/state/drafts.js";
import { memoryWrites } from "../../static/js/state/kept-writes.js";
import { Cancelled, createOutbox } from "../../static/js/state/outbox.js";
import { touched } from "../../static/js/state/touched.js";
import { memoryStorage } from "./storage.mjs";

/** A server that answers from a list of plans; keys it has seen are replayed, as the API does. */
function server(...plans) {
  const done = new Map();
  const sent = [];
  return {
    sent,
    done,
    get: async () => ({ data: { username: server.who ?? "alice" } }),
    send: async (method, path, body, { etag, key }) => {
      const plan = plans.shift() ?? {};
      sent.push({ method, path, body, etag, key });
      if (plan.fail) throw plan.fail;
      if (!done.has(key)) done.set(key, { data: { path, ...body }, etag: plan.etag ?? null, status: 201 });
      if (plan.lost) throw new Offline();
      return done.get(key);
    },
  };
}

function box(client, { storage = memoryStorage(), writes = memoryWrites() } = {}) {
  const drafts = createDrafts({ username: "alice", slug: "desk", storage });
  return { drafts, storage, writes, outbox: createOutbox({ client, drafts, writes, locks: null, username: "alice", pause: async () => {} }) };
}

const moment = () => new Promise((done) => setImmediate(done));

test("writes go out, and nothing is kept of them afterwards", async () => {
  const client = server();
  const { outbox, writes } = box(client);
  const answers = await Promise.all([outbox.send({ method: "POST", path: "a", body: { n: 1 } }), outbox.send({ method: "POST", path: "b", body: { n: 2 } })]);
  assert.deepEqual(answers.map((answer) => answer.data), [{ path: "a", n: 1 }, { path: "b", n: 2 }]);
  await moment();
  assert.deepEqual([writes.kept.size, outbox.state()], [0, { status: "saved", waiting: 0, failed: [] }]);
});

test("an answer that was lost is asked for again with the same key and happens once", async () => {
  const client = server({ lost: true }, { fail: new Offline() }, {});
  const { outbox } = box(client);
  await outbox.send({ method: "POST", path: "a", body: { n: 1 } });
  assert.equal(client.sent.length, 3);
  assert.equal(new Set(client.sent.map((sent) => sent.key)).size, 1);
  assert.equal(client.done.size, 1);
});

test("nobody is told that something waits before it is kept", async () => {
  const dead = { send: () => Promise.reject(new Offline()), get: async () => ({}) };
  const drafts = createDrafts({ username: "alice", slug: "desk", storage: memoryStorage() });
  let keep = null;
  const writes = { ...memoryWrites(), put: () => new Promise((done) => (keep = done)) };
  const outbox = createOutbox({ client: dead, drafts, writes, locks: null, username: "alice", pause: () => new Promise(() => {}) });
  outbox.send({ method: "POST", path: "a", body: { n: 1 } });
  await moment();
  keep();
  await moment();
  assert.deepEqual(outbox.state(), { status: "offline", waiting: 1, failed: [] });
  outbox.send({ method: "POST", path: "b", body: { n: 2 } });
  await moment();
  assert.equal(outbox.state().status, "keeping");
  keep();
  await moment();
  assert.deepEqual(outbox.state(), { status: "offline", waiting: 2, failed: [] });
});

test("what waits is sent after a reload, with the same key", async () => {
  const [storage, writes] = [memoryStorage(), memoryWrites()];
  const dead = { send: () => Promise.reject(new Offline()), get: async () => ({}) };
  const drafts = createDrafts({ username: "alice", slug: "desk", storage });
  const first = createOutbox({ client: dead, drafts, writes, locks: null, username: "alice", pause: () => new Promise(() => {}) });
  first.send({ method: "POST", path: "a", body: { n: 1 }, draft: "claim:new" });
  drafts.draft("claim:new").save({ text: "typed" });
  await new Promise((done) => setImmediate(done));
  assert.deepEqual(first.state(), { status: "offline", waiting: 1, failed: [] });

  const client = server();
  const second = box(client, { storage, writes });
  const answered = [];
  second.outbox.onAnswered((item) => answered.push(item.path));
  await second.outbox.start();
  assert.deepEqual(answered, ["a"]);
  assert.equal(second.drafts.draft("claim:new").exists, false);
  assert.deepEqual([storage.length, writes.kept.size], [0, 0]);
});

test("an answer is told before the write is put away: what is done next stands on it", async () => {
  const writes = memoryWrites();
  writes.remove = () => new Promise(() => {});
  const client = server({ etag: '"1"' });
  const { outbox } = box(client, { writes });
  const { etag } = await outbox.send({ method: "POST", path: "spans", body: {}, object: "span:a" });
  await outbox.send({ method: "DELETE", path: "spans/a", etag, object: "span:a" });
  assert.deepEqual(client.sent.map(({ method, etag: tag }) => [method, tag]), [["POST", undefined], ["DELETE", '"1"']]);
});

test("a no of the server rejects, and what follows still goes out", async () => {
  const client = server({ fail: new Problem({ status: 409, title: "taken" }, { status: 409 }) });
  const { outbox } = box(client);
  const [one, two] = await Promise.allSettled([outbox.send({ method: "POST", path: "a", body: {} }), outbox.send({ method: "POST", path: "b", body: {} })]);
  assert.deepEqual([one.status, one.reason.status, two.status], ["rejected", 409, "fulfilled"]);
});

test("a second write on the same object uses the revision that the first one made", async () => {
  const client = server({ etag: '"2.x"' }, { etag: '"3.y"' });
  const { outbox } = box(client);
  await Promise.all([
    outbox.send({ method: "PATCH", path: "spans/s", body: { note: "a" }, etag: '"1"', object: "span:s" }),
    outbox.send({ method: "PATCH", path: "spans/s", body: { note: "b" }, etag: '"1"', object: "span:s" }),
  ]);
  assert.deepEqual(client.sent.map((sent) => sent.etag), ['"1"', '"2.x"']);
});

test("a write on what is not answered yet uses the revision that its creation made", async () => {
  const client = server({ etag: '"1.a"' }, {});
  const { outbox } = box(client);
  await Promise.all([
    outbox.send({ method: "POST", path: "articles/a/spans", body: { id: "s" }, object: "span:s" }),
    outbox.send({ method: "DELETE", path: "spans/s", etag: '"0"', object: "span:s" }),
  ]);
  assert.deepEqual(client.sent.map(({ method, etag }) => [method, etag]), [["POST", undefined], ["DELETE", '"1.a"']]);
});

test("after an ended session nothing goes out under another name", async () => {
  const client = server({ fail: new Problem({ status: 401 }, { status: 401 }) });
  const who = ["bob", "bob", "alice"];
  client.get = async () => ({ data: { username: who.shift() } });
  const { outbox } = box(client);
  const states = [];
  outbox.on(({ status }) => states.push(status));
  await outbox.send({ method: "POST", path: "a", body: {} });
  assert.equal(client.sent.length, 2);
  assert.deepEqual(who, []);
  assert.ok(states.includes("signed-out"));
});

test("a change of an earlier page that the server refuses is shown as failed", async () => {
  const writes = memoryWrites();
  writes.put({ method: "POST", path: "a", key: "k", order: 1, label: "Claim" });
  const { outbox } = box(server({ fail: new Problem({ status: 400, title: "no" }, { status: 400 }) }), { writes });
  await outbox.start();
  const shown = (box) => box.state().failed.map((item) => [item.label, item.problem.status, item.problem.title]);
  assert.deepEqual(shown(outbox), [["Claim", 400, "no"]]);
  // It is still there after another reload, until somebody has seen to it.
  const next = box(server(), { writes }).outbox;
  await next.start();
  assert.deepEqual(shown(next), [["Claim", 400, "no"]]);
  next.dismiss(next.state().failed[0]);
  await moment();
  assert.deepEqual([next.state().failed, writes.kept.size], [[], 0]);
});

/** A client whose requests end when the test says so. */
function slow() {
  const open = [];
  return { open, paths: () => open.map(({ path }) => path), get: async () => ({}), send: (method, path, body, { etag }) => new Promise((done) => open.push({ path, etag, end: (tag) => { open.splice(open.findIndex((each) => each.path === path), 1); done({ data: {}, etag: tag ?? null }); } })) };
}

test("one thing's writes go in order, different things' at once", async () => {
  const client = slow();
  const { outbox } = box(client);
  const write = (path, body = {}, object = path.replace("s/", ":")) => outbox.send({ method: "PATCH", path, body, object, etag: '"1"' });
  write("spans/a", { note: "one" });
  write("spans/a", { note: "two" });
  write("spans/b", { note: "other" });
  outbox.send({ method: "POST", path: "claims", body: { id: "c", spans: ["a"] }, object: "claim:c" });
  await moment();
  assert.deepEqual(client.paths(), ["spans/a", "spans/b"]);
  client.open[0].end('"2.x"');
  await moment();
  assert.deepEqual(client.open.map(({ path, etag }) => [path, etag]), [["spans/b", '"1"'], ["spans/a", '"2.x"']]);
  client.open[1].end('"3.x"');
  await moment();
  assert.deepEqual(client.paths(), ["spans/b", "claims"]);
});

test("a write names the rows in its address and in its body", () => {
  const rows = (method, path, body) => [...touched({ method, path, body })].sort();
  assert.deepEqual(rows("POST", "articles/a/spans", { id: "s", claims: ["c"] }), ["claim:c", "new:spans", "span:s"]);
  assert.deepEqual(rows("PATCH", "articles/a", {}), ["articles:a"]);
  assert.deepEqual(rows("PUT", "claims/c/spans/s"), ["claim:c", "span:s"]);
  assert.deepEqual(rows("POST", "claims/batch", { claims: [{ id: "c", spans: ["s"] }, { id: "d" }] }), ["claim:batch", "claim:c", "claim:d", "span:s"]);
  assert.deepEqual(rows("POST", "claims/c/merge", { into: "d" }), ["claim:c", "claim:d"]);
  assert.deepEqual(rows("POST", "assignments", { claim: "c", next: true }), ["claim:c"]);
});

test("a write that waits can be taken back, one under way cannot", async () => {
  const client = slow();
  const { outbox, writes } = box(client);
  const first = outbox.send({ method: "PATCH", path: "spans/a", body: {}, key: "one" });
  const second = outbox.send({ method: "PATCH", path: "spans/a", body: {}, key: "two" });
  await moment();
  assert.deepEqual([outbox.cancel("one"), outbox.cancel("two")], [false, true]);
  await assert.rejects(second, { constructor: Cancelled });
  client.open[0].end();
  await first;
  await moment();
  assert.deepEqual([client.paths(), writes.kept.size], [[], 0]);
});

/** Locks of a browser where other pages hold `names`, until `release(name)`. */
function locksOf(...names) {
  const held = new Map(names.map((name) => [name, []]));
  return {
    query: async () => ({ held: [...held.keys()].map((name) => ({ name, mode: "exclusive" })) }),
    request: (name, ...rest) => {
      const work = rest.at(-1);
      return held.has(name) ? new Promise((done) => held.get(name).push(() => done(work()))) : Promise.resolve(work());
    },
    hold: (name) => held.set(name, held.get(name) ?? []),
    release: (name) => {
      const waiting = held.get(name);
      held.delete(name);
      for (const go of waiting) go();
    },
  };
}

test("a page takes over what a closed page left, and what an open one has not sent once that is closed", async () => {
  const locks = locksOf("fc-tab:open");
  const writes = memoryWrites();
  for (const tab of ["open", "closed"]) await writes.put({ method: "POST", path: tab, key: tab, order: 1, tab });
  const client = server();
  const drafts = createDrafts({ username: "alice", slug: "desk", storage: memoryStorage() });
  const outbox = createOutbox({ client, drafts, writes, locks, username: "alice", pause: async () => {} });
  await outbox.start();
  assert.deepEqual([client.sent.map(({ path }) => path), [...writes.kept.keys()]], [["closed"], ["open"]]);
  locks.release("fc-tab:open");
  await moment();
  assert.deepEqual([client.sent.map(({ path }) => path), [...writes.kept.keys()]], [["closed", "open"], []]);
});

test("a page that is opened and writes while another looks around keeps what it wrote", async () => {
  const locks = locksOf();
  const writes = memoryWrites();
  const { all } = writes;
  writes.all = async () => {
    locks.hold("fc-tab:new");
    await writes.put({ method: "POST", path: "new", key: "new", order: 1, tab: "new" });
    return all();
  };
  const client = server();
  const drafts = createDrafts({ username: "alice", slug: "desk", storage: memoryStorage() });
  const outbox = createOutbox({ client, drafts, writes, locks, username: "alice", pause: async () => {} });
  await outbox.start();
  outbox.flush();
  await moment();
  assert.deepEqual([client.sent, [...writes.kept.keys()]], [[], ["new"]]);
});

test("what a page wrote and left after this one was loaded goes out at the next try", async () => {
  const writes = memoryWrites();
  const client = server();
  const { outbox } = box(client, { writes });
  await outbox.start();
  await writes.put({ method: "POST", path: "left", key: "left", order: 1, tab: "closed" });
  outbox.flush();
  await moment();
  assert.deepEqual([client.sent.map(({ path }) => path), writes.kept.size], [["left"], 0]);
});
