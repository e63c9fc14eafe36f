/** The formats of `check`, by the name that `--format` takes. */
import { github } from "./github.js";
import { json } from "./json.js";
import type { FormatName } from "./names.js";
import type { Format } from "./report.js";
import { sarif } from "./sarif.js";
import { text } from "./text.js";

export const formats = { text, json, github, sarif } satisfies Record<FormatName, Format>;
