// Entry of every ordinary page. The workspace has its own registry of commands and starts the page itself.

import { createClient } from "./api/client.js";
import { startPage, whereAmI } from "./panels/page.js";
import { startPageForms } from "./panels/page-forms.js";
import { createCommands } from "./state/commands.js";
import { createDrafts } from "./state/drafts.js";

const { username, slug } = whereAmI();
const commands = createCommands({ username });
startPage({ commands, client: slug ? createClient({ base: `/api/v1/projects/${slug}` }) : null });
commands.listen();
if (slug) startPageForms(createDrafts({ username, slug }));
