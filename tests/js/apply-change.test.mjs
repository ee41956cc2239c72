import assert from "node:assert/strict";
import { test } from "node:test";

import { applyChange, applyRows, claimRow, claimsNamed, isDeskWide } from "../../static/js/state/apply-change.js";
import { cardsOf, createStore } from "../../static/js/state/store.js";

const ARTICLE = { id: "art", title: "Article", revision: 1 };

/** Numbers that look random and are the same in every run. */
function dice(seed) {
  let value = seed;
  return (sides) => {
    value = (Math.imul(value, 1664525) + 1013904223) >>> 0;
    return Math.floor((value / 2 ** 32) * sides);
  };
}

/** A desk in memory that records changes as the server does, and answers with what is there now. */
function desk(seed) {
  const roll = dice(seed);
  const spans = new Map();
  const claims = new Map();
  const links = new Set();
  const log = [];
  let number = 0;

  const alive = (table) => [...table.values()].filter((row) => !row.gone);
  const claimsOf = (span) => [...links].map((link) => link.split(" ")).filter(([claim, of]) => of === span && !claims.get(claim).gone).map(([claim]) => claim);
  const spansOf = (claim) => [...links].map((link) => link.split(" ")).filter(([of, span]) => of === claim && !spans.get(span).gone).map(([, span]) => span);
  const span = (row) => ({ id: row.id, article: "art", fragments: [{ start: row.start, end: row.end, exact: "x" }], note: row.note, checkable: true, author: "bob", claims: claimsOf(row.id), revision: row.revision });
  const claim = (row) => ({ id: row.id, text: row.text, author: "bob", status: row.status, rating: null, round: null, counts: { spans: spansOf(row.id).length, evidence: row.evidence, comments: 0 }, stances: { supports: row.evidence, refutes: 0, context: 0 }, seen: 1, revision: row.revision });
  const record = (type, id, touched) => log.push({ seq: log.length + 1, verb: "did", object: { type, id }, claims: touched });
  const any = (rows) => rows[roll(rows.length)];

  const deeds = [
    () => {
      const row = { id: `s${(number += 1)}`, start: roll(500), note: "", revision: 1 };
      row.end = row.start + 1 + roll(40);
      spans.set(row.id, row);
      record("span", row.id, []);
    },
    () => {
      const row = { id: `c${(number += 1)}`, text: "t", status: "new", evidence: 0, revision: 1 };
      claims.set(row.id, row);
      const to = any(alive(spans));
      if (to) links.add(`${row.id} ${to.id}`);
      record("claim", row.id, [row.id]);
    },
    () => {
      const [one, to] = [any(alive(claims)), any(alive(spans))];
      if (!one || !to) return;
      links.add(`${one.id} ${to.id}`);
      record("link", `${one.id}`, [one.id]);
    },
    () => {
      const link = any([...links]);
      if (!link) return;
      links.delete(link);
      const [one] = link.split(" ");
      if (!claims.get(one).gone) record("link", one, [one]);
    },
    () => {
      const row = any(alive(spans));
      if (!row) return;
      row.note += "n";
      row.revision += 1;
      record("span", row.id, []);
    },
    () => {
      const row = any(alive(claims));
      if (!row) return;
      row.text += "t";
      row.status = any(["new", "accepted", "in_review"]);
      row.revision += 1;
      record("claim", row.id, [row.id]);
    },
    () => {
      const row = any(alive(claims));
      if (!row) return;
      row.evidence += 1;
      record("evidence", `e${(number += 1)}`, [row.id]);
    },
    () => {
      const table = any([spans, claims]);
      const row = any([...table.values()]);
      if (!row) return;
      row.gone = !row.gone;
      row.revision += 1;
      const kind = table === spans ? "span" : "claim";
      record(kind, row.id, kind === "claim" ? [row.id] : spansClaims(row.id));
    },
  ];
  const spansClaims = (id) => [...links].map((link) => link.split(" ")).filter(([, of]) => of === id).map(([of]) => of);

  function entry(change) {
    const { type, id } = change.object;
    const row = type === "span" ? spans.get(id) : type === "claim" ? claims.get(id) : null;
    if (!row) return { ...change, gone: false, state: { id } };
    return { ...change, gone: Boolean(row.gone), state: row.gone ? null : type === "span" ? span(row) : claim(row) };
  }

  return {
    step: () => any(deeds)(),
    changes: (after) => log.filter((change) => change.seq > after).map(entry),
    rows(asked) {
      const given = asked.claims.map((id) => claims.get(id)).filter((row) => row && !row.gone && spansOf(row.id).length);
      const wanted = new Set([...asked.spans, ...given.flatMap((row) => spansOf(row.id))]);
      return { claims: given.map(claim), spans: [...wanted].map((id) => spans.get(id)).filter((row) => row && !row.gone).map(span) };
    },
    snapshot() {
      const shown = alive(spans).map(span);
      const linked = new Set(shown.flatMap((row) => row.claims));
      return { article: ARTICLE, version: { number: 1 }, ratings: { ratings: [] }, people: {}, head: log.length, spans: shown, claims: alive(claims).filter((row) => linked.has(row.id)).map(claim) };
    },
  };
}

