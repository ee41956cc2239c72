// Entry of the page "New claim": a draft, similar claims while one types, one careful save.

import { createClient, Offline, Problem } from "./api/client.js";
import { element, said } from "./panels/element.js";
import { startForm } from "./panels/form.js";
import { whereAmI } from "./panels/page.js";
import { createDrafts } from "./state/drafts.js";

const PAUSE = 300;
const { username, slug } = whereAmI();
const form = document.querySelector("form[data-new-claim]");
const client = createClient({ base: `/api/v1/projects/${slug}` });
const text = form.elements.namedItem("text");
const home = form.querySelector("[data-similar]");
const list = form.querySelector("[data-similar-list]");
let timer = null;
let asked = 0;

const { draft, blame, busy } = startForm({ form, drafts: createDrafts({ username, slug }), name: "new-claim" });
form.elements.namedItem("id").value = draft.id;

async function similar() {
  const sentence = text.value.trim();
  asked += 1;
  const mine = asked;
  if (sentence.length < 8) {
    home.hidden = true;
    return;
  }
  try {
    const { data } = await client.get(`claims/similar?text=${encodeURIComponent(sentence.slice(0, 2000))}&limit=5`);
    if (mine !== asked) return;
    list.replaceChildren(...data.results.map((claim) => element("li", {}, element("a", { href: `/d/${slug}/claims/${claim.id}` }, said(claim.text, { class: "said", lang: claim.language, dir: "auto" })))));
    home.hidden = data.results.length === 0;
  } catch (error) {
    if (!(error instanceof Problem) && !(error instanceof Offline)) throw error;
  }
}

async function save(event) {
  event.preventDefault();
  const done = busy();
  try {
    const { data } = await client.post(location.pathname, new FormData(form));
    draft.clear();
    location.assign(data.href);
  } catch (error) {
    done();
    if (error instanceof Problem) {
      const { problems = {}, refusal = "" } = error.document;
      blame(Object.entries(problems).map(([name, detail]) => ({ name, detail })), { detail: refusal || error.detail });
    } else if (error instanceof Offline) blame([], { detail: gettext("The server cannot be reached. What you typed is kept here; try again in a moment.") });
    else throw error;
  }
}

text.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(similar, PAUSE);
});
form.addEventListener("submit", save);
if (text.value) similar();
