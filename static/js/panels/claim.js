// A claim on the screen, on its own page or as the open card: the same parts, brought to life by the same code.

import { Offline, Problem } from "../api/client.js";
import { claimDeeds } from "./claim-deeds.js";
import { openAssign, openClaimEdit, openMerge, openReason, openRound, openSplit } from "./claim-edit.js";
import { openDecision } from "./decision-form.js";
import { createDiscussion } from "./discussion.js";
import { openEvidenceEdit, openNewEvidence } from "./evidence-form.js";
import { createEvidenceList } from "./evidence-list.js";
import { createOrphans } from "./orphans.js";
import { openApprove, openReply } from "./sign-off.js";
import { served, swapRegions } from "./swap.js";
import { enhanceVerdict } from "./verdict-form.js";
import { cut, momentWords } from "./words.js";

/** Says something to screen readers without moving anything. */
function announce(words) {
  const live = document.getElementById("live");
  if (live) live.textContent = words;
}

/** Enhances the `[data-claim]` element that `element` is or holds.
 *
 * `drafts` is `createDrafts()`, `commands` the registry of the page. `onChange({kind, id})` is called after each write that the server took. `onNext({id, article})` goes to the claim that waits next
 * (a claim page by default), `onSubmitted()` goes somewhere else instead; `onDeleted()` is called when the claim is gone; `remove(id)` deletes it where the page has a way of its own. `nameOf(username)` may promise. `undo` is the page's stack, if it has one.
 *
 * Gives `{refresh(), heard(changes), busy, destroy()}`; `heard` is told what happened on the desk before `refresh` shows it. `refresh()` fetches the HTML again and swaps what differs; forms in work are left alone. */
