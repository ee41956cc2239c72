// Saving the filling pass: one field at a time for claims, all at once for new rows; undo, conflicts, problems.

import { Problem, revisionTag, uuid } from "../api/client.js";
import { applyChange } from "../state/apply-change.js";
import { askConflict } from "./conflict.js";
import { placeOf, rowBody, sameValue } from "./table-columns.js";
import { cut, problemWords } from "./words.js";

const BATCH = 200;

/** `page`: `{store, client, outbox, drafts, undo, toast, columns, table()}`. Gives what the table calls. */
export function createFilling({ store, client, outbox, drafts, undo, toast, columns, table }) {
  const { article, version } = store.state;
  const byName = new Map(columns.map((column) => [column.name, column]));
  const kept = drafts.draft(`rows:${article.id}`);
  let rows = (kept.values.rows ?? []).map((row) => ({ ...row, claim: null }));
  let sending = null;
  let text = null;

  const apply = (claim) => applyChange(store, { object: { type: "claim", id: claim.id }, state: claim, claims: [], gone: false });
  const keepRows = () => {
    const full = rows.filter((row) => !row.claim && Object.values(row.values).some((value) => value.trim()));
    if (full.length) kept.save({ rows: full.map(({ key, values }) => ({ key, values })) });
    else kept.clear();
  };

  /** There is always an empty row at the end to begin a claim in. */
  function newRows() {
    if (!rows.length || rows.at(-1).claim || Object.values(rows.at(-1).values).some((value) => value.trim())) rows.push({ key: uuid(), claim: null, values: {} });
    return rows;
  }

  // Claims ------------------------------------------------------------------------------------------------------------------

  function save(key, texts) {
    const row = table().row(key);
    if (!row) return;
    if (!row.claim) {
      const mine = rows.find((other) => other.key === key);
      if (mine) {
        Object.assign(mine.values, texts);
        keepRows();
        saveNew();
      }
      return;
    }
    saveFields(row.claim.id, texts);
  }

  /** Saves texts by column of one claim, all that can be read in one request. */
  async function saveFields(id, texts) {
    const old = store.claim(id);
    if (!old) return; // deleted while its cell was left
    const values = {};
    const base = {}; // what stood there when the person began: a colleague's change since then is a conflict
    let { revision } = old;
    for (const [name, typed] of Object.entries(texts)) {
      const column = byName.get(name);
      const { value, problem } = column.read(typed);
      table().problem(id, name, problem ?? null);
      if (problem) continue;
      if (sameValue(old[name], value)) {
        table().set(id, name, column.show(old));
        drafts.draft(`cell:${id}:${name}`).clear();
        continue;
      }
      const begun = drafts.draft(`cell:${id}:${name}`).values;
      values[name] = value;
      base[name] = "base" in begun ? begun.base : old[name];
      revision = Math.min(revision, begun.revision ?? revision);
    }
    const names = Object.keys(values);
    if (!names.length) return;
    const before = Object.fromEntries(names.map((name) => [name, forApi(name, old[name])]));
    const back = (to) => async () => {
      await send(id, to, store.claim(id).revision, store.claim(id));
      shown(id, names);
    };
    const what = names.length === 1 ? byName.get(names[0]).title : interpolate(ngettext("%s cell", "%s cells", names.length), [names.length]);
    const sent = send(id, values, revision, base);
    undo.push({ label: interpolate(gettext("%s of “%s”"), [what, cut(old.text, 30)]), undo: back(before), redo: back(values) }, sent);
    try {
      await sent;
      shown(id, names);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      refused(id, names, texts, base, problem);
    }
  }

  function shown(id, names) {
    for (const name of names) {
      drafts.draft(`cell:${id}:${name}`).clear();
      const field = table().fieldAt(id, name);
      if (field && document.activeElement !== field) table().set(id, name, byName.get(name).show(store.claim(id)));
    }
  }

  /** What PATCH takes to put a field back as it was. */
  const forApi = (name, value) => (name === "claimant" && value ? { name: value.name, type: value.type } : value);

  async function send(id, values, revision, base) {
    const names = Object.keys(values);
    names.forEach((name) => table().saving(id, name, true));
    const write = (tag) => outbox.send({ method: "PATCH", path: `claims/${id}`, body: values, etag: tag, object: `claim:${id}`, label: gettext("Claim"), base: Object.fromEntries(names.map((name) => [name, base[name] ?? null])) });
    try {
      let answer;
      try {
        answer = await write(revisionTag({ revision }));
      } catch (problem) {
        // Somebody changed another field of it: both changes stand.
        if (problem.status !== 412 || !problem.current || !names.every((name) => sameValue(problem.current[name], base[name]))) throw problem;
        answer = await write(problem.etag ?? revisionTag(problem.current));
      }
      apply(answer.data);
    } finally {
      names.forEach((name) => table().saving(id, name, false));
    }
  }

  function refused(id, names, texts, base, problem) {
    if (problem.status === 412 && problem.current) {
      const { current } = problem;
      const theirs = Object.fromEntries(columns.map(({ name, show }) => [name, show(current)]));
      const differ = names.filter((name) => !sameValue(current[name], base[name]));
      apply(current);
      names.forEach((name) => table().set(id, name, texts[name]));
      const place = document.createElement("div");
      table().note(id, place);
      askConflict(place, {
        problem, theirs, labels: Object.fromEntries(columns.map(({ name, title }) => [name, title])), free: ["text", "location"],
        // Cells that nobody wrote in are the colleague's; those are shown for what they are.
        base: { ...theirs, ...Object.fromEntries(differ.map((name) => [name, null])) },
        mine: { ...theirs, ...Object.fromEntries(names.map((name) => [name, texts[name]])) },
        done(values) {
          table().note(id, null);
          names.forEach((name) => drafts.draft(`cell:${id}:${name}`).clear());
          const mine = names.filter((name) => values[name] !== theirs[name]);
          for (const name of names) table().set(id, name, values[name]);
          if (mine.length) saveFields(id, Object.fromEntries(mine.map((name) => [name, values[name]])));
        },
      });
      return;
    }
    for (const { pointer, detail } of problem.errors) table().problem(id, placeOf(pointer).column, detail);
    if (!problem.errors.length) table().problem(id, names[0], problemWords(problem));
    for (const name of names) drafts.draft(`cell:${id}:${name}`).save({ base: base[name], revision: store.claim(id)?.revision, text: texts[name] });
  }

  // New rows ----------------------------------------------------------------------------------------------------------------

  /** Sends every new row that has a sentence and no problem: all of them at once, and again when one was mended. */
  function saveNew() {
    sending ??= sendNew().finally(() => {
      sending = null;
      if (rows.some((row) => row.again)) {
        rows.forEach((row) => delete row.again);
        saveNew();
      }
    });
    if (sending) rows.forEach((row) => (row.busy ? (row.again = true) : null));
    return sending;
  }

  async function sendNew() {
    await Promise.resolve(); // cells pasted in one go are saved in one go
    const ready = [];
    for (const row of rows) {
      if (row.claim || row.busy || !Object.values(row.values).some((value) => value.trim())) continue;
      const { body, problems } = rowBody(row.values, columns);
      const begun = Boolean((row.values.text ?? "").trim());
      for (const { name } of columns) table().problem(row.key, name, name === "text" && !begun ? null : (problems[name] ?? null));
      if (!Object.keys(problems).length) ready.push({ row, body });
    }
    for (let at = 0; at < ready.length; at += BATCH) await sendBatch(ready.slice(at, at + BATCH));
  }

  async function sendBatch(part) {
    part.forEach(({ row }) => (row.busy = true));
    try {
      const places = await find(part.map(({ body }) => body.text));
      const made = [];
      for (const [index, fragment] of places.entries()) {
        if (!fragment) continue;
        const id = part[index].row.span ?? uuid();
        part[index].row.span = id;
        made.push(outbox.send({ method: "POST", path: `articles/${article.id}/spans`, body: { id, version: version.number, ...fragment }, object: `span:${id}`, label: gettext("Highlight"), key: id }));
      }
      await Promise.all(made);
      const body = { claims: part.map(({ row, body: fields }) => ({ id: row.key, ...fields, ...(article.source_url ? { source_url: article.source_url } : {}), ...(row.span ? { spans: [row.span] } : {}) })) };
      const { data } = await outbox.send({ method: "POST", path: "claims/batch", body, label: gettext("New claims") });
      await taken(part, data.results ?? data.claims ?? data);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      for (const { pointer, detail } of problem.errors) {
        const { row, column } = placeOf(pointer);
        if (row !== null && part[row]) table().problem(part[row].row.key, column, detail);
      }
      if (!problem.errors.length) toast(problemWords(problem), { problem: true });
      else toast(interpolate(ngettext("%s row was not saved yet: one cell needs mending.", "%s rows were not saved yet: the marked cells need mending.", part.length), [part.length]), { seconds: 10 });
    } finally {
      part.forEach(({ row }) => delete row.busy);
    }
  }

  async function taken(part, claims) {
    const spans = part.map(({ row }) => row.span).filter(Boolean);
    const loaded = spans.length ? await Promise.all(spans.map((id) => client.get(`spans/${id}`).then(({ data }) => data))) : [];
    store.batch(() => {
      for (const span of loaded) store.put("span", span);
      for (const claim of claims) {
        if (!store.claim(claim.id)) store.put("claim", { counts: { spans: 0, evidence: 0, comments: 0 }, stances: {}, seen: 1, round: null, ...claim });
        apply(claim);
      }
      for (const claim of claims) {
        const row = rows.find((other) => other.key === claim.id);
        // Of another article as far as the server knows, and of this table until it is left.
        if (row && !row.span) store.put("claim", { ...store.claim(claim.id), apart: true });
        if (row) row.claim = store.claim(claim.id);
      }
      rows = rows.filter((row) => !row.claim || !row.span); // those with a place in the text are drawn where that is
    });
    keepRows();
    const ids = claims.map((claim) => claim.id);
    const label = interpolate(ngettext("%s claim made", "%s claims made", ids.length), [ids.length]);
    undo.push({
      label,
      undo: async () => {
        for (const id of ids) await outbox.send({ method: "DELETE", path: `claims/${id}`, etag: revisionTag(store.claim(id)), object: `claim:${id}`, label: gettext("Delete claim") });
        rows = rows.filter((row) => !ids.includes(row.key));
        store.batch(() => ids.forEach((id) => store.drop("claim", id)));
      },
      redo: async () => {
        for (const id of ids) {
          const { data } = await outbox.send({ method: "POST", path: `claims/${id}/restore`, label: gettext("Restore") });
          store.put("claim", { counts: { spans: 0, evidence: 0, comments: 0 }, stances: {}, seen: 1, round: null, ...data });
          apply(data);
        }
      },
    });
    toast(label, { action: { label: gettext("Undo"), keys: "Ctrl Z", run: () => undo.undo() } });
  }

  /** Where each sentence stands word for word in the article, in code points; null where it does not, or twice. */
  async function find(sentences) {
    if (text === null) {
      try {
        text = (await client.get(`articles/${article.id}/versions/${version.number}`)).data.text;
      } catch (error) {
        if (!(error instanceof Problem)) return sentences.map(() => null);
        text = "";
      }
    }
    return sentences.map((sentence) => {
      const at = text.indexOf(sentence);
      if (at < 0 || text.indexOf(sentence, at + 1) >= 0) return null;
      const start = [...text.slice(0, at)].length;
      return { start, end: start + [...sentence].length, exact: sentence };
    });
  }

  function pasted(here, more) {
    const fresh = new Map();
    const changed = new Map();
    for (const { key, column, value } of here) {
      table().set(key, column, value);
      const row = table().row(key);
      if (row.claim) changed.set(row.claim.id, { ...changed.get(row.claim.id), [column]: value });
      else {
        const mine = rows.find((other) => other.key === key);
        mine.values[column] = value;
        fresh.set(key, mine);
      }
    }
    for (const [id, texts] of changed) saveFields(id, texts);
    for (const values of more) rows.push({ key: uuid(), claim: null, values });
    keepRows();
    return { fresh: fresh.size + more.length };
  }

  return {
    newRows, save, saveNew, pasted,
    /** Keeps what stands in a cell that has not been left yet. */
    keep(field, row) {
      if (row.claim) {
        const draft = drafts.draft(`cell:${row.claim.id}:${field.name}`);
        if (field.value === byName.get(field.name).show(row.claim)) draft.clear();
        else draft.save({ base: row.claim[field.name], revision: row.claim.revision, ...draft.values, text: field.value });
      } else {
        const mine = rows.find((other) => other.key === row.key);
        if (mine) mine.values[field.name] = field.value;
        keepRows();
      }
    },
    /** Saves what was typed before a reload and not left. */
    restore() {
      for (const name of drafts.names()) {
        const hit = /^cell:([^:]+):(\w+)$/.exec(name);
        if (!hit || !store.claim(hit[1]) || !byName.has(hit[2])) continue;
        const { text: typed } = drafts.draft(name).values;
        table().set(hit[1], hit[2], typed);
        saveFields(hit[1], { [hit[2]]: typed });
      }
      if (rows.some((row) => row.values.text)) saveNew();
    },
    forget(key) {
      rows = rows.filter((row) => row.key !== key);
      keepRows();
    },
  };
}
