// Entry of the page of a claim.

import { createClient, Offline, Problem } from "./api/client.js";
import { createLive } from "./live/live.js";
import { enhanceClaim } from "./panels/claim.js";
import { isSaidIn } from "./panels/discussion.js";
import { element } from "./panels/element.js";
import { startBell } from "./panels/notifications.js";
import { startPageForms } from "./panels/page-forms.js";
import { startPage, whereAmI } from "./panels/page.js";
import { createQueue } from "./panels/queue.js";
import { createPeopleHere } from "./panels/people-here.js";
import { createToaster } from "./panels/toast.js";
import { startOutbox } from "./panels/waiting.js";
import { problemWords } from "./panels/words.js";
import { claimsNamed, isDeskWide } from "./state/apply-change.js";
import { createCommands } from "./state/commands.js";
import { createDrafts } from "./state/drafts.js";
import { createUndo } from "./state/undo.js";

const { username, slug } = whereAmI();
const client = createClient({ base: `/api/v1/projects/${slug}` });
const commands = createCommands({ username });
const drafts = createDrafts({ username, slug });
const toast = createToaster();
const undo = createUndo();
const { outbox, reached } = startOutbox({ client, drafts, username, slug });
startPage({ commands, client });
startPageForms(drafts); // what was published is no draft any more
commands.listen();

function fail(error) {
  if (!(error instanceof Problem || error instanceof Offline)) throw error;
  toast(error instanceof Offline ? gettext("There is no connection.") : problemWords(error), { problem: true });
}

/** One step back or forth, told. */
function step(direction, words) {
  return async () => {
    try {
      const label = await undo[direction]();
      if (label) toast(interpolate(words, [label]));
    } catch (error) {
      fail(error);
    }
  };
}
commands.add(
  { id: "undo", name: gettext("Undo"), keys: ["Ctrl+Z"], group: gettext("Everywhere"), icon: "undo-2", when: () => undo.next !== null, run: step("undo", gettext("Taken back: %s")) },
  { id: "redo", name: gettext("Do it again"), keys: ["Ctrl+Shift+Z"], group: gettext("Everywhere"), icon: "redo-2", when: () => undo.again !== null, run: step("redo", gettext("Done again: %s")) },
);

const root = document.querySelector("[data-claim]");
const gone = document.querySelector("[data-gone]");

if (root) {
  let people = null;
  const nameOf = async (username) => {
    people ??= client.get("members?limit=500").then(({ data }) => new Map(data.results.map((member) => [member.username, member.name])), () => new Map());
    return (await people).get(username) || username;
  };
  let deletedBy = null;
  const queue = createQueue({ client, commands, fail });
  const claim = enhanceClaim(root, { client, drafts, toast, outbox, commands, undo, nameOf, onSubmitted: queue?.next ?? null, onDeleted: () => (claim.busy ? tellDeleted() : location.reload()) });

  /** Whoever writes on a claim that a colleague deletes keeps the page: with the name, and the way back. */
  async function tellDeleted() {
    if (document.querySelector("[data-banner=gone]")) return;
    const words = element("b", {}, gettext("This claim has been deleted."));
    const restore = element("button", { type: "button", class: "button button-s push", on: { click: () => client.post(`claims/${claim.id}/restore`).then(() => banner.remove(), fail) } }, gettext("Restore"));
    const banner = element("div", { class: "banner", role: "alert", data: { banner: "gone" } }, words, element("span", {}, gettext("What you typed is still here.")), restore);
    root.before(banner);
    if (deletedBy) words.textContent = interpolate(gettext("%s has deleted this claim."), [await nameOf(deletedBy)]);
  }
  const names = (change) => isDeskWide(change) || claimsNamed(change).has(claim.id);
  const live = createLive({
    client, slug, username, reached,
    after: Number(root.dataset.head),
    async apply(changes) {
      const mine = changes.filter((change) => names(change) || isSaidIn(change, root));
      for (const { gone: isGone, object, actor } of mine) if (object.id === claim.id) deletedBy = isGone ? actor : null;
      if (!deletedBy) document.querySelector("[data-banner=gone]")?.remove();
      claim.heard(mine);
      if (mine.length) await claim.refresh();
    },
    reset: () => (claim.busy ? claim.refresh() : location.reload()),
  });
  const drawPeople = createPeopleHere();
  live.on("presence", (people) => drawPeople(people.filter((one) => one.claim === claim.id)));
  live.here({ claim: claim.id });
  live.start();
  startBell({ client, live });
  // Once the browser has gone to the fragment itself: that takes the focus away.
  const toVerdict = () => setTimeout(claim.focusVerdict);
  const toComment = () => setTimeout(() => claim.findComment(location.hash.slice("#comment-".length)));
  const toPlace = location.hash === "#verdict" ? toVerdict : location.hash.startsWith("#comment-") ? toComment : null;
  if (toPlace && document.readyState === "complete") toPlace();
  else if (toPlace) addEventListener("load", toPlace, { once: true });
  addEventListener("hashchange", () => location.hash.startsWith("#comment-") && toComment());
  const [, merged] = /^#merged=([\w-]+)$/.exec(location.hash) ?? [];
  if (merged) {
    history.replaceState(null, "", location.pathname + location.search);
    const back = () => client.del(`claims/${merged}/merge`).then(() => location.assign(merged), fail);
    toast(gettext("Merged into this claim"), { seconds: 30, action: { label: gettext("Undo"), run: back } });
  }
}

if (gone) {
  startBell({ client });
  const button = gone.querySelector("[data-act=claim-restore]");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await client.post(`claims/${gone.dataset.gone}/restore`);
        location.reload();
      } catch (error) {
        fail(error);
      }
    });
  }
}
