// Entry of the inbox: an ordinary page whose list is worked through by keys.

import { Offline, Problem } from "./api/client.js";
import { createInbox } from "./panels/inbox.js";
import { whereAmI } from "./panels/page.js";
import { createToaster } from "./panels/toast.js";
import { problemWords } from "./panels/words.js";
import { client, commands, live } from "./shell.js";
import { createUndo } from "./state/undo.js";

const { username, slug } = whereAmI();
const toast = createToaster();

function fail(error) {
  if (!(error instanceof Problem || error instanceof Offline)) throw error;
  toast(error instanceof Offline ? gettext("There is no connection.") : problemWords(error), { problem: true });
}

const root = document.querySelector("[data-inbox]");
const inbox = createInbox({ root, client, commands, undo: createUndo(), toast, fail, slug });
live.on("change", ({ object, actor }) => {
  if (object.type === "lead" && actor !== username) inbox.refresh().catch(fail);
});
// What came between the page and its stream.
let begun = false;
live.on("mode", () => {
  if (!begun) inbox.refresh().catch(fail);
  begun = true;
});
