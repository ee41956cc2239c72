// The forms above the list that act on a passage: new claim, and link. The passage stays painted while one is open.

import { Problem } from "../api/client.js";
import { openClaimForm } from "./claim-form.js";
import { openLinkForm } from "./link-form.js";
import { problemWords } from "./words.js";

/** `newClaim({fragments, spanId, values})` and `linkTo({fragments, spanId})` open a form in `home`; `open` is the form, or null.
 *
 * `spanId` is the highlight that the passage has already; without it one is made with the claim. */
export function createPassageForms({ home, store, client, deeds, drafts, toast, reader, sheet }) {
  let form = null;
  let returnTo = null;

  function hold(fragments) {
    form?.close();
    returnTo = document.activeElement;
    reader.holdSelection(fragments);
    home.classList.add("is-open");
    if (sheet.size !== "full") sheet.setSize("half");
  }

  function release(done) {
    form = null;
    home.classList.remove("is-open");
    reader.holdSelection(null);
    if (done) reader.clearSelection();
    // Back to the text, at the same place: the next sentence is one key away.
    if (returnTo?.isConnected && returnTo.closest(".cards")) returnTo.focus({ preventScroll: true });
    else reader.focus();
    if (sheet.size === "half" && done) sheet.setSize("peek");
  }

  function newClaim({ fragments, spanId = null, values }) {
    const at = spanId ?? `${fragments[0].start}-${fragments.at(-1).end}`;
    const name = `claim:${store.state.article.id}:${at}`;
    hold(fragments);
    form = openClaimForm({
      host: home, store, client, drafts, name, fragments, values,
      onSave(body, draft) {
        const { id, ...fields } = { id: draft.id, ...body };
        const made = deeds.newClaim(fields, { spanId, fragments, id, key: draft.keyFor(body), draft: draft.name });
        made.sent.catch((problem) => {
          if (!(problem instanceof Problem)) throw problem;
          const kept = draft.values;
          const again = () => {
            newClaim({ fragments, spanId: store.span(made.spanId) ? made.spanId : null, values: kept });
            form.problem(problem, problemWords(problem));
          };
          if (form) toast(interpolate(gettext("“%s” was not saved. %s"), [body.text, problemWords(problem)]), { problem: true, action: { label: gettext("Open the form"), run: again } });
          else again();
        });
      },
      onLink: (row) => deeds.link(row, { spanId, fragments }),
      onClose(done, draft) {
        release(done);
        if (!done && draft?.exists) toast(gettext("What you typed is kept here."), { action: { label: gettext("Open the form"), run: () => newClaim({ fragments, spanId, values: draft.values }) } });
      },
    });
    return form;
  }

  function linkTo({ fragments, spanId = null }) {
    const linked = new Set(spanId ? store.span(spanId).claims : []);
    hold(fragments);
    form = openLinkForm({
      host: home, store, client, fragments, linked,
      onLink: (row) => deeds.link(row, { spanId, fragments }),
      onNew: () => newClaim({ fragments, spanId }),
      onClose: release,
    });
  }

  return {
    newClaim,
    linkTo,
    get open() {
      return form;
    },
  };
}
