// From changes to the page: applies them, fetches the rows that they touched, and says what happened.

import { applyChange, applyRows, claimsNamed, isDeskWide } from "../state/apply-change.js";
import { cardsOf } from "../state/store.js";

const AT_ONCE = 100;

/** `apply(changes)` for the poll. `rows(asked)` promises `{claims, spans}` for ids; `told(report)` gets
 * `{others: Set of card keys that colleagues made, touched: Set of claim ids, wide: whether any card may say something else now, gone: [{kind, id, change}]}`. */
export function createUpdates({ store, rows, told }) {
  const me = store.state.me.username;

  return async function apply(changes) {
    const before = new Set(cardsOf(store).map((card) => card.key));
    const mine = new Set([...before]);
    const asked = { claims: new Set(), spans: new Set() };
    const report = { others: new Set(), touched: new Set(), wide: changes.some(isDeskWide), gone: [], actors: new Map() };
    store.batch(() => {
      for (const change of changes) {
        const foreign = change.actor !== me;
        const stale = applyChange(store, change);
        stale.claims.forEach((id) => asked.claims.add(id));
        stale.spans.forEach((id) => asked.spans.add(id));
        for (const id of claimsNamed(change)) report.touched.add(id);
        if (foreign) for (const id of change.claims ?? []) report.actors.set(id, change.actor);
        if (change.gone && foreign) report.gone.push({ kind: change.object.type, id: change.object.id, change });
        if (!foreign) mine.add(`${change.object.type}:${change.object.id}`);
      }
    });
    // Claims of other articles are nobody's business here: the server leaves them out of its answer.
    const claims = [...asked.claims];
    const spans = [...asked.spans];
    for (let at = 0; at < Math.max(claims.length, spans.length); at += AT_ONCE) {
      const part = { claims: claims.slice(at, at + AT_ONCE), spans: spans.slice(at, at + AT_ONCE) };
      applyRows(store, part, await rows(part));
    }
    for (const card of cardsOf(store)) {
      if (before.has(card.key) || mine.has(card.key) || card.row.author === me) continue;
      report.others.add(card.key);
    }
    told(report);
  };
}
