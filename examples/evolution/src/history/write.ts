// `npm run history`: writes HISTORY.md anew.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { esdl, root } from "./esdl.js";
import { history } from "./history.js";
import { pageOf } from "./page.js";

await writeFile(join(root, "HISTORY.md"), pageOf(await history(esdl)));
