// Who is here: initials in the bar, with names; each person in one colour, the same on every page.

import { element } from "./element.js";

const TONES = 8;
const MOST = 5;

/** The class of a person's colour: `tone-1` to `tone-8`, by the username. */
export function toneOf(username) {
  let sum = 0;
  for (const letter of username) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return `tone-${1 + (sum % TONES)}`;
}

/** One or two letters, as the pages of the server have them. */
export function initialsOf(name) {
  const words = name.match(/[\p{L}\p{N}_]+/gu) ?? ["?"];
  const letters = words.length > 1 ? [...words[0]][0] + [...words.at(-1)][0] : [...words[0]].slice(0, 2).join("");
  return letters.toUpperCase();
}

/** One person of a list of pages they have open, in the order of their names: `[{username, name, pages}]`. */
export function personsIn(pages) {
  const persons = new Map();
  for (const page of pages) {
    const person = persons.get(page.username) ?? { username: page.username, name: page.name || page.username, pages: [] };
    person.pages.push(page);
    persons.set(page.username, person);
  }
  return [...persons.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** Draws into the bar who is here. `doing(person)` gives words for what is beside the name, or "". */
export function createPeopleHere({ doing = () => "", bar = document.querySelector(".bar") } = {}) {
  const place = element("span", { class: "people people-here hide-s", role: "group", hidden: true });
  bar?.querySelector(".push")?.after(place);
  let drawn = "";

  return function draw(pages) {
    const persons = personsIn(pages);
    const words = persons.map((person) => [person.name, doing(person)].filter(Boolean).join(", "));
    const signature = JSON.stringify(words);
    if (signature === drawn) return;
    drawn = signature;
    place.hidden = !persons.length;
    place.setAttribute("aria-label", interpolate(gettext("Here now: %s"), [words.join("; ")]));
    const shown = persons.length > MOST ? persons.slice(0, MOST - 1) : persons;
    place.replaceChildren(...shown.map((person, at) => element("span", { class: `person ${toneOf(person.username)}`, title: words[at], "aria-hidden": "true" }, initialsOf(person.name))));
    if (shown.length < persons.length) place.append(element("span", { class: "person person-away", title: words.slice(shown.length).join("; "), "aria-hidden": "true" }, `+${persons.length - shown.length}`));
  };
}
