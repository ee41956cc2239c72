import assert from "node:assert/strict";
import { test } from "node:test";

import { Offline, Problem } from "../../static/js/api/client.js";
import { createDrafts } from "../../static/js/state/drafts.js";
import { createOutbox } from "../../static/js/state/outbox.js";
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

function box(client, storage = memoryStorage()) {
  const drafts = createDrafts({ username: "alice", slug: "desk", storage });
  return { drafts, storage, outbox: createOutbox({ client, drafts, username: "alice", pause: async () => {} }) };
}

test("writes go out one after another, in order", async () => {
  const client = server();
  const { outbox, storage } = box(client);
  const answers = await Promise.all([outbox.send({ method: "POST", path: "a", body: { n: 1 } }), outbox.send({ method: "POST", path: "b", body: { n: 2 } })]);
  assert.deepEqual(answers.map((answer) => answer.data), [{ path: "a", n: 1 }, { path: "b", n: 2 }]);
  await Promise.resolve();
  assert.deepEqual([storage.length, outbox.state()], [0, { status: "saved", waiting: 0, failed: [] }]);
});

test("an answer that was lost is asked for again with the same key and happens once", async () => {
  const client = server({ lost: true }, { fail: new Offline() }, {});
  const { outbox } = box(client);
  await outbox.send({ method: "POST", path: "a", body: { n: 1 } });
  assert.equal(client.sent.length, 3);
  assert.equal(new Set(client.sent.map((sent) => sent.key)).size, 1);
  assert.equal(client.done.size, 1);
});

test("what waits is sent after a reload, with the same key", async () => {
  const storage = memoryStorage();
  const dead = { send: () => Promise.reject(new Offline()), get: async () => ({}) };
  const drafts = createDrafts({ username: "alice", slug: "desk", storage });
  const first = createOutbox({ client: dead, drafts, username: "alice", pause: () => new Promise(() => {}) });
  first.send({ method: "POST", path: "a", body: { n: 1 }, draft: "claim:new" });
  drafts.draft("claim:new").save({ text: "typed" });
  await new Promise((done) => setImmediate(done));
  assert.deepEqual(first.state(), { status: "offline", waiting: 1, failed: [] });

  const client = server();
  const second = box(client, storage);
  const answered = [];
  second.outbox.onAnswered((item) => answered.push(item.path));
  await second.outbox.start();
  assert.deepEqual(answered, ["a"]);
  assert.equal(second.drafts.draft("claim:new").exists, false);
  assert.equal(storage.length, 0);
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
  const storage = memoryStorage();
  storage.setItem("fc:alice:desk:outbox:k", JSON.stringify({ method: "POST", path: "a", key: "k", order: 1, label: "Claim" }));
  const { outbox } = box(server({ fail: new Problem({ status: 400, title: "no" }, { status: 400 }) }), storage);
  await outbox.start();
  assert.deepEqual(outbox.state().failed.map((item) => [item.label, item.problem.status]), [["Claim", 400]]);
});
