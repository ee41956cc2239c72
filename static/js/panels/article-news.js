// What happens to the article under its text: a newer text, another title, its deletion. Told above the page; nobody is moved.

import { Offline, Problem } from "../api/client.js";
import { element } from "./element.js";
import { countChanges, showChanges } from "./newer.js";
import { momentWords } from "./words.js";

/** Gives `banner(name, words, actions, more)`, which puts words above the page, one of each name; no words take it away. */
export function createBanners(notices) {
  return function banner(name, words, actions, more = "") {
    notices.querySelector(`[data-banner="${name}"]`)?.remove();
    if (!words) return;
    notices.append(element("div", { class: "banner", role: "status", data: { banner: name } }, element("b", {}, words), more,
      element("span", { class: "push row" }, ...actions.map(({ label, run, href }) => (href ? element("a", { class: "button button-s", href }, label) : element("button", { type: "button", class: "button button-s", on: { click: run } }, label))))));
  };
}

/** Gives `{showNewer(version), showArticle(row), compare()}`. `reader` shows the text, `older`: not the newest one. */
export function createArticleNews({ store, client, reader, banner, toast, mayWrite, older }) {
  const { id } = store.state.article;

  /** A newer text moves nobody: what changed is told, and whoever wants compares or goes there. */
  async function showNewer({ number, created_at: at }) {
    if (older) return;
    const move = { label: gettext("Move to it"), run: () => location.reload() };
    const head = interpolate(gettext("Newer text, %s."), [momentWords(at)]);
    banner("newer", head, [move]);
    try {
      const { data } = await client.get(`articles/${id}/versions/${number}`);
      const count = countChanges(reader.index.text, data.text);
      const words = interpolate(ngettext("%s paragraph changed or is new.", "%s paragraphs changed or are new.", count), [count]);
      banner("newer", head, [{ label: gettext("Compare"), run: () => showChanges(reader.index.text, data.text) }, move], words);
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Offline)) throw error;
    }
  }

  /** What changed from the older text on screen to the newest one. */
  async function compareWithNewest() {
    try {
      const { data } = await client.get(`articles/${id}/versions/${store.state.article.version}`);
      showChanges(reader.index.text, data.text);
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Offline)) throw error;
      toast(error instanceof Offline ? gettext("The server cannot be reached.") : error.message, { problem: true });
    }
  }

  function showArticle(article) {
    if (article.gone) banner("gone", gettext("This article was deleted."), mayWrite ? [{ label: gettext("Restore"), run: () => client.post(`articles/${id}/restore`).then(() => banner("gone", null), (problem) => toast(problem.message, { problem: true })) }] : []);
    else banner("gone", null);
    document.querySelector(".bar-title bdi").textContent = article.title;
    if (article.version > store.state.version.number && !store.state.newer) showNewer({ number: article.version, created_at: article.updated_at });
  }

  return { showNewer, showArticle, compare: compareWithNewest };
}
