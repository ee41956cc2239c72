// A form on its way to the server: what is wrong stands beside the field, what was typed is never lost, and nothing goes twice.

import { Offline, Problem } from "../api/client.js";
import { Cancelled } from "../state/outbox.js";
import { element, icon } from "./element.js";
import { problemWords } from "./words.js";

const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 20000;

const signInPath = () => `/accounts/login/?next=${encodeURIComponent(location.pathname)}`;

/** The field that a JSON Pointer means: `/claimant/name` is the field `claimant`. */
function fieldOf(form, pointer, names) {
  const first = pointer.replace(/^[/?]/, "").split("/")[0];
  const name = names[pointer] ?? names[`/${first}`] ?? first;
  const found = form.elements[name];
  return found instanceof RadioNodeList ? found[0] : (found ?? null);
}

/** Takes the signs of an earlier problem off a form. */
export function clearProblems(form) {
  form.querySelector("[data-problems]")?.replaceChildren();
  for (const told of form.querySelectorAll(".field-problem[data-told]")) told.remove();
  for (const bad of form.querySelectorAll(".input-bad")) {
    bad.classList.remove("input-bad");
    bad.removeAttribute("aria-invalid");
    bad.removeAttribute("aria-describedby");
  }
}

let counter = 0;

/** Shows what is wrong: `[{field, detail}]` beside the fields and listed on top; `refusal` is a sentence about the whole. */
export function showProblems(form, problems, refusal = "") {
  clearProblems(form);
  const lines = [];
  for (const { field, detail } of problems) {
    if (!field) {
      lines.push(element("li", {}, detail));
      continue;
    }
    const holder = field.closest(".field, fieldset") ?? form;
    counter += 1;
    const id = `problem-${counter}`;
    holder.append(element("span", { class: "field-problem", id, data: { told: "" } }, icon("circle-alert"), element("span", {}, detail)));
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", id);
    if (field.matches(".input")) field.classList.add("input-bad");
    const open = field.closest("details");
    if (open) open.open = true;
    const go = (event) => {
      event.preventDefault();
      field.focus();
    };
    lines.push(element("li", {}, element("a", { href: `#${id}`, on: { click: go } }, detail)));
  }
  const heading = refusal || ngettext("One thing to mend before this can be saved", "%s things to mend before this can be saved", lines.length).replace("%s", lines.length);
  const box = element("div", { class: "problem", role: "alert" }, icon("circle-alert"), element("div", {}, element("b", {}, heading), lines.length ? element("ul", {}, lines) : ""));
  (form.querySelector("[data-problems]") ?? form).prepend(box);
  const first = problems.find(({ field }) => field)?.field;
  if (first) first.focus();
  form.addEventListener("input", mended);
}

/** What was mended no longer stands in red: at the next change in the same field or group. */
function mended(event) {
  const form = event.currentTarget;
  const holder = event.target.closest(".field, fieldset");
  const told = holder && holder !== form ? [...holder.children].filter((child) => child.matches(".field-problem[data-told]")) : [];
  for (const each of told) {
    form.querySelector(`[data-problems] a[href="#${each.id}"]`)?.closest("li").remove();
    const bad = form.querySelector(`[aria-describedby="${each.id}"]`);
    bad?.classList.remove("input-bad");
    bad?.removeAttribute("aria-invalid");
    bad?.removeAttribute("aria-describedby");
    each.remove();
  }
  if (told.length && !form.querySelector(".field-problem[data-told]")) form.querySelector("[data-problems] .problem")?.remove();
}

/** A state of waiting, with what will happen by itself and a button. */
function showWaiting(form, name, bold, text, action) {
  clearProblems(form);
  const box = element("div", { class: "problem", role: "alert", data: { waiting: name } }, icon(name), element("div", {}, element("b", {}, bold), " ", text), action);
  (form.querySelector("[data-problems]") ?? form).prepend(box);
}

/** The sending of one form.
 *
 * `send(attempt)` gives a promise of the answer; `attempt` counts from 0. It is called again by itself when the server could not be
 * reached or the session had ended, as long as nobody changes the form: so it must send the same Idempotency-Key for
 * the same values. `run()` gives the answer, or null when it was refused (`onConflict(problem)` gets a 412), or cancelled.
 * `names` maps JSON Pointers to field names. With an `outbox`, what cannot be sent waits there and goes out by itself, also after this page
 * was closed; `queued` is what the outbox should know of it: `{object, draft, label}`. `send(attempt, client)` then writes through the client that it is given.
 */
