import assert from "node:assert/strict";
import { test } from "node:test";

import { createClient, Offline, Problem, uuid } from "../../static/js/api/client.js";

function answering(status, body, headers = {}) {
  const calls = [];
  const fetch = async (address, options) => {
    calls.push({ address, ...options });
    return new Response(status === 204 || status === 304 ? null : JSON.stringify(body), { status, headers: { "Content-Type": status < 400 ? "application/json" : "application/problem+json", ...headers } });
  };
  return { calls, client: createClient({ base: "/api/v1/projects/desk", fetch, token: () => "tok" }) };
}

test("a write carries CSRF token, a quoted key and If-Match", async () => {
  const { client, calls } = answering(200, { id: "a" }, { ETag: '"2.x"' });
  const answer = await client.patch("spans/a", { note: "n" }, { etag: '"1"', key: "k-1" });
  assert.equal(calls[0].address, "/api/v1/projects/desk/spans/a");
  assert.deepEqual(calls[0].headers, { Accept: "application/json", "If-Match": '"1"', "X-CSRFToken": "tok", "Idempotency-Key": '"k-1"', "Content-Type": "application/json" });
  assert.deepEqual([answer.data, answer.etag, answer.status], [{ id: "a" }, '"2.x"', 200]);
});

test("a read sends If-None-Match and no key; 304 is no error", async () => {
  const { client, calls } = answering(304);
  const answer = await client.get("/api/v1/me", { etag: '"1.a"' });
  assert.deepEqual(calls[0].headers, { Accept: "application/json", "If-None-Match": '"1.a"' });
  assert.equal(answer.status, 304);
});

test("a problem document becomes a Problem that knows the field", async () => {
  const { client } = answering(400, { status: 400, title: "Bad input", errors: [{ pointer: "/claimed_on", detail: "Write 2023." }] });
  await assert.rejects(client.post("claims", {}), (error) => {
    assert.ok(error instanceof Problem);
    assert.deepEqual([error.status, error.at("/claimed_on"), error.at("/text"), error.signedOut, error.passing], [400, "Write 2023.", null, false, false]);
    return true;
  });
});

test("401 and a CSRF failure say signed out; 503 and 409 with Retry-After may pass", async () => {
  const problem = async (status, body, headers) => answering(status, body, headers).client.get("x").catch((error) => error);
  assert.equal((await problem(401, {})).signedOut, true);
  assert.equal((await problem(403, { title: "CSRF verification failed" })).signedOut, true);
  assert.equal((await problem(403, { title: "Forbidden" })).signedOut, false);
  assert.equal((await problem(503, {})).passing, true);
  assert.equal((await problem(409, {}, { "Retry-After": "1" })).passing, true);
  assert.equal((await problem(409, {})).passing, false);
});

test("no answer is Offline", async () => {
  const client = createClient({ base: "", fetch: () => Promise.reject(new TypeError("failed")), token: () => "" });
  await assert.rejects(client.get("x"), Offline);
});

test("uuid gives version 4 UUIDs", () => {
  assert.match(uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
