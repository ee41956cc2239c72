// One's own verdict: keys, reasons, a draft that the server keeps too, and on to the next claim.

import { Offline, Problem } from "../api/client.js";
import { formValues } from "../state/drafts.js";
import { element, icon, said } from "./element.js";
import { enhanceKeys } from "./rating-keys.js";
import { createSending, showProblems } from "./sending.js";
import { attachInserter } from "./source-inserter.js";
import { momentWords } from "./words.js";

const PAUSE = 1200;

/** Whether the chosen rating is another than the desk gave in such cases, where there are such. */
export function isDeparture(form) {
  const usual = (form.dataset.usual ?? "").split(" ").filter(Boolean);
  const rating = form.querySelector("input[name=rating]:checked")?.value;
  return Boolean(rating && usual.length && !usual.includes(rating));
}

/** What the form says, as PUT wants it. */
function bodyOf(form) {
  const values = formValues(form);
  return { rating: values.rating || null, explanation: values.explanation ?? "", departure: isDeparture(form) ? values.departure?.trim() || null : null, confidence: values.confidence ? Number(values.confidence) : null };
}

/** Brings the verdict form of a claim to life; null when there is none, or it lives already.
 *
 * `page` has `client, drafts, claim, username, sources(), say`; `submitted()` is called when the server has the verdict. */
export function enhanceVerdict(page, { form, submitted }) {
  if (!form || "alive" in form.dataset) return null;
  const { client, drafts, claim, username, say } = page;
  form.dataset.alive = "";
  form.hidden = false;
  const keys = enhanceKeys(form);
  attachInserter(form.elements.explanation, page.sources);
  const problems = element("div", { data: { problems: "" } });
  form.prepend(problems);
  const askWhy = () => (form.querySelector("[data-departure]").hidden = !isDeparture(form));
  for (const event of ["input", "draft:restored"]) form.addEventListener(event, askWhy);
  const kept = () => form.closest("[data-region]")?.querySelector("[data-kept]");
  const tell = (words) => {
    const place = kept();
    if (place) place.textContent = words;
  };

  let saved = JSON.stringify(bodyOf(form));
  let timer = null;
  let under = Promise.resolve();
  let done = false;
  const draft = drafts.bindDraft(form, `verdict:${claim.id}:${form.dataset.round}`);
  const changed = () => JSON.stringify(bodyOf(form)) !== saved;

  /** Keeps the draft on the server too: another computer goes on where this one stopped. */
  async function keep() {
    if (done || !changed()) return;
    const body = bodyOf(form);
    const text = JSON.stringify(body);
    try {
      await client.put(`claims/${claim.id}/verdict`, { ...body, status: "draft" });
      saved = text;
      if (!changed()) draft.clear();
      tell(interpolate(gettext("Draft kept %s"), [momentWords(new Date())]));
    } catch (error) {
      if (error instanceof Offline) tell(gettext("Draft kept on this computer, no connection"));
      else if (error instanceof Problem && error.signedOut) tell(gettext("Draft kept on this computer; you have been signed out"));
      else if (error instanceof Problem && error.status === 409) await page.refresh();
      else if (error instanceof Problem) tell(gettext("Draft kept on this computer only"));
      else throw error;
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => (under = under.then(keep)), PAUSE);
  }
  form.addEventListener("input", later);
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget) && changed()) {
      clearTimeout(timer);
      under = under.then(keep);
    }
  });
  askWhy();
  if (changed()) later(); // a draft of this computer that the server does not have

  const put = async (attempt, way) => {
    const body = { ...bodyOf(form), status: "submitted" };
    try {
      return await way.put(`claims/${claim.id}/verdict`, body, { key: draft.keyFor(body) });
    } catch (error) {
      // The answer to an earlier try was lost: the verdict is in.
      if (error instanceof Problem && error.status === 409 && !error.passing) {
        const mine = await client.get(`claims/${claim.id}/verdict`).catch(() => null);
        const there = mine?.data;
        if (there?.status === "submitted" && there.rating === body.rating && there.explanation === body.explanation) return mine;
      }
      throw error;
    }
  };
  const sending = createSending(form, { client, username, send: put, outbox: page.outbox, queued: { object: `verdict:${claim.id}`, draft: draft.name, label: gettext("Your verdict") } });

  async function submit() {
    if (sending.active) return;
    const body = bodyOf(form);
    const wrong = [];
    if (!body.rating) wrong.push({ field: form.querySelector("input[name=rating]"), detail: gettext("Choose a rating.") });
    if (!body.explanation.trim()) wrong.push({ field: form.elements.explanation, detail: gettext("Say why: a verdict without reasons cannot be compared.") });
    if (isDeparture(form) && !body.departure) wrong.push({ field: form.elements.departure, detail: gettext("Say in a sentence why this is rated otherwise than the like.") });
    if (wrong.length) {
      showProblems(form, wrong);
      return;
    }
    clearTimeout(timer);
    await under;
    done = true;
    const answer = await sending.run();
    done = Boolean(answer);
    if (!answer) return;
    draft.clear();
    saved = JSON.stringify(bodyOf(form));
    say(gettext("Yours is in."));
    await submitted(answer.data);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  form.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "Enter" && event.target.matches("input[type=radio]")) {
      event.preventDefault(); // a number or Enter on a key never submits
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      form.closest("section")?.querySelector("h2, h3")?.setAttribute("tabindex", "-1");
      form.closest("section")?.querySelector("h2, h3")?.focus();
    }
  });

  return {
    form,
    focus: () => keys?.focus(),
    /** In work: it has the focus, or says what the server does not have. */
    get busy() {
      return form.contains(document.activeElement) || changed() || sending.active;
    },
    get text() {
      return form.elements.explanation.value;
    },
    stop() {
      clearTimeout(timer);
      sending.cancel();
    },
  };
}

/** What is said when the round was opened, or the claim closed, while somebody was writing: nothing typed is thrown away. */
export function lostVerdict(text) {
  return element("div", { class: "problem", role: "alert" }, icon("circle-alert"),
    element("div", {}, element("b", {}, gettext("The verdicts were opened while you were writing.")), " ", gettext("Yours was not among them. What you wrote:"), element("blockquote", { class: "said" }, said(text))),
    element("button", { type: "button", class: "button button-s", on: { click: () => navigator.clipboard?.writeText(text) } }, gettext("Copy")));
}