export function enhanceClaim(place, { client, drafts, toast, outbox = null, commands = null, onChange = () => {}, onNext = null, onSubmitted = null, onDeleted = () => {}, remove = null, nameOf = (username) => username, undo = null, say = announce }) {
  const root = place.matches("[data-claim]") ? place : place.querySelector("[data-claim]");
  if (!root) return { refresh: async () => {}, heard() {}, busy: false, destroy() {} };
  const id = root.dataset.claim;
  const desk = root.dataset.source.split("/claims/")[0];
  const before = served(root);
  const open = new Map();
  let verdict = null;
  let refreshing = null;
  let again = false;
  let revealed = shownRounds();
  let stopped = false;

  const data = () => JSON.parse(root.querySelector('[data-region="data"] script').textContent);
  const slot = (name) => root.querySelector(`[data-slot="${name}"]`);

  const page = {
    client, drafts, toast, outbox, say, undo, root, refresh,
    get username() { return data().me; },
    get claim() { return data().claim; },
    people: () => data().people,
    holds: () => Boolean(data().round?.holds),
    holdsPassage: (id) => data().held_passages.includes(id),
    rows: () => data().evidence,
    sources: () => data().evidence.map((row, index) => ({ number: index + 1, title: row.title || row.citation || row.url || row.file?.name || "" })),
    template: (name) => root.querySelector(`template[data-form="${name}"]`),
    ratingLabel: (slug) => root.querySelector(`input[name=rating][value="${CSS.escape(slug)}"]`)?.dataset.label ?? page.template("decision")?.content.querySelector(`input[value="${CSS.escape(slug)}"]`)?.dataset.label ?? slug,
  };
  const list = createEvidenceList({ ...page, get claim() { return page.claim; } });

  const talk = createDiscussion({ ...page, get username() { return page.username; }, template: () => page.template("comment") }, {
    root, show: (...given) => show(...given), post: `claims/${id}/comments`, about: { type: "claim", id }, name: `comment:${id}`,
    wrote: async (words) => {
      onChange({ kind: "comment", id });
      await refresh();
      if (words) {
        toast(words);
        say(words);
      }
    },
  });

  const orphans = createOrphans({
    root, client, toast, slot, nameOf,
    restored: async (source) => {
      open.get(`evidence:${source}`)?.close({ focus: false });
      onChange({ kind: "evidence", id });
      await refresh();
      editEvidence(root.querySelector(`[data-evidence="${source}"]`)); // the draft opens with it
    },
  });

  // The parts, as often as the server draws them anew ---------------------------------------------------------------

  function hydrate() {
    for (const hidden of root.querySelectorAll("[data-act][hidden], .evidence-tools[hidden]")) {
      if (!hidden.closest("template") && !hidden.closest("form")) hidden.hidden = false;
    }
    // The server knows no time zone of the reader.
    for (const time of root.querySelectorAll("time[datetime]")) time.textContent = momentWords(time.dateTime);
    const kept = root.querySelector("[data-kept][data-at]");
    if (kept) kept.textContent = interpolate(gettext("Draft kept %s"), [momentWords(kept.dataset.at)]);
    const form = root.querySelector("[data-verdict-form]");
    const alive = enhanceVerdict(page, { form, submitted });
    if (alive) verdict = alive;
    if (!form) verdict = null;
    talk.hydrate();
    for (const item of root.querySelectorAll("[data-evidence]")) item.classList.toggle("is-editing", Boolean(item.querySelector(":scope > form")));
  }

  function shownRounds() {
    return new Set([...root.querySelectorAll("[data-round-shown]")].map((each) => each.dataset.roundShown));
  }

  async function fetchAgain() {
    let html;
    try {
      html = await client.html(root.dataset.source);
    } catch (error) {
      if (error instanceof Problem && error.status === 410) {
        onDeleted();
        return;
      }
      if (error instanceof Offline || error instanceof Problem) return; // the next change asks again
      throw error;
    }
    if (stopped) return;
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-claim]");
    if (!fresh) {
      if (/data-gone/.test(html)) onDeleted();
      return;
    }
    const writing = verdict?.busy ? verdict : null;
    const { orphans: homeless, focus } = swapRegions(root, fresh, before, (form) => form === writing?.form, hydrate);
    for (const form of homeless) orphans.adopt(form, writing);
    root.dataset.head = fresh.dataset.head;
    if (focus === "neighbour") say(gettext("What had the focus is gone; it is now at the next one."));
    tellReveal();
  }

  function tellReveal() {
    const now = shownRounds();
    for (const number of now) {
      if (revealed.has(number)) continue;
      const round = root.querySelector(`[data-round-shown="${number}"]`);
      round.classList.add("arrives");
      say(interpolate(gettext("The verdicts are open. %s"), [round.querySelector(".apart").textContent.trim()]));
    }
    revealed = now;
  }

  /** Fetches the fragment again; calls that come meanwhile are answered by one more fetch. */
  async function refresh() {
    if (refreshing) {
      again = true;
      return refreshing;
    }
    refreshing = (async () => {
      do {
        again = false;
        await fetchAgain();
      } while (again && !stopped);
    })().finally(() => (refreshing = null));
    return refreshing;
  }

  // Forms --------------------------------------------------------------------------------------------------------------

  /** Opens a form once; a second call goes to it. */
  function show(name, make, { focus = true } = {}) {
    if (!open.get(name)?.form.isConnected) open.set(name, make());
    const live = open.get(name);
    if (focus) {
      live.form.scrollIntoView({ block: "nearest" });
      live.focus();
    }
    return live;
  }

  const button = (name) => () => root.querySelector(`[data-act="${name}"]`);
  const wrote = (words) => async () => {
    onChange({ kind: "claim", id });
    await refresh();
    if (words) {
      toast(words);
      say(words);
    }
  };

  const addEvidence = (options) => show("evidence", () => openNewEvidence(page, { host: slot("evidence"), heir: button("evidence-add"), done: async (row) => {
    await wrote()();
    const item = root.querySelector(`[data-evidence="${row.id}"]`);
    item?.classList.add("arrives");
    say(interpolate(gettext("Source %s added."), [item?.querySelector(".evidence-number").textContent ?? ""]));
    // Whoever has begun the next one meanwhile goes on writing.
    if (!document.activeElement?.closest("form")) button("evidence-add")()?.focus({ preventScroll: true });
  } }), options);

  function editEvidence(item, options) {
    const row = page.rows().find((each) => each.id === item.dataset.evidence);
    if (!row) return null;
    item.classList.add("is-editing");
    return show(`evidence:${row.id}`, () => openEvidenceEdit(page, {
      row, host: item, done: wrote(gettext("Source saved")),
      heir: () => root.querySelector(`[data-evidence="${row.id}"] [data-act="evidence-edit"]`),
      closed: () => root.querySelector(`[data-evidence="${row.id}"]`)?.classList.remove("is-editing"),
    }), options);
  }

  const editClaim = (options) => show("claim", () => openClaimEdit(page, { host: slot("claim"), heir: button("claim-edit"), done: wrote(gettext("Claim saved")) }), options);
  const decide = (options) => show("decision", () => openDecision(page, { host: slot("decision"), revision: data().decision?.revision ?? null, heir: button("decision-open"), done: wrote(gettext("Desk rating settled")) }), options);
  const split = (options) => show("split", () => openSplit(page, {
    host: slot("claim"), heir: button("claim-split"),
    done: async (made) => {
      await wrote()();
      toast(interpolate(gettext("Split off: “%s”"), [cut(made.text)]), { seconds: 20, action: { label: gettext("Open"), run: () => location.assign(`${desk}/claims/${made.id}`) } });
    },
  }), options);

  // What was being written before the page was left, opens again by itself, and takes no focus.
  function reopen() {
    if (!page.template("evidence")) return;
    const kept = new Set(drafts.names());
    const quiet = { focus: false };
    if (kept.has(`evidence-new:${id}`)) addEvidence(quiet);
    for (const item of root.querySelectorAll("[data-evidence]")) if (kept.has(`evidence:${item.dataset.evidence}`)) editEvidence(item, quiet);
    if (page.template("comment")) talk.reopen(kept, quiet);
    if (kept.has(`claim:${id}`)) editClaim(quiet);
    if (kept.has(`split:${id}`) && page.template("split")) split(quiet);
    const settles = kept.has(`decision:${id}`) || "settles" in root.dataset;
    if (settles && page.template("decision") && root.querySelector('[data-act="decision-open"]')) decide(quiet);
  }

  async function submitted() {
    onChange({ kind: "verdict", id });
    // The fresh fragment says which claim waits now.
    root.querySelector("[data-verdict-form]")?.removeAttribute("data-keep");
    document.activeElement?.blur?.();
    if (onSubmitted) {
      toast(gettext("Yours is in."));
      onSubmitted();
      return;
    }
    await refresh();
    const { next, nextArticle } = root.querySelector('[data-region="data"]').dataset;
    if (!next) {
      const words = gettext("Yours is in. No other claim waits for you.");
      toast(words);
      say(words);
      const heading = root.querySelector('[data-region="verdict"]:not([hidden]) h2, [data-region="verdict"]:not([hidden]) h3, #head-round');
      heading?.setAttribute("tabindex", "-1");
      heading?.focus({ preventScroll: true });
      return;
    }
    toast(gettext("Yours is in."));
    if (onNext) onNext({ id: next, article: nextArticle || null });
    else location.assign(`${desk}/claims/${next}#verdict`);
  }

  const acts = {
    ...talk.acts,
    ...claimDeeds(page, { id, data, onChange, onDeleted, remove }),
    "evidence-add": () => addEvidence(),
    "evidence-edit": (target) => editEvidence(target.closest("[data-evidence]")),
    "evidence-delete": (target) => list.remove(target.closest("[data-evidence]")).then(() => onChange({ kind: "evidence", id })),
    "evidence-up": (target) => list.move(target.closest("[data-evidence]"), -1, target),
    "evidence-down": (target) => list.move(target.closest("[data-evidence]"), 1, target),
    "verdict-focus": () => {
      verdict?.form.scrollIntoView({ block: "nearest" });
      verdict?.focus();
    },
    "round-new": () => show("round", () => openRound(page, { host: slot("decision"), number: null, heir: button("round-new"), done: wrote(gettext("Another review is asked for")) })),
    "round-vote": () => show("round", () => openRound(page, { host: slot("decision"), number: null, kind: "vote", heir: button("round-vote"), done: wrote(gettext("The vote is called")) })),
    "round-ask": () => show("round", () => openRound(page, { host: slot("round"), number: data().round.number, heir: button("round-ask"), done: wrote(gettext("Saved: who is asked")) })),
    "decision-open": () => decide(),
    "dissent-take": ({ dataset: { name, rating, text } }) => {
      const { form } = decide();
      const field = form.elements.dissent;
      field.value = [field.value.trim(), `${name}, ${rating}: ${text}`].filter(Boolean).join("\n\n");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    },
    "claim-edit": () => editClaim(),
    "claim-split": () => split(),
    "claim-merge": () => show("merge", () => openMerge(page, { host: slot("claim"), heir: button("claim-merge"), done: (into) => {
      onChange({ kind: "claim", id });
      location.assign(`${desk}/claims/${into.id}#merged=${id}`); // which says it, with the way back
    } })),
    "claim-decline": () => show("reason", () => openReason(page, { host: slot("claim"), to: "declined", heir: button("claim-decline"), done: wrote(gettext("Not checking this claim")) })),
    "claim-approve": () => show("approve", () => openApprove(page, { host: slot("claim"), heir: button("claim-approve"), done: wrote(gettext("Signed off")) })),
    "reply-add": () => show("reply", () => openReply(page, { host: slot("reply"), heir: button("reply-add"), done: wrote(gettext("Noted")) })),
    "reply-edit": (target) => {
      const item = target.closest("[data-reply]");
      const row = data().replies.find((each) => each.id === item.dataset.reply);
      item.classList.add("is-editing");
      const again = () => root.querySelector(`[data-reply="${row.id}"]`);
      show(`reply:${row.id}`, () => openReply(page, { row, host: item, done: wrote(gettext("Noted")), heir: () => again()?.querySelector("[data-act=reply-edit]"), closed: () => again()?.classList.remove("is-editing") }));
    },
    "work-give": () => show("assign", () => openAssign(page, { host: slot("work"), heir: button("work-give"), done: (made) => wrote(interpolate(gettext("Assigned to %s"), [page.people()[made.assignee] || made.assignee]))() })),
  };

  function clicked(event) {
    const target = event.target.closest("[data-act]");
    if (!target || !root.contains(target) || !(target.dataset.act in acts)) return;
    event.preventDefault();
    if (target.getAttribute("aria-disabled") === "true" && !target.dataset.act.startsWith("evidence-")) return;
    acts[target.dataset.act](target);
  }
  root.addEventListener("click", clicked);
  root.addEventListener("pointerdown", list.drag);

  const mine = [
    { id: "claim-evidence", name: gettext("Add evidence to this claim"), keys: ["E"], icon: "plus", when: () => Boolean(root.isConnected && root.querySelector("[data-act=evidence-add]")), run: () => addEvidence() },
    { id: "claim-verdict", name: gettext("Your verdict on this claim"), keys: ["V"], icon: "mail", when: () => Boolean(root.isConnected && verdict), run: acts["verdict-focus"] },
    { id: "claim-comment", name: gettext("Comment on this claim"), keys: ["M"], icon: "message-square", when: () => Boolean(root.isConnected && root.querySelector("[data-act=comment-new]")), run: () => talk.write() },
    { id: "claim-edit", name: gettext("Edit this claim"), keys: [], icon: "pencil", when: () => Boolean(root.isConnected && root.querySelector("[data-act=claim-edit]")), run: () => editClaim() },
    { id: "claim-on-it", name: gettext("I’m on it, or no longer"), keys: ["A"], icon: "hand", when: () => Boolean(root.isConnected && root.querySelector("[data-act=on-it]")), run: () => acts["on-it"](root.querySelector("[data-act=on-it]")) },
    { id: "claim-decide", name: gettext("Settle the desk’s rating"), keys: [], icon: "list-checks", when: () => Boolean(root.isConnected && root.querySelector("[data-act=decision-open]")), run: () => decide() },
  ].filter((command) => !(command.keys.length && commands?.get("card.evidence"))).map((command) => ({ ...command, group: gettext("Claim") })); // the workspace has those with keys, for any card
  commands?.add(...mine);

  hydrate();
  reopen();

  // What an earlier page could not send is with the server now: its form, which the draft had opened again, is done with.
  const unheard = outbox?.onAnswered((item) => {
    if (!item.adopted || !item.path.includes(`/${id}`) && ![...open.values()].some(({ form }) => form.dataset.form === item.draft)) return;
    for (const live of open.values()) if (item.draft && live.form.dataset.form === item.draft) live.close({ forget: true, focus: false });
    refresh();
  });

  return {
    id,
    refresh,
    heard: orphans.heard,
    /** Something typed here would be lost on the screen (never on this computer) if the card went away. */
    get busy() {
      return [...open.values()].some(({ form }) => form.isConnected) || Boolean(verdict?.busy);
    },
    focusVerdict: acts["verdict-focus"],
    addEvidence,
    findComment: talk.find,
    destroy() {
      stopped = true;
      talk.stop();
      unheard?.();
      verdict?.stop();
      root.removeEventListener("click", clicked);
      root.removeEventListener("pointerdown", list.drag);
      for (const { id: name } of mine) commands?.remove(name);
    },
  };
}
