// Entry of the page "New article": suggestions while the text is pasted, drafts, one careful save.

import { createClient, Offline, Problem } from "./api/client.js";
import { startForm } from "./panels/form.js";
import { whereAmI } from "./panels/page.js";
import { createDrafts } from "./state/drafts.js";

const PAUSE = 500;
const { username, slug } = whereAmI();
const form = document.querySelector("form[data-new-article]");
const client = createClient({ base: `/api/v1/projects/${slug}` });
const drafts = createDrafts({ username, slug });
const field = (name) => form.elements.namedItem(name);
const suggested = { title: field("title").value, published_on: field("published_on").value };
let timer = null;
let asked = 0;
let sameText = false;

const { draft, blame, busy } = startForm({ form, drafts, name: "new-article" });

/** Fills a field with what the text suggests, as long as nobody wrote something else into it. */
function offer(name, value) {
  const input = field(name);
  if (!value || (input.value && input.value !== suggested[name])) return;
  input.value = value;
  suggested[name] = value;
}

async function suggest() {
  const text = field("text").value;
  if (!text.trim()) return;
  asked += 1;
  const mine = asked;
  try {
    const { data } = await client.post(form.dataset.suggest, { text, kind: field("kind").value });
    if (mine !== asked) return;
    offer("title", data.title);
    offer("published_on", data.published_on);
    if (!field("language").value && data.language) offer("language", data.language);
    showSame(data.same);
    draft.keep();
  } catch (error) {
    // A suggestion that does not come is no loss: saving will say what is wrong with the text.
    if (!(error instanceof Problem) && !(error instanceof Offline)) throw error;
  }
}

function showSame(same) {
  sameText = same.length > 0;
  const links = form.querySelector("[data-same-links]");
  links.replaceChildren();
  same.forEach((article, index) => {
    const link = document.createElement("a");
    link.href = `${form.dataset.articles}${article.id}`;
    link.append(Object.assign(document.createElement("bdi"), { textContent: article.title }));
    links.append(index ? ", " : "", link);
  });
  form.querySelector("[data-same]").hidden = !sameText;
}

function body() {
  const value = (name) => field(name).value.trim();
  const whole = { id: draft.id };
  for (const name of ["title", "source_url", "publisher", "byline", "published_on", "language"]) if (value(name)) whole[name] = value(name);
  const defaults = {};
  for (const name of ["speaker", "date", "place"]) if (value(name)) defaults[name] = value(name);
  const topics = value("topics").split(/[,،]/).map((topic) => topic.trim()).filter(Boolean);
  if (topics.length) defaults.topics = [...new Set(topics)];
  if (Object.keys(defaults).length) whole.defaults = defaults;
  const file = field("file").files[0];
  if (!file) return { ...whole, [value("kind") || "text"]: field("text").value };
  const parts = new FormData();
  for (const [name, content] of Object.entries(whole)) parts.append(name, typeof content === "string" ? content : JSON.stringify(content));
  parts.append("file", file);
  return parts;
}

const PLACES = { "/markdown": "text", "/html": "text", "/defaults/speaker": "speaker", "/defaults/date": "date", "/defaults/place": "place", "/defaults/topics": "topics" };

async function save(event) {
  event.preventDefault();
  if (sameText && !field("again").checked && !field("file").files.length) {
    blame([{ name: "again", detail: gettext("This very text is here already. Open it, or tick “Save it once more”.") }]);
    return;
  }
  const whole = body();
  const done = busy();
  try {
    const key = whole instanceof FormData ? undefined : draft.keyFor(whole);
    const { data } = await client.post("articles", whole, { key });
    draft.clear();
    location.assign(`${form.dataset.articles}${data.id}`);
  } catch (error) {
    done();
    if (error instanceof Problem) blame(error.errors.map(({ pointer, detail }) => ({ name: PLACES[pointer] ?? pointer.split("/")[1] ?? "", detail })), error);
    else if (error instanceof Offline) blame([], { detail: gettext("The server cannot be reached. What you typed is kept here; try again in a moment.") });
    else throw error;
  }
}

form.addEventListener("input", (event) => {
  if (!["text", "kind"].includes(event.target.name)) return;
  clearTimeout(timer);
  timer = setTimeout(suggest, PAUSE);
});
field("kind").addEventListener("change", suggest);
field("file").addEventListener("change", async () => {
  const file = field("file").files[0];
  if (!file || file.size > 5_000_000) return;
  const ending = file.name.split(".").pop().toLowerCase();
  const kind = { md: "markdown", markdown: "markdown", html: "html", htm: "html" }[ending] ?? "text";
  try {
    const { data } = await client.post(form.dataset.suggest, { text: await file.text(), kind });
    offer("title", data.title);
    offer("published_on", data.published_on);
    if (!field("language").value && data.language) offer("language", data.language);
  } catch {
    // The file itself is judged when it is saved.
  }
});
form.addEventListener("submit", save);
if (field("text").value) suggest();
