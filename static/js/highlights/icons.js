/** A copy of an icon that the page carries in `<template id="icon-NAME">`; null when it has none. */
export function icon(name) {
  const template = document.getElementById(`icon-${name}`);
  const copy = template?.content.firstElementChild?.cloneNode(true) ?? null;
  copy?.setAttribute("aria-hidden", "true");
  return copy;
}

/** The letter chip of a rating, or the icon of a state. */
export function chip(look) {
  if (!look.rated) return icon(look.icon) ?? document.createElement("i");
  const letter = document.createElement("span");
  letter.className = `letter r-${look.token}`;
  letter.textContent = look.letter;
  return letter;
}
