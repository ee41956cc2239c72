// Saved, Saving, Offline: one line in the bar; and the notices above the page when something is in the way.

import { element, icon } from "./element.js";
import { lateItem } from "./late.js";

/** What the line says of what the outbox tells and what polling has reached: nobody leaves believing that all is kept before it is. */
export function lineStatus(sending, reached) {
  if (sending === "keeping") return "saving";
  return ["signed-out", "offline"].find((state) => sending === state || reached === state) ?? sending;
}

/** Draws into `line` and `notices`; `quiet`: only what is not saved. `outbox` tells what waits; `connection(state)` takes what polling learns, `mode(mode)` how it goes. */
export function createStateLine({ line, notices, outbox, mayWrite, username, signInHref, quiet = false }) {
  let sending = outbox.state();
  let reached = "online";
  let polls = false;
  let drawn = "";

  function draw() {
    const status = lineStatus(sending.status, reached);
    const { waiting, failed } = sending;
    const signature = JSON.stringify([status, waiting, failed.length, polls]);
    if (signature === drawn) return;
    drawn = signature;
    const parts = {
      saved: () => (mayWrite ? ["check", gettext("Saved")] : ["eye", gettext("You may read, not write")]),
      saving: () => ["cloud", gettext("Saving")],
      offline: () => ["cloud-off", waiting ? interpolate(gettext("Offline, %s waiting"), [waiting]) : gettext("Offline")],
      "signed-out": () => ["log-out", waiting ? interpolate(gettext("Signed out, %s waiting"), [waiting]) : gettext("Signed out")],
    }[status]();
    // Told only while nothing more important is.
    const slow = polls && status === "saved" ? element("span", { class: "quiet hide-m", title: gettext("Nothing comes through by itself here: perhaps a proxy holds it back.") }, gettext("looks for news every few seconds")) : null;
    // On pages where nothing is written but forms, that all is saved goes without saying.
    if (quiet && status === "saved") line.replaceChildren();
    else line.replaceChildren(icon(parts[0]), element("span", {}, parts[1]), ...(slow ? [slow] : []));
    line.dataset.status = status;
    notices.querySelectorAll("[data-connection]").forEach((old) => old.remove());
    if (status === "offline") notices.prepend(offline(waiting));
    if (status === "signed-out") notices.prepend(signedOut(waiting));
    if (failed.length) notices.prepend(refused(failed));
  }

  function offline(waiting) {
    const words = waiting ? interpolate(ngettext("%s change waits and is sent by itself.", "%s changes wait and are sent by themselves.", waiting), [waiting]) : gettext("You can go on; what you do is kept and sent by itself.");
    return element("div", { class: "offline", data: { connection: "" } }, icon("cloud-off"), element("span", {}, element("b", {}, gettext("Offline.")), " ", words),
      element("button", { type: "button", class: "text-button", on: { click: () => outbox.flush() } }, gettext("Try now")));
  }

  function signedOut() {
    return element("div", { class: "problem problem-bar", role: "alert", data: { connection: "" } }, icon("log-out"),
      element("div", {}, element("b", {}, gettext("You have been signed out.")), " ", gettext("What you typed is kept on this computer and is sent once you are back."), " ", interpolate(gettext("Sign in as %s."), [username])),
      element("div", { class: "row" },
        element("a", { class: "button button-s", href: signInHref, target: "_blank", rel: "opener" }, gettext("Sign in in a new tab")),
        element("button", { type: "button", class: "button button-s", on: { click: () => outbox.flush() } }, gettext("I am back"))));
  }

  function refused(failed) {
    return element("div", { class: "problem problem-bar", role: "alert", data: { connection: "" } }, icon("circle-alert"),
      element("div", {}, element("b", {}, interpolate(ngettext("%s change could not be saved.", "%s changes could not be saved.", failed.length), [failed.length])),
        element("ul", {}, ...failed.map((item) => lateItem(item, outbox)))),
      element("button", { type: "button", class: "button button-s", on: { click: () => outbox.dismiss() } }, gettext("All noted")));
  }

  outbox.on((state) => {
    sending = state;
    draw();
  });

  return {
    /** `"stream"` or `"poll"`: how the page learns of others' work. */
    mode(mode) {
      polls = mode === "poll";
      draw();
    },
    connection(state) {
      reached = state;
      draw();
    },
  };
}
