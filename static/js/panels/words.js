// How the program says things: states, dates, lists of people. One place, so that cards, table and filters agree.

import { Offline, Problem } from "../api/client.js";

/** Claim states in the desk's order: `[slug, words, how far: "", "half", "done"]`. */
export function statuses() {
  return [
    ["new", gettext("New"), ""],
    ["accepted", gettext("Accepted"), ""],
    ["in_review", gettext("In review"), "half"],
    ["disputed", gettext("Disputed"), "half"],
    ["agreed", gettext("Agreed"), "done"],
    ["adjudicated", gettext("Decided"), "done"],
    ["approved", gettext("Signed off"), "done"],
    ["declined", gettext("Not checking"), ""],
    ["duplicate", gettext("Duplicate"), ""],
  ];
}

/** `{words, far}` of a claim's state; a fact-check that readers can see says so. */
export function stateOf(claim) {
  const published = { live: gettext("Published"), corrected: gettext("Published, corrected"), void: gettext("Withdrawn"), scheduled: gettext("Scheduled") }[claim.publication_state];
  if (published) return { words: published, far: "done" };
  const [, words, far] = statuses().find(([slug]) => slug === claim.status) ?? [claim.status, claim.status, ""];
  return { words, far };
}

// English here writes the day before the month, as the templates do.
const language = () => (document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang || "en-GB");

/** A date of the desk's precision for reading: `24 Jan 2024`, `Mar 2023`, `2023`. */
export function dateWords(date) {
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(date ?? "");
  if (!parts) return date ?? "";
  const [, year, month, day] = parts;
  if (!month) return year;
  const shown = { year: "numeric", month: "short", ...(day ? { day: "numeric" } : {}), timeZone: "UTC" };
  return new Intl.DateTimeFormat(language(), shown).format(new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1))));
}

/** The hour of a moment, with the day when it is another than today, and the year when it is another than this: `10:41`,
 *  `23 Jan, 10:41`, `23 Jan 2023, 10:41`. */
export function momentWords(moment, now = new Date()) {
  const then = new Date(moment);
  const day = now.toDateString() === then.toDateString() ? {} : { day: "numeric", month: "short" };
  const year = now.getFullYear() === then.getFullYear() ? {} : { year: "numeric" };
  return new Intl.DateTimeFormat(language(), { hour: "2-digit", minute: "2-digit", ...day, ...year }).format(then);
}

/** `Olena`, `Olena and Bob`, `Olena, Bob and Ines`. */
export function listWords(names) {
  return new Intl.ListFormat(language(), { style: "long", type: "conjunction" }).format(names);
}

/** How long ago, in minutes or more: `2 min ago`. Null when it is over an hour. */
export function agoWords(moment, now = Date.now()) {
  const minutes = Math.max(0, Math.round((now - new Date(moment).getTime()) / 60000));
  if (minutes > 60) return null;
  return minutes < 1 ? gettext("just now") : interpolate(gettext("%s min ago"), [minutes]);
}

/** `Sources 3 (2 for, 1 against)`; null without evidence. */
export function sourcesWords(claim) {
  const { supports, refutes, context } = claim.stances ?? {};
  const count = claim.counts?.evidence ?? 0;
  if (!count) return null;
  const parts = [
    supports && interpolate(gettext("%s for"), [supports]),
    refutes && interpolate(gettext("%s against"), [refutes]),
    context && interpolate(gettext("%s background"), [context]),
  ].filter(Boolean);
  const head = interpolate(gettext("Sources %s"), [count]);
  return parts.length ? `${head} (${parts.join(", ")})` : head;
}

/** What a sealed round says in one line on a closed card; null when there is nothing to say. */
export function sealedWords(claim, me) {
  const { round } = claim;
  if (!round || round.revealed_at || !round.blind || !round.submitted.length) return null;
  // What a trainee submits does not count.
  const counted = round.submitted.length - (round.trainees ?? []).length;
  const waiting = Math.max(0, round.required - counted);
  if (round.submitted.includes(me)) return interpolate(ngettext("Yours is in. Waiting for %s", "Yours is in. Waiting for %s", waiting), [waiting]);
  return interpolate(gettext("Sealed, %s of %s in"), [counted, round.required]);
}

/** A text cut at a word, at most `most` characters, for notices. */
export function cut(text, most = 48) {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= most) return line;
  const short = line.slice(0, most);
  return `${short.slice(0, Math.max(short.lastIndexOf(" "), most * 0.6))} …`;
}

/** What a problem document says, as one sentence for a notice. */
export function problemWords(problem) {
  if (problem.errors?.length) return problem.errors.map((error) => error.detail).join(" ");
  return problem.detail || problem.title || gettext("The server did not take it.");
}

/** Why a write did not reach the server, or was not taken. Throws what is neither. */
export function failureWords(error) {
  if (error instanceof Offline) return gettext("There is no connection.");
  if (error instanceof Problem) return error.signedOut ? gettext("You have been signed out.") : problemWords(error);
  throw error;
}

/** Who has a piece of work: `Bob is on it`, `For Bob, due 4 May 2024`. */
export function workWords({ assignee, due_on: due, expires_at: until }, store) {
  const mine = assignee === store.state.me.username;
  const name = store.name(assignee);
  if (until) return mine ? gettext("You are on it") : interpolate(gettext("%s is on it"), [name]);
  if (mine) return due ? interpolate(gettext("For you, due %s"), [dateWords(due)]) : gettext("For you");
  return due ? interpolate(gettext("For %s, due %s"), [name, dateWords(due)]) : interpolate(gettext("For %s"), [name]);
}
