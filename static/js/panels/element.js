// Building elements without markup in strings: text stays text.

/** A new element. `properties`: `class`, `text`, `on: {event: fn}`, `data: {}`, `style: {"--n": 1}`, any attribute; children may be null. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") made.className = value;
    else if (name === "text") made.textContent = value;
    else if (name === "on") for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    else if (name === "data") Object.assign(made.dataset, value);
    else if (name === "style") for (const [property, set] of Object.entries(value)) made.style.setProperty(property, set);
    else if (name === "value") made.value = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A copy of the icon that the page keeps in `<template id="icon-NAME">`; an empty text when there is none. */
export function icon(name) {
  const template = document.getElementById(`icon-${name}`);
  const drawn = template?.content.firstElementChild?.cloneNode(true);
  if (!drawn) return document.createTextNode("");
  drawn.setAttribute("aria-hidden", "true");
  return drawn;
}

/** People's words: in their own direction, so that an Arabic name does not turn an English line around. */
export function said(text, properties = {}) {
  return element("bdi", { ...properties, text });
}
