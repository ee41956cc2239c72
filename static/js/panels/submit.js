// The end of every form that stands open: looked over, sent or kept until it can be, closed.

import { createSending, showProblems } from "./sending.js";

/** Gives the function that submits `live` (see live-form.js) of `page` (`{client, username, outbox}`).
 *
 * `request()` gives `{method, path, body, etag}`; `send(attempt, way)` instead of it sends in a way of its own. `object` and `label` are what the outbox
 * says of it. `problems()` gives `[{field, detail}]` that stand in the way; `unchanged()` says that there is nothing to send. `done(row)` is called when the server has it;
 * `names` and `onConflict` as of `createSending`. */
export function submitter(page, live, { object, label, request, send = null, problems = () => [], unchanged = () => false, done, names = {}, onConflict = null }) {
  const { form, draft } = live;

  function write(attempt, way) {
    const { method, path, body, etag } = request();
    return way[method](path, body, { etag, key: draft.keyFor({ etag, body }) });
  }

  const sending = createSending(form, {
    client: page.client, username: page.username, names, onConflict, send: send ?? write,
    outbox: page.outbox, queued: { object, draft: draft.name, label },
  });

  return async function submit() {
    const wrong = problems();
    if (wrong.length) {
      showProblems(form, wrong);
      return;
    }
    if (unchanged()) {
      live.close({ forget: true });
      return;
    }
    const answer = await sending.run();
    if (!answer || !form.isConnected) return;
    live.close({ forget: true });
    await done(answer.data);
  };
}
