// The page that stands in for one that was not kept: lists those that were, for whoever was signed in last.

import { PREFIX } from "./state/kept-pages.js";

const person = await (await caches.open("fc-person")).match("/person");
if (person) {
  const cache = await caches.open(PREFIX + (await person.text()));
  const list = document.querySelector("#kept ul");
  for (const request of (await cache.keys()).reverse()) {
    const { pathname } = new URL(request.url);
    if (pathname.endsWith("/card")) continue;
    const html = await (await cache.match(request, { ignoreVary: true })).text();
    const title = new DOMParser().parseFromString(html, "text/html").title.replace(/ · Factcheck$/, "");
    const link = Object.assign(document.createElement("a"), { href: request.url, textContent: title || pathname, dir: "auto" });
    const line = document.createElement("li");
    line.className = "line";
    line.append(link);
    list.append(line);
  }
  document.getElementById("kept").hidden = !list.children.length;
}
