// Entry of every ordinary page. The workspace has its own registry of commands and starts the page itself.

import { createClient } from "./api/client.js";
import { createLive } from "./live/live.js";
import { startBell } from "./panels/notifications.js";
import { startActivity } from "./panels/activity.js";
import { startHome } from "./panels/home.js";
import { startPage, whereAmI } from "./panels/page.js";
import { startPageForms } from "./panels/page-forms.js";
import { startPickRows } from "./panels/pick-rows.js";
import { startOutbox } from "./panels/waiting.js";
import { createCommands } from "./state/commands.js";
import { createDrafts } from "./state/drafts.js";

const { username, slug } = whereAmI();
export const commands = createCommands({ username });
export const client = slug ? createClient({ base: `/api/v1/projects/${slug}` }) : null;
startPage({ commands, client });
commands.listen();
const drafts = slug ? createDrafts({ username, slug }) : null;
const waiting = drafts ? startOutbox({ client, drafts, username, slug }) : null;
if (drafts) startPageForms(drafts);
startPickRows();

/** What is new on the desk (see live/live.js); null on pages of no desk. */
export const live = client ? createLive({ client, slug, username, reached: waiting.reached }) : null;
live?.start();
if (live) startBell({ client, live });
if (client) startActivity({ client, live });
if (live) startHome({ client, live });
