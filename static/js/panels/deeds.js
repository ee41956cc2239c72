// What a person does to highlights and claims: shown at once, sent in order, each with its way back.

import { revisionTag, uuid } from "../api/client.js";
import { applyChange } from "../state/apply-change.js";
import { cut, problemWords } from "./words.js";

const UNDO_SECONDS = 30;

/** Two rows that say the same to a person; the revision may differ when only links moved. */
function sameWords(one, other) {
  const places = (row) => row.fragments?.map(({ start, end }) => [start, end]);
  const said = (row) => JSON.stringify([row.note, row.checkable, row.accepted, places(row), row.text, row.claimant?.name, row.claimed_on, row.location, row.topics, row.types, row.priority]);
  return one && other && said(one) === said(other);
}

/** True when somebody else has taken it away meanwhile: what was wanted is so. */
const goneAlready = (problem) => problem.status === 404 || problem.status === 410;

/** The deeds of one person on one article.
 *
 * Each makes the change in the store at once, hands the write to the outbox, and leaves its opposite on the undo stack. What the server
 * refuses is taken out of the store again and told; nothing that was typed is lost, because drafts are dropped on
 * success only. `fragments` are `[{start, end, exact}]` in code points.
 */
export function createDeeds({ store, client = null, outbox, undo, toast, onDone = () => {} }) {
  const { state } = store;
  const me = state.me.username;

  const apply = (type, row) => applyChange(store, { object: { type, id: row.id }, state: row, claims: [], gone: false });
  const goneFrom = (type, id) => applyChange(store, { object: { type, id }, state: null, gone: true, claims: [] });

  function refused(problem, what) {
    toast(interpolate(gettext("%s was not saved. %s"), [what, problemWords(problem)]), { problem: true });
  }

  /** Registers a deed, and says it with a button that takes it back. */
  function tell(words, deed, options) {
    undo.push(deed);
    say(words, deed, options);
  }

  function say(words, deed, { seconds } = {}) {
    // What deletes keeps its notice beside the next one's: it can be taken back from there for its time.
    toast(words, { seconds, tag: seconds ? null : "deed", action: { label: gettext("Undo"), keys: "Ctrl Z", run: () => takeBack(deed) } });
  }

  async function takeBack(deed) {
    try {
      await undo.undoThis(deed);
    } catch (problem) {
      toast(interpolate(gettext("This could not be taken back. %s"), [problemWords(problem)]), { problem: true });
    }
  }

  /** A write on an existing row. When it was changed meanwhile in nothing that a person reads, once more on top of that. */
  async function write(method, kind, id, body, { etag, label = `${method} ${kind}`, base = null } = {}) {
    const table = kind === "span" ? state.spans : state.claims;
    const known = table.get(id) ?? null;
    const send = (tag) => outbox.send({ method, path: `${kind}s/${id}`, body, etag: tag, object: `${kind}:${id}`, label, base, local: body ? { change: [[kind, { id, ...body }]] } : { drop: [[kind, id]] } });
    try {
      return await send(etag ?? revisionTag(known ?? { revision: 1 }));
    } catch (problem) {
      if (problem.status !== 412 || !problem.current || !sameWords(known, problem.current)) throw problem;
      return send(problem.etag ?? revisionTag(problem.current));
    }
  }

  // Highlights -----------------------------------------------------------------------------------------------------

  function localSpan(id, fragments, { note = "", checkable = true, claims = [] }) {
    const now = new Date().toISOString();
    const pieces = fragments.map(({ start, end, exact }) => ({ start, end, exact, prefix: "", suffix: "" }));
    return { id, article: state.article.id, version: state.version.number, fragments: pieces, note, checkable, accepted: !state.me.trainee, claims, author: me, state: "original", revision: 0, created_at: now, updated_at: now, pending: true };
  }

  async function postSpan(span, claims = []) {
    const body = { id: span.id, version: span.version, fragments: span.fragments.map(({ start, end, exact }) => ({ start, end, exact })) };
    if (span.note) body.note = span.note;
    if (span.checkable === false) body.checkable = false;
    if (claims.length) body.claims = claims;
    const answer = await outbox.send({ method: "POST", path: `articles/${state.article.id}/spans`, body, object: `span:${span.id}`, label: gettext("Highlight"), local: { put: [["span", span]] } });
    // A claim that waits behind it in the queue is linked already on this screen.
    const shown = store.span(span.id)?.claims ?? [];
    const { same_place_as: twins = [], ...made } = answer.data;
    apply("span", { ...made, claims: [...new Set([...made.claims, ...shown])] });
    if (twins.length) offerTwin(span.id, twins[0]);
    return answer.data;
  }

  /** Somebody has marked the very same passage: theirs can stand for both. */
  async function offerTwin(id, twinId) {
    const twin = store.span(twinId) ?? (await client.get(`spans/${twinId}`).then(({ data }) => data, () => null));
    if (!twin || twin.author === me) return;
    toast(interpolate(gettext("%s has highlighted this very passage too."), [store.name(twin.author)]), {
      seconds: UNDO_SECONDS, tag: `twin:${id}`, action: { label: gettext("Use theirs"), run: () => useTwin(id, twin).catch((problem) => refused(problem, gettext("Highlight"))) },
    });
  }

  /** What hangs on one's own highlight goes over to the twin, and one's own goes. */
  async function useTwin(id, twin) {
    if (!store.span(twin.id)) apply("span", twin);
    const claims = [...(store.span(id)?.claims ?? [])];
    const tie = async (spanId) => {
      for (const claim of claims) await outbox.send({ method: "PUT", path: `claims/${claim}/spans/${spanId}`, label: gettext("Link") });
      const span = store.span(spanId);
      if (span) store.put("span", { ...span, claims: [...new Set([...span.claims, ...claims])] });
    };
    const untie = async (spanId) => {
      for (const claim of claims) await outbox.send({ method: "DELETE", path: `claims/${claim}/spans/${spanId}`, label: gettext("Unlink") });
      const span = store.span(spanId);
      if (span) store.put("span", { ...span, claims: span.claims.filter((claim) => !claims.includes(claim)) });
    };
    const had = new Set(store.span(twin.id)?.claims ?? []);
    await tie(twin.id);
    await removeSpan(id);
    const label = interpolate(gettext("%s’s highlight is used"), [store.name(twin.author)]);
    const back = async () => {
      await restoreSpan(id);
      if (claims.some((claim) => !had.has(claim))) await untie(twin.id);
      await tie(id);
    };
    tell(label, { label, undo: back, redo: async () => { await tie(twin.id); await removeSpan(id); } }, { seconds: UNDO_SECONDS });
  }

  const removeSpan = async (id) => {
    await write("DELETE", "span", id);
    goneFrom("span", id);
  };

  async function restoreSpan(id) {
    const { data } = await outbox.send({ method: "POST", path: `spans/${id}/restore`, label: gettext("Restore") });
    apply("span", data);
  }

  /** Marks a passage; gives the id of the highlight. `quiet` for a deed that is part of another. */
  function highlight(fragments, { checkable = true, note = "", quiet = false } = {}) {
    const span = localSpan(uuid(), fragments, { checkable, note });
    store.put("span", span);
    const what = cut(fragments[0].exact);
    const sent = postSpan(span).catch((problem) => {
      store.drop("span", span.id);
      refused(problem, interpolate(gettext("“%s”"), [what]));
      throw problem;
    });
    if (!quiet) {
      const label = checkable ? gettext("Highlighted") : gettext("Marked as not checkable");
      tell(label, { label, undo: () => removeSpan(span.id), redo: () => restoreSpan(span.id) });
      sent.catch(() => {});
    }
    onDone("span", span.id);
    return { id: span.id, sent };
  }

  function deleteSpan(id) {
    const span = store.span(id);
    if (!span) return;
    store.drop("span", id);
    const etag = revisionTag(span);
    const label = gettext("Highlight deleted");
    outbox.send({ method: "DELETE", path: `spans/${id}`, etag, object: `span:${id}`, label: gettext("Delete highlight"), local: { drop: [["span", id]] } }).catch((problem) => {
      if (goneAlready(problem)) return;
      store.put("span", problem.current ?? span);
      refused(problem, label);
    });
    tell(label, { label, undo: () => restoreSpan(id), redo: () => removeSpan(id) }, { seconds: UNDO_SECONDS });
  }

  /** Changes note, `checkable` or fragments of a highlight. Rejects with the 412 so that a form can show both versions. */
  async function editSpan(id, body, { etag, label = gettext("Highlight changed"), quiet = false } = {}) {
    const old = store.span(id);
    const before = Object.fromEntries(Object.keys(body).map((name) => [name, old[name]]));
    store.put("span", { ...old, ...body, pending: true });
    const back = async (values) => apply("span", (await write("PATCH", "span", id, values)).data);
    const deed = { label, undo: () => back(before), redo: () => back(body) };
    const sent = write("PATCH", "span", id, body, { etag, label, base: before });
    undo.push(deed, sent);
    try {
      apply("span", (await sent).data);
    } catch (problem) {
      store.put("span", problem.status === 412 && problem.current ? problem.current : old);
      throw problem;
    }
    if (!quiet) say(label, deed);
  }

  // Claims ---------------------------------------------------------------------------------------------------------

  function localClaim(id, fields) {
    const now = new Date().toISOString();
    return { id, original_quote: null, language: null, claimed_on: null, location: null, source_url: null, types: [], topics: [], priority: "normal", ...fields, claimant: fields.claimant ?? null,
      status: "new", publication_state: "none", stale: false, duplicate_of: null, rating: null, author: me, counts: { spans: 1, evidence: 0, comments: 0 }, stances: { supports: 0, refutes: 0, context: 0 }, seen: 1, round: null, revision: 0, created_at: now, updated_at: now, pending: true };
  }

  async function removeClaim(id, spanId) {
    await write("DELETE", "claim", id);
    goneFrom("claim", id);
    const span = store.span(spanId);
    if (span) store.put("span", { ...span, claims: span.claims.filter((other) => other !== id) });
  }

  async function restoreClaim(id, spanId) {
    const { data } = await outbox.send({ method: "POST", path: `claims/${id}/restore`, label: gettext("Restore") });
    showClaim(data, spanId);
  }

  /** Puts a claim in the store and ties it to a highlight on this screen. */
  function showClaim(claim, spanId) {
    store.batch(() => {
      if (!store.claim(claim.id)) store.put("claim", localClaim(claim.id, claim));
      apply("claim", claim);
      const span = store.span(spanId);
      if (span && !span.claims.includes(claim.id)) store.put("span", { ...span, claims: [...span.claims, claim.id] });
    });
  }

  /** Makes a claim out of a passage: `spanId` of a highlight, or `fragments` that are highlighted first.
   *
   * Gives `{id, spanId, sent}`; `sent` rejects with the problem, the claim is off the screen then, the highlight stays. */
  function newClaim(fields, { spanId = null, fragments = null, id = uuid(), key, draft, quiet = false } = {}) {
    const made = spanId === null;
    const span = made ? highlight(fragments, { quiet: true }) : { id: spanId, sent: Promise.resolve() };
    const claim = localClaim(id, fields);
    store.batch(() => {
      store.put("claim", claim);
      const shown = store.span(span.id);
      store.put("span", { ...shown, claims: [...shown.claims, id] });
    });
    const forget = () => {
      store.batch(() => {
        store.drop("claim", id);
        const shown = store.span(span.id);
        if (shown) store.put("span", { ...shown, claims: shown.claims.filter((other) => other !== id) });
      });
    };
    const posted = outbox.send({ method: "POST", path: "claims", body: { id, ...fields, spans: [span.id] }, key, draft, object: `claim:${id}`, label: gettext("Claim"), local: { put: [["claim", claim]], tie: [[id, span.id]] } });
    const sent = Promise.allSettled([span.sent, posted]).then(([first, second]) => {
      if (second.status === "fulfilled") {
        showClaim(second.value.data, span.id);
        return second.value.data;
      }
      forget();
      throw first.status === "rejected" ? first.reason : second.reason;
    });
    const label = interpolate(gettext("Claim made: “%s”"), [cut(fields.text)]);
    const deed = {
      label,
      undo: async () => {
        await removeClaim(id, span.id);
        if (made) await removeSpan(span.id);
      },
      redo: async () => {
        if (made) await restoreSpan(span.id);
        await restoreClaim(id, span.id);
      },
    };
    if (quiet) undo.push(deed);
    else tell(label, deed);
    onDone("claim", id);
    return { id, spanId: span.id, sent };
  }

  /** Ties a claim of the desk to a passage. `claim` is any row of it. */
  function link(claim, { spanId = null, fragments = null } = {}) {
    const made = spanId === null;
    const span = made ? highlight(fragments, { quiet: true }) : { id: spanId, sent: Promise.resolve() };
    showClaim(claim, span.id);
    const path = `claims/${claim.id}/spans/${span.id}`;
    const untie = () => {
      const shown = store.span(span.id);
      if (shown) store.put("span", { ...shown, claims: shown.claims.filter((other) => other !== claim.id) });
      if (!store.spansOf(claim.id).length) store.drop("claim", claim.id);
    };
    const tie = () => showClaim(claim, span.id);
    const put = outbox.send({ method: "PUT", path, label: gettext("Link"), local: { put: [["claim", store.claim(claim.id)]], tie: [[claim.id, span.id]] } });
    // News of the highlight alone, from before the link, may have come meanwhile.
    const sent = put.then(() => store.batch(tie));
    const label = interpolate(gettext("Linked to “%s”"), [cut(claim.text, 32)]);
    const both = Promise.all([span.sent, sent]).catch((problem) => {
      store.batch(untie);
      refused(problem, gettext("The link"));
      throw problem;
    });
    both.catch(() => {});
    tell(label, {
      label,
      undo: async () => {
        await outbox.send({ method: "DELETE", path, label: gettext("Unlink") });
        store.batch(untie);
        if (made) await removeSpan(span.id);
      },
      redo: async () => {
        if (made) await restoreSpan(span.id);
        await outbox.send({ method: "PUT", path, label: gettext("Link") });
        store.batch(tie);
      },
    });
    onDone("claim", claim.id);
    return { id: claim.id, spanId: span.id, sent: both };
  }

  function unlink(claimId, spanId) {
    const claim = store.claim(claimId);
    const span = store.span(spanId);
    if (!claim || !span?.claims.includes(claimId)) return;
    const path = `claims/${claimId}/spans/${spanId}`;
    const untie = () =>
      store.batch(() => {
        const shown = store.span(spanId);
        if (shown) store.put("span", { ...shown, claims: shown.claims.filter((other) => other !== claimId) });
        if (!store.spansOf(claimId).length) store.drop("claim", claimId);
      });
    const tie = () => showClaim(claim, spanId);
    untie();
    outbox.send({ method: "DELETE", path, label: gettext("Unlink"), local: { untie: [[claimId, spanId]] } }).catch((problem) => {
      if (goneAlready(problem)) return;
      tie();
      refused(problem, gettext("Unlinking"));
    });
    const label = interpolate(gettext("Unlinked from “%s”"), [cut(claim.text, 32)]);
    tell(label, {
      label,
      undo: async () => {
        await outbox.send({ method: "PUT", path, label: gettext("Link") });
        tie();
      },
      redo: async () => {
        await outbox.send({ method: "DELETE", path, label: gettext("Unlink") });
        untie();
      },
    }, { seconds: UNDO_SECONDS });
  }

  function deleteClaim(id) {
    const claim = store.claim(id);
    const spans = store.spansOf(id);
    if (!claim) return;
    const out = () =>
      store.batch(() => {
        store.drop("claim", id);
        for (const span of spans) {
          const shown = store.span(span.id);
          if (shown) store.put("span", { ...shown, claims: shown.claims.filter((other) => other !== id) });
        }
      });
    const back = (row) => store.batch(() => spans.forEach((span) => showClaim(row, span.id)));
    out();
    const label = interpolate(gettext("Claim deleted: “%s”"), [cut(claim.text, 32)]);
    outbox.send({ method: "DELETE", path: `claims/${id}`, etag: revisionTag(claim), object: `claim:${id}`, label: gettext("Delete claim"), local: { drop: [["claim", id]] } }).catch((problem) => {
      if (goneAlready(problem)) return;
      back(problem.current ?? claim);
      refused(problem, label);
    });
    tell(label, {
      label,
      undo: async () => back((await outbox.send({ method: "POST", path: `claims/${id}/restore`, label: gettext("Restore") })).data),
      redo: async () => {
        await write("DELETE", "claim", id);
        out();
      },
    }, { seconds: UNDO_SECONDS });
  }

  return { highlight, deleteSpan, editSpan, restoreSpan, newClaim, link, unlink, deleteClaim, restoreClaim, takeBack };
}
