// What is done with a claim without a form: one press, perhaps a question, and it is told.

import { Offline, Problem } from "../api/client.js";
import { confirmInline } from "./live-form.js";
import { failureWords, problemWords } from "./words.js";

/** `{name of a data-act: fn(button)}` for the claim `id`. `page` is what its forms have too (see claim.js), `data()` the server's state of it; `onDeleted()` is
 * called when it is gone, `remove(id)` deletes it where the page has a way of its own. */
export function claimDeeds(page, { id, data, onChange, onDeleted, remove }) {
  const { client, drafts, toast, say, refresh } = page;

  /** Does `work()`, tells it, and shows what the server has now. Promises whether it was done. */
  async function act(work, { failed, done = null }) {
    try {
      await work();
    } catch (error) {
      const why = [failureWords(error), ...(error.document?.unmet ?? [])].join(" ");
      toast(`${failed} ${why}`, { problem: true });
      await refresh();
      return false;
    }
    if (done) {
      toast(done);
      say(done);
    }
    onChange({ kind: "claim", id });
    await refresh();
    return true;
  }

  /** A withdrawn verdict is gone from the server: its words are a draft here first, which the form takes up and sends. */
  async function takeBack() {
    const { verdict: { rating, explanation, departure, confidence }, round } = data();
    const words = drafts.draft(`verdict:${id}:${round.number}`);
    words.save({ rating, explanation, departure: departure ?? "", confidence: String(confidence ?? "") });
    try {
      await client.del(`claims/${id}/verdict`);
    } catch (error) {
      if (error instanceof Problem) words.clear(); // without an answer, it may be withdrawn
      throw error;
    }
  }

  return {
    "verdict-withdraw": () => act(takeBack, { failed: gettext("It could not be taken back."), done: gettext("Taken back. It is your draft again.") }),
    "round-reveal": (target) => confirmInline(target, {
      question: interpolate(gettext("Open %s of %s verdicts now? Sealing them again is not possible."), [target.dataset.in, target.dataset.required]),
      yes: gettext("Open them"), no: gettext("Keep them sealed"),
      run: () => act(() => client.patch(`claims/${id}/rounds/${target.dataset.round}`, { revealed: true }), { failed: gettext("They were not opened.") }),
    }),
    "span-accept": (target) => act(() => client.patch(`spans/${target.dataset.span}`, { accepted: true }, { etag: `"${target.dataset.revision}"` }), { failed: gettext("It was not accepted."), done: gettext("Highlight accepted") }),
    "claim-accept": (target) => act(() => client.post(`claims/${id}/transitions`, { to: target.dataset.to }), { failed: gettext("It was not taken up."), done: gettext("Taken up") }),
    "claim-reopen": (target) => act(() => client.post(`claims/${id}/transitions`, { to: target.dataset.to }), { failed: gettext("It was not moved."), done: gettext("Back in review") }),
    "claim-unmerge": () => act(() => client.del(`claims/${id}/merge`), { failed: gettext("The merge was not taken back."), done: gettext("The merge is taken back.") }),
    "claim-unsplit": () => act(() => client.del(`claims/${id}/split`), { failed: gettext("The split was not taken back."), done: gettext("The split is taken back.") }),
    "claim-delete": (target) => confirmInline(target, {
      question: gettext("Delete this claim? Its passages stay in the article."), yes: gettext("Delete it"), no: gettext("Keep it"),
      run: async () => {
        if (remove) {
          remove(id);
          return true;
        }
        try {
          await client.del(`claims/${id}`, { etag: `"${page.claim.revision}"` });
        } catch (error) {
          if (!(error instanceof Problem || error instanceof Offline)) throw error;
          toast(`${gettext("It was not deleted.")} ${error instanceof Offline ? gettext("There is no connection.") : problemWords(error)}`, { problem: true });
          await refresh();
          return false;
        }
        onChange({ kind: "claim", id });
        onDeleted();
        return true;
      },
    }),
    "on-it": (target) => act(() => (target.dataset.id ? client.del(`assignments/${target.dataset.id}`, { etag: "*" }) : client.post("assignments", { claim: id, on_it: true })), { failed: gettext("This was not saved."), done: target.dataset.id ? gettext("You are no longer on it.") : gettext("You are on it for two hours, and longer while you work on it.") }),
    "work-take": () => act(() => client.post("assignments", { claim: id }), { failed: gettext("You could not take it."), done: gettext("This is your work now.") }),
    "work-end": (target) => {
      const { id: work, status } = target.dataset;
      return act(() => client.patch(`assignments/${work}`, { status }, { etag: "*" }), { failed: gettext("This was not saved."), done: status === "done" ? gettext("Your work on this is done.") : gettext("Given back.") });
    },
    "work-take-away": async (target) => {
      const work = target.dataset.id;
      const path = `assignments/${work}`;
      if (!(await act(() => client.del(path, { etag: "*" }), { failed: gettext("This was not saved.") }))) return;
      toast(gettext("Work taken away"), { seconds: 30, action: { label: gettext("Undo"), run: () => act(() => client.post(`${path}/restore`), { failed: gettext("This could not be undone.") }) } });
    },
    recuse: (target) => confirmInline(target, {
      question: target.dataset.name ? interpolate(gettext("You have a conflict of interest with %s: you get no work on what they said, and judge none of it?"), [target.dataset.name]) : gettext("You have a conflict of interest here: you get no such work and give no verdict?"), yes: gettext("Declare it"), no: gettext("No"),
      run: () => act(() => client.post("recusals", target.dataset.claimant ? { claimant: target.dataset.claimant } : { claim: id }), { failed: gettext("This was not saved."), done: gettext("Declared. The desk sees it.") }),
    }),
    "recusal-undo": (target) => act(() => client.del(`recusals/${target.dataset.id}`), { failed: gettext("This was not saved."), done: gettext("Taken back.") }),
  };
}
