import assert from "node:assert/strict";
import { test } from "node:test";

import { Offline, Problem } from "../../static/js/api/client.js";
import { createPoll } from "../../static/js/live/poll.js";

const answers = (...list) => ({ asked: [], async get(path) {
  this.asked.push(path);
  const next = list.shift();
  if (next instanceof Error) throw next;
  return { data: next };
} });

test("it asks on until it is at the head, and remembers where it is", async () => {
  const client = answers({ changes: [{ seq: 1 }, { seq: 2 }], last: 2, head: 3 }, { changes: [{ seq: 3 }], last: 3, head: 3 });
  const got = [];
  const poll = createPoll({ client, after: 0, apply: (changes) => got.push(...changes.map((change) => change.seq)), looked: () => true });
  await poll.now();
  poll.stop();
  assert.deepEqual([got, poll.last, client.asked], [[1, 2, 3], 3, ["changes?after=0&limit=500", "changes?after=2&limit=500"]]);
});

test("what the connection does is told once each time it changes", async () => {
  const client = answers(new Offline(), new Offline(), new Problem({}, { status: 401 }), { changes: [], last: 0, head: 0 });
  const states = [];
  const poll = createPoll({ client, after: 0, apply() {}, reached: (state) => states.push(state), looked: () => true });
  for (let turn = 0; turn < 4; turn += 1) await poll.now();
  poll.stop();
  assert.deepEqual(states, ["offline", "signed-out", "online"]);
});

test("a number that the server does not know calls for a fresh page", async () => {
  const poll = createPoll({ client: answers(new Problem({ head: 7 }, { status: 410 })), after: 9, apply() {}, reset: (head) => heads.push(head), looked: () => true });
  const heads = [];
  await poll.now();
  assert.deepEqual(heads, [7]);
});
