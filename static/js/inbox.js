// Entry of the inbox.

import { createClient, Offline, Problem } from "./api/client.js";
import { createPoll } from "./live/poll.js";
import { createInbox } from "./panels/inbox.js";
import { startPage, whereAmI } from "./panels/page.js";
import { createToaster } from "./panels/toast.js";
import { problemWords } from "./panels/words.js";
import { createCommands } from "./state/commands.js";
import { createUndo } from "./state/undo.js";

const { username, slug } = whereAmI();
const client = createClient({ base: `/api/v1/projects/${slug}` });
const commands = createCommands({ username });
const toast = createToaster();
startPage({ commands, client });
commands.listen();

function fail(error) {
  if (!(error instanceof Problem || error instanceof Offline)) throw error;
  toast(error instanceof Offline ? gettext("There is no connection.") : problemWords(error), { problem: true });
}

const root = document.querySelector("[data-inbox]");
const inbox = createInbox({ root, client, commands, undo: createUndo(), toast, fail, slug });
createPoll({
  client,
  after: Number(root.dataset.head),
  async apply(changes) {
    if (changes.some(({ object, actor }) => object.type === "lead" && actor !== username)) await inbox.refresh();
  },
  reset: () => inbox.refresh(),
}).start();