export function createSending(form, { client, username = "", names = {}, send, onConflict = null, outbox = null, queued = {} }) {
  let sending = null;
  let waiting = null;
  const buttons = () => form.querySelectorAll("button[type=submit]");

  function busy(on) {
    form.toggleAttribute("data-sending", on);
    for (const button of buttons()) button.toggleAttribute("disabled", on);
    if (on) form.setAttribute("aria-busy", "true");
    else form.removeAttribute("aria-busy");
  }

  /** Resolves true when it is time to try again, false when the person goes on writing instead. */
  function pause(milliseconds) {
    return new Promise((resolve) => {
      const end = (again) => {
        clearTimeout(timer);
        removeEventListener("online", now);
        removeEventListener("focus", now);
        form.removeEventListener("input", edited);
        waiting = null;
        resolve(again);
      };
      const now = () => end(true);
      const edited = () => end(false);
      const timer = setTimeout(now, milliseconds);
      addEventListener("online", now);
      addEventListener("focus", now);
      form.addEventListener("input", edited);
      waiting = end;
    });
  }

  async function back() {
    try {
      return (await client.get("/api/v1/me")).data.username === username || !username;
    } catch (error) {
      if (error instanceof Offline || error instanceof Problem) return false;
      throw error;
    }
  }

  // The client that a form writes with: it remembers what it was asked, for the outbox.
  let last = null;
  const through = {
    ...client,
    ...Object.fromEntries(["post", "put", "patch"].map((name) => [name, (path, body, options = {}) => {
      last = { method: name.toUpperCase(), path, body, etag: options.etag, key: options.key };
      return client[name](path, body, options);
    }])),
  };

  /** Waits in the outbox; whoever goes on writing takes it back from there. Gives the answer, or null. */
  async function wait(request) {
    const again = element("button", { type: "button", class: "button button-s", on: { click: () => outbox.flush() } }, gettext("Try now"));
    showWaiting(form, "cloud-off", gettext("No connection."), gettext("It waits on this computer and is sent by itself, also after you have closed this page."), again);
    const edited = () => outbox.cancel(request.key);
    form.addEventListener("input", edited);
    try {
      const answer = await outbox.send({ ...queued, ...request });
      clearProblems(form);
      return answer;
    } catch (error) {
      clearProblems(form);
      if (error instanceof Cancelled) return null;
      if (!(error instanceof Problem)) throw error;
      if (error.status === 412 && onConflict) onConflict(error);
      else refuse(error);
      return null;
    } finally {
      form.removeEventListener("input", edited);
    }
  }

  function refuse(problem) {
    const errors = problem.errors ?? [];
    if (errors.length) showProblems(form, errors.map(({ pointer, detail }) => ({ field: fieldOf(form, pointer, names), detail })));
    else showProblems(form, [], problemWords(problem));
  }

  async function attempts() {
    let rest = FIRST_PAUSE;
    for (let attempt = 0; ; attempt += 1) {
      try {
        last = null;
        const answer = await send(attempt, through);
        clearProblems(form);
        return answer;
      } catch (error) {
        const offline = error instanceof Offline;
        const out = error instanceof Problem && error.signedOut;
        if (offline && outbox && last?.key) return wait(last);
        if (!offline && !out && !(error instanceof Problem && error.passing)) {
          if (!(error instanceof Problem)) throw error;
          if (error.status === 412 && onConflict) {
            clearProblems(form);
            onConflict(error);
          } else refuse(error);
          return null;
        }
        if (out) {
          const link = element("a", { class: "button button-s", href: signInPath(), target: "_blank", rel: "noopener" }, gettext("Sign in"));
          showWaiting(form, "log-out", gettext("You have been signed out."), gettext("What you typed is kept on this computer and is sent once you are back."), link);
        } else {
          const again = element("button", { type: "button", class: "button button-s", on: { click: () => waiting?.(true) } }, gettext("Try now"));
          showWaiting(form, "cloud-off", offline ? gettext("No connection.") : gettext("The server is busy."), gettext("What you typed is kept on this computer and is sent by itself."), again);
        }
        do {
          if (!(await pause(rest))) {
            clearProblems(form);
            return null;
          }
          rest = Math.min(rest * 2, LONGEST_PAUSE);
        } while (out && !(await back()));
      }
    }
  }

  return {
    get active() {
      return sending !== null;
    },
    /** Sends now; while a try is under way it gives that one's promise. */
    run() {
      busy(true);
      sending ??= attempts().finally(() => {
        sending = null;
        busy(false);
      });
      return sending;
    },
    cancel: () => waiting?.(false),
  };
}
