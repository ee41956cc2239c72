// Who is here: initials in the bar and on the cards, with names; each person in one colour, the same on every page.

import { element, said } from "./element.js";

const TONES = 8;
const MOST = 5;
const MOST_ON_CARD = 2;
const MOST_ON_PHONE = 2; // shell.css hides the others there

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

/** The initials of `persons`, at most `most` of them; `words` beside each on hovering. */
function faces(persons, words, most, size = "") {
  const shown = persons.length > most ? persons.slice(0, most - 1) : persons;
  const face = ({ username, name }, at) => element("span", { class: `person${size} ${toneOf(username)}`, title: words[at], "aria-hidden": "true" }, initialsOf(name));
  const rest = persons.length - shown.length;
  return [...shown.map(face), ...(rest ? [element("span", { class: `person${size} person-away`, title: words.slice(shown.length).join("; "), "aria-hidden": "true" }, `+${rest}`)] : [])];
}

/** Draws into the bar who is here; pressed, it says their names. `doing(person)` gives words for what is beside the name, or "". */
export function createPeopleHere({ doing = () => "", bar = document.querySelector(".bar") } = {}) {
  const summary = element("summary", {});
  const list = element("ul", { class: "menu people-menu" });
  const place = element("details", { class: "menu-of people-here", data: { menu: "" }, hidden: true }, summary, list);
  bar?.querySelector(".push")?.after(place);
  let drawn = "";

  return function draw(pages) {
    const persons = personsIn(pages);
    const beside = persons.map(doing);
    const words = persons.map(({ name }, at) => [name, beside[at]].filter(Boolean).join(", "));
    const signature = JSON.stringify(words);
    if (signature === drawn) return;
    drawn = signature;
    place.hidden = !persons.length;
    if (place.hidden) place.open = false;
    summary.setAttribute("aria-label", interpolate(gettext("Here now: %s"), [words.join("; ")]));
    const more = persons.length > MOST_ON_PHONE ? element("span", { class: "only-s small num", "aria-hidden": "true" }, `+${persons.length - MOST_ON_PHONE}`) : "";
    summary.replaceChildren(element("span", { class: "people" }, ...faces(persons, words, MOST)), more);
    list.replaceChildren(...persons.map((person, at) => element("li", {}, element("span", { class: `person person-s ${toneOf(person.username)}`, "aria-hidden": "true" }, initialsOf(person.name)),
      element("span", {}, said(person.name), beside[at] ? element("span", { class: "small soft" }, ` ${beside[at]}`) : ""))));
  };
}

/** Who is on a claim, beside its card: `persons` as `personsIn` gives them. */
export function peopleOnCard(persons) {
  const names = persons.map(({ name }) => name);
  return element("span", { class: "people card-people", role: "img", title: names.join(", "), "aria-label": interpolate(gettext("On this claim: %s"), [names.join(", ")]) }, ...faces(persons, names, MOST_ON_CARD, " person-s"));
}