const plain = (store) => ({
  spans: [...store.state.spans.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  claims: [...store.state.claims.values()].map((row) => claimRow(row)).sort((a, b) => (a.id < b.id ? -1 : 1)),
  cards: cardsOf(store).map((card) => card.key),
});

function catchUp(store, server) {
  const asked = { claims: new Set(), spans: new Set() };
  store.batch(() => {
    for (const change of server.changes(store.state.head)) {
      const stale = applyChange(store, change);
      stale.claims.forEach((id) => asked.claims.add(id));
      stale.spans.forEach((id) => asked.spans.add(id));
    }
  });
  const all = { claims: [...asked.claims], spans: [...asked.spans] };
  applyRows(store, all, server.rows(all));
}

test("replaying changes gives what a fresh page shows, for random sequences", () => {
  for (let seed = 1; seed <= 150; seed += 1) {
    const server = desk(seed);
    for (let step = 0; step < 10; step += 1) server.step();
    const store = createStore(server.snapshot());
    const roll = dice(seed * 7);
    for (let step = 0; step < 40; step += 1) {
      server.step();
      if (roll(4) === 0) {
        catchUp(store, server);
        assert.deepEqual(plain(store), plain(createStore(server.snapshot())), `seed ${seed}, step ${step}`);
      }
    }
    catchUp(store, server);
    assert.deepEqual(plain(store), plain(createStore(server.snapshot())), `seed ${seed}`);
    assert.equal(store.state.head, server.snapshot().head);
  }
});

test("a change applied twice changes nothing the second time", () => {
  const server = desk(3);
  for (let step = 0; step < 60; step += 1) server.step();
  const store = createStore({ ...desk(4).snapshot(), head: 0 });
  catchUp(store, server);
  const before = plain(store);
  store.state.head = 0;
  catchUp(store, server);
  assert.deepEqual(plain(store), before);
});

test("an answer that comes late does not put back an older row", () => {
  const store = createStore({ article: ARTICLE, version: { number: 1 }, ratings: { ratings: [] }, people: {}, head: 0, claims: [], spans: [{ id: "s", article: "art", claims: [], note: "new", revision: 3, fragments: [{ start: 0, end: 1 }] }] });
  applyChange(store, { object: { type: "span", id: "s" }, state: { id: "s", article: "art", claims: [], note: "old", revision: 2, fragments: [{ start: 0, end: 1 }] }, claims: [] });
  assert.equal(store.span("s").note, "new");
});

test("a full claim becomes the row that the panel shows", () => {
  const full = { id: "c", text: "t", status: "in_review", spans: [{}, {}], appearances: [], evidence: [{ stance: "supports" }, { stance: "refutes" }, { stance: "refutes" }], rounds: [{ number: 1 }, { number: 2 }], my_verdict: null, decision: null, publication: null, revision: 2 };
  assert.deepEqual(claimRow(full, { id: "c", seen: 4, counts: { spans: 1, evidence: 0, comments: 2 } }), {
    id: "c", text: "t", status: "in_review", revision: 2, seen: 4, round: { number: 2 }, stances: { supports: 1, refutes: 2, context: 0 }, counts: { comments: 2, spans: 2, evidence: 3 },
  });
});

test("a newer version of the article is kept beside, nobody is moved", () => {
  const store = createStore({ article: ARTICLE, version: { number: 1 }, ratings: { ratings: [] }, people: {}, head: 0, claims: [], spans: [] });
  applyChange(store, { seq: 5, object: { type: "version", id: "v2", url: "http://desk/api/v1/projects/desk/articles/art/versions/2" }, state: { id: "v2", number: 2 }, claims: [] });
  assert.deepEqual([store.state.version.number, store.state.newer.number], [1, 2]);
});

test("a passage stays where it is on screen when the worker finds its place in a newer text", () => {
  const here = { id: "s", article: "art", claims: [], note: "", state: "original", version: 1, revision: 1, fragments: [{ start: 4, end: 9 }] };
  const store = createStore({ article: ARTICLE, version: { number: 1 }, ratings: { ratings: [] }, people: {}, head: 0, claims: [], spans: [here] });
  const moved = { ...here, note: "Says who?", state: "moved", version: 2, revision: 2, fragments: [{ start: 20, end: 25 }] };
  applyChange(store, { seq: 6, object: { type: "span", id: "s" }, state: moved, claims: [] });
  assert.deepEqual(store.span("s"), { ...here, note: "Says who?", revision: 2 });
});

test("a change of the desk reaches names, roles and ratings of the page", () => {
  const ratings = { version: 1, ratings: [{ slug: "true", label: "True", letter: "T", old: false }, { slug: "odd", label: "Odd", letter: "O", old: false }] };
  const project = { slug: "desk", name: "Desk", role: "reviewer", settings: { required: 2 } };
  const store = createStore({ project, me: { username: "bob" }, article: ARTICLE, version: { number: 1 }, ratings, people: { bob: "Bob", eve: "Eve" }, head: 0, claims: [], spans: [] });
  const changes = [
    { object: { type: "member", id: "alice" }, state: { username: "alice", name: "", role: "viewer" } },
    { object: { type: "member", id: "eve" }, state: null, gone: true },
    { object: { type: "member", id: "bob" }, state: { username: "bob", name: "Bobby", role: "editor" } },
    { object: { type: "project", id: "desk" }, state: { name: "The desk", settings: { required: 3 }, role: "editor" } },
    { object: { type: "ratings", id: "r" }, state: { version: 2, ratings: [{ slug: "true", label: "It is so", definition: "", letter: "T", colour: "true", position: 1, value: 5 }] } },
  ];
  for (const change of changes) applyChange(store, { claims: [], ...change });
  assert.deepEqual(store.state.people, { alice: "alice", bob: "Bobby" });
  assert.deepEqual(store.state.project, { slug: "desk", name: "The desk", role: "editor", settings: { required: 3 } });
  assert.deepEqual(store.state.ratings.ratings.map(({ slug, label, old }) => [slug, label, old]), [["true", "It is so", false], ["odd", "Odd", true]]);
  assert.equal(store.ratings.get("true").label, "It is so");
});

test("a note on a passage concerns the cards of its claims, a member every card", () => {
  const note = { object: { type: "span", id: "s" }, claims: [], state: { claims: ["c", "d"] } };
  const evidence = { object: { type: "evidence", id: "e" }, claims: ["c"], state: { claim: "c" } };
  const round = { object: { type: "round", id: "r", url: "http://desk/api/v1/projects/desk/claims/f/rounds/1" }, claims: [], state: null };
  assert.deepEqual([note, evidence, round].map((change) => [...claimsNamed(change)]), [["c", "d"], ["c"], ["f"]]);
  assert.deepEqual([note, { object: { type: "member", id: "bob" } }].map(isDeskWide), [false, true]);
});

test("who works on what stands on its card until it ends, expires or is taken away", () => {
  const span = { id: "s", article: "art", fragments: [{ start: 0, end: 3, exact: "abc" }], claims: ["c"], author: "bob", revision: 1 };
  const work = (more) => ({ id: "w", claim: "c", article: null, blocks: null, assignee: "bob", author: "bob", due_on: null, expires_at: null, status: "open", revision: 1, created_at: "2030-01-01T10:00:00Z", ...more });
  const store = createStore({ article: ARTICLE, ratings: { ratings: [] }, spans: [span], claims: [claimRow({ id: "c", text: "t", revision: 1 })], head: 0 });
  const apply = (state, gone = false) => applyChange(store, { object: { type: "assignment", id: "w" }, state, gone, claims: [] });
  const shown = () => cardsOf(store)[0].work.map(({ id, revision }) => [id, revision]);
  apply(work());
  apply(work({ revision: 3, expires_at: "2999-01-01T00:00:00Z" }));
  apply(work({ revision: 2 })); // late
  assert.deepEqual(shown(), [["w", 3]]);
  apply(work({ revision: 4, expires_at: "2001-01-01T00:00:00Z" }));
  assert.deepEqual(shown(), []);
  apply(work({ revision: 5, article: "art", claim: null, blocks: [0, 1] }));
  assert.deepEqual([shown(), store.workHere().length], [[], 1]);
  apply(work({ revision: 6, status: "done" }));
  assert.equal(store.state.assignments.size, 0);
  apply(work());
  apply(null, true);
  assert.equal(store.state.assignments.size, 0);
});

test("a claim made here without a passage stays, though no answer about the article has it", () => {
  const store = createStore({ project: {}, me: { username: "bob" }, article: ARTICLE, version: { number: 1 }, ratings: { ratings: [] }, people: {}, spans: [], claims: [], head: 0 });
  store.put("claim", { id: "a", text: "Made in the table.", revision: 1, apart: true });
  store.put("claim", { id: "b", text: "Of another article.", revision: 1 });
  applyRows(store, { claims: ["a", "b"], spans: [] }, { claims: [], spans: [] });
  assert.deepEqual([...store.state.claims.keys()], ["a"]);
});
