// The inbox at work: triage by keys, one lead or several, each deed with its way back.

import { element, said } from "./element.js";
import { attachFinder } from "./finder.js";
import { showProblems } from "./sending.js";
import { cut, problemWords } from "./words.js";

const UNDO_SECONDS = 30;
const PRIORITIES = ["normal", "high", "low"];

/** Wires the list in `root`; gives `{refresh()}`, which fetches it anew and leaves the open form, the place and the choice as they are. */
export function createInbox({ root, client, commands, undo, toast, fail, slug }) {
  const triage = "triage" in root.dataset;
  const bar = document.querySelector("[data-bar]");
  const group = gettext("Inbox");
  let at = null; // id of the lead that keys mean
  let form = null;
  let late = false;

  const rows = () => [...root.querySelectorAll("[data-lead]")];
  const row = (id) => root.querySelector(`[data-lead="${CSS.escape(id ?? "")}"]`);
  const picked = () => rows().filter((each) => each.querySelector("[data-pick]")?.checked).map((each) => each.dataset.lead);
  /** Those that a deed is for: what is selected, else the one that keys mean. */
  const targets = () => (picked().length ? picked() : at && row(at) ? [at] : []);
  const words = (id) => cut(row(id)?.getAttribute("aria-label") ?? "", 40);
  const told = (ids) => (ids.length === 1 ? `“${words(ids[0])}”` : interpolate(ngettext("%s lead", "%s leads", ids.length), [ids.length]));

  function hydrate() {
    for (const hidden of root.querySelectorAll("[data-deed][hidden]")) hidden.hidden = false;
    mark();
    count();
  }

  function mark({ focus = false } = {}) {
    for (const each of rows()) each.classList.toggle("is-at", each.dataset.lead === at);
    if (focus) row(at)?.focus();
  }

  function count() {
    if (!bar) return;
    const number = picked().length;
    bar.hidden = number < 1;
    bar.querySelector("[data-count]").textContent = interpolate(ngettext("%s selected", "%s selected", number), [number]);
  }

  function move(by) {
    const all = rows();
    if (!all.length) return;
    const now = all.findIndex((each) => each.dataset.lead === at);
    at = all[Math.min(Math.max(now < 0 ? 0 : now + by, 0), all.length - 1)].dataset.lead;
    mark({ focus: true });
  }

  /** The list as it is now. A form in work is not taken away: it waits. */
  async function refresh() {
    if (form) {
      late = true;
      return;
    }
    late = false;
    const html = await client.html(location.pathname + location.search);
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-leads-region]");
    if (!fresh || form) return;
    const chosen = new Set(picked());
    const before = rows().map((each) => each.dataset.lead);
    const focused = document.activeElement?.closest?.("[data-lead]");
    root.querySelector("[data-leads-region]").replaceWith(document.importNode(fresh, true));
    for (const each of rows()) {
      const box = each.querySelector("[data-pick]");
      if (box) box.checked = chosen.has(each.dataset.lead);
    }
    if (at && !row(at)) {
      // What had the place is gone: the next one that was below it takes it.
      const place = before.indexOf(at);
      at = [...before.slice(place + 1), ...before.slice(0, place).reverse()].find((id) => row(id)) ?? null;
    }
    hydrate();
    if (focused) row(at)?.focus({ preventScroll: true });
  }

  // Deeds -----------------------------------------------------------------------------------------------------------

  const send = async (leads, change) => (await client.post("leads/batch", { leads, ...change })).data.results;

  /** Sends a change; shows the list as it then is, says what happened and how to take it back. */
  async function change(leads, body, label, back) {
    const sent = send(leads, body);
    const takeBack = async () => {
      await back();
      await refresh();
    };
    const deed = {
      label,
      undo: takeBack,
      redo: async () => {
        await send(leads, body);
        await refresh();
      },
    };
    undo.push(deed, sent);
    const made = await sent;
    toast(label, { seconds: UNDO_SECONDS, tag: "deed", action: { label: gettext("Undo"), run: () => undo.undoThis(deed).catch(fail) } });
    for (const id of leads) {
      const box = row(id)?.querySelector("[data-pick]");
      if (box) box.checked = false;
    }
    await refresh();
    return made;
  }

  const reopen = (leads) => () => send(leads, { status: "new" });

  function close({ focus = true } = {}) {
    const holder = form?.closest("[data-lead]");
    form?.remove();
    form = null;
    if (focus) (holder ?? row(at))?.focus({ preventScroll: true });
    if (late) refresh().catch(fail);
  }

  /** Opens a form under the lead, or in the bar for several. `submit(form)` promises the deed; what the server refuses is shown in it. */
  function open(name, leads, submit, fill = () => {}) {
    if (form) close({ focus: false });
    const slot = leads.length > 1 ? bar.querySelector("[data-slot]") : row(leads[0]).querySelector("[data-slot]");
    form = document.querySelector(`template[data-form="${name}"]`).content.firstElementChild.cloneNode(true);
    slot.append(form);
    const mine = form;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        const deed = submit(mine);
        if (!deed) return;
        mine.toggleAttribute("data-sending", true);
        form = null; // from here on the list may be drawn anew
        await deed;
        mine.remove();
      } catch (error) {
        if (!mine.isConnected) return fail(error);
        form = mine;
        mine.removeAttribute("data-sending");
        if (!error.status) return fail(error);
        showProblems(mine, (error.errors ?? []).map(({ detail }) => ({ field: mine.querySelector("textarea, input, select"), detail })), problemWords(error));
      }
    });
    form.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        close();
      } else if (event.key === "Enter" && event.target.matches("textarea") && !event.shiftKey) {
        event.preventDefault();
        mine.requestSubmit();
      }
    });
    form.querySelector("[data-close]").addEventListener("click", () => close());
    fill(form);
    form.querySelector("textarea, input, select")?.focus();
    form.scrollIntoView({ block: "nearest" });
  }

  function accepted(leads, body) {
    return change(leads, { status: "accepted", ...body }, interpolate(gettext("Accepted: %s"), [told(leads)]), reopen(leads));
  }

  function accept(leads) {
    if (leads.length > 1) {
      accepted(leads, {}).catch(fail);
      return;
    }
    const [id] = leads;
    open("accept", leads, (mine) => {
      const text = mine.elements.text.value.trim();
      if (!text) {
        showProblems(mine, [{ field: mine.elements.text, detail: gettext("Write the claim as one sentence.") }]);
        return null;
      }
      return accepted(leads, { claim: { text } });
    }, (mine) => {
      mine.elements.text.value = row(id).querySelector("[data-text]")?.textContent ?? "";
      offerSimilar(mine, leads);
    });
  }

  /** Claims of the desk that say nearly the same: linking one is better than making its twin. */
  async function offerSimilar(mine, leads) {
    const text = mine.elements.text.value.trim();
    if (!text) return;
    try {
      const { data } = await client.get(`claims/similar?text=${encodeURIComponent(text)}`);
      const found = data.results.slice(0, 3);
      const box = mine.querySelector("[data-similar]");
      if (!found.length || !mine.isConnected) return;
      box.hidden = false;
      box.append(element("b", { class: "small" }, gettext("Similar on this desk")), ...found.map((claim) => element("div", {}, said(claim.text, { class: "said", lang: claim.language }), element("button", { type: "button", class: "button button-s", on: { click: () => linkTo(leads, claim) } }, gettext("Link")))));
    } catch (error) {
      if (!error.status && error.name !== "Offline") throw error; // a help, never a hindrance
    }
  }

  function linkTo(leads, claim) {
    form?.remove();
    form = null;
    change(leads, { status: "accepted", claim: claim.id }, interpolate(gettext("Linked to “%s”"), [cut(claim.text, 32)]), reopen(leads)).catch(fail);
  }

  function link(leads) {
    open("link", leads, () => null, (mine) => {
      attachFinder(mine.elements.q, mine.querySelector("[data-finder]"), {
        search: async (text) => (await client.get(`claims?q=${encodeURIComponent(text)}&limit=8`)).data.results.filter((claim) => claim.status !== "duplicate"),
        draw: (claim) => [said(claim.text, { class: "said", lang: claim.language })],
        take: (claim) => linkTo(leads, claim),
        heading: () => gettext("On this desk"),
        label: gettext("Claims of this desk"),
      });
    });
  }

  function decline(leads) {
    open("decline", leads, (mine) => {
      const reason = mine.elements.reason.value.trim();
      if (!reason) {
        showProblems(mine, [{ field: mine.elements.reason, detail: gettext("Give the reason in a sentence.") }]);
        return null;
      }
      return change(leads, { status: "declined", reason }, interpolate(gettext("Declined: %s"), [told(leads)]), reopen(leads));
    });
  }

  /** Of several selected ones the oldest stays: the list has the newest first. */
  function merge(leads) {
    const chosen = rows().map((each) => each.dataset.lead).filter((id) => leads.includes(id));
    if (chosen.length < 2) {
      toast(gettext("Select the leads that are the same, with X, then merge."), { tag: "deed" });
      return;
    }
    const into = chosen.pop();
    change(chosen, { status: "merged", into }, interpolate(gettext("Merged into “%s”"), [words(into)]), reopen(chosen)).then(() => {
      const box = row(into)?.querySelector("[data-pick]");
      if (box) box.checked = false;
      count();
    }, fail);
  }

  /** How each stood, to put it back. */
  async function before(leads, name) {
    const known = await Promise.all(leads.map((id) => client.get(`leads/${id}`)));
    return () => Promise.all(known.map(({ data }) => client.patch(`leads/${data.id}`, { [name]: data[name] })));
  }

  function assign(leads) {
    open("assign", leads, (mine) => {
      const assignee = mine.elements.assignee.value || null;
      return before(leads, "assignee").then((back) => change(leads, { assignee }, assignee ? interpolate(gettext("Given to %s"), [mine.elements.assignee.selectedOptions[0].textContent]) : gettext("Given to nobody"), back));
    });
  }

  async function priority(leads) {
    const next = PRIORITIES[(PRIORITIES.indexOf(row(leads[0]).dataset.priority) + 1) % PRIORITIES.length];
    const label = { normal: gettext("Priority: normal"), high: gettext("Priority: high"), low: gettext("Priority: low") }[next];
    await change(leads, { priority: next }, label, await before(leads, "priority"));
  }

  const deeds = {
    accept, decline, link, merge, assign,
    priority: (leads) => priority(leads).catch(fail),
    reopen: (leads) => send(leads, { status: "new" }).then(() => {
      toast(interpolate(gettext("Open again: %s"), [told(leads)]), { tag: "deed" });
      return refresh();
    }).catch(fail),
    clear: () => {
      for (const box of root.querySelectorAll("[data-pick]")) box.checked = false;
      count();
    },
  };

  function clicked(event) {
    const button = event.target.closest("[data-deed]");
    const holder = event.target.closest("[data-lead]");
    if (holder) {
      at = holder.dataset.lead;
      mark();
    }
    if (!button) return;
    const leads = holder ? [holder.dataset.lead] : picked();
    if (leads.length || button.dataset.deed === "clear") deeds[button.dataset.deed](leads);
  }
  root.addEventListener("click", clicked);
  root.addEventListener("change", (event) => event.target.matches("[data-pick]") && count());
  root.addEventListener("focusin", (event) => {
    const holder = event.target.closest("[data-lead]");
    if (!holder) return;
    at = holder.dataset.lead;
    mark();
  });
  bar?.addEventListener("click", clicked);

  const isNew = () => targets().every((id) => row(id)?.dataset.status === "new");
  const deed = (id, name, key, icon, when = isNew) => ({ id: `inbox.${id}`, name, keys: [key], group, icon, when: () => triage && !form && targets().length > 0 && when(), run: () => deeds[id](targets()) });
  commands.add(
    { id: "inbox.next", name: gettext("The next lead"), keys: ["j"], group, repeats: true, when: () => !form, run: () => move(1) },
    { id: "inbox.previous", name: gettext("The lead before this one"), keys: ["k"], group, repeats: true, when: () => !form, run: () => move(-1) },
    { id: "inbox.pick", name: gettext("Select this lead, or no longer"), keys: ["x"], group, when: () => triage && !form && Boolean(row(at)?.querySelector("[data-pick]")), run: () => row(at).querySelector("[data-pick]").click() },
    deed("accept", gettext("Accept as a claim"), "a", "check"),
    deed("decline", gettext("Decline, with the reason"), "d", "x"),
    deed("link", gettext("Link to a claim that is there"), "l", "link"),
    deed("merge", gettext("Merge the selected leads"), "m", "git-merge"),
    deed("assign", gettext("Give to somebody"), "g", "user"),
    deed("priority", gettext("Next priority"), "p", "circle-alert"),
    deed("reopen", gettext("Put back into the inbox"), "r", "undo-2", () => !isNew()),
    { id: "inbox.open", name: gettext("Open the link"), keys: ["o"], group, icon: "external-link", when: () => !form && Boolean(row(at)?.querySelector("[data-link]")), run: () => row(at).querySelector("[data-link]").click() },
    { id: "undo", name: gettext("Undo"), keys: ["Ctrl+Z"], group: gettext("Everywhere"), icon: "undo-2", when: () => undo.next !== null && !form, run: () => undo.undo().then((label) => label && toast(interpolate(gettext("Taken back: %s"), [label]), { tag: "deed" }), fail) },
    { id: "redo", name: gettext("Do it again"), keys: ["Ctrl+Shift+Z"], group: gettext("Everywhere"), icon: "redo-2", when: () => undo.again !== null && !form, run: () => undo.redo().then((label) => label && toast(interpolate(gettext("Done again: %s"), [label]), { tag: "deed" }), fail) },
  );
  at = rows()[0]?.dataset.lead ?? null;
  hydrate();
  return { refresh };
}
