/** The formats of `diff`, by the name that `--format` takes. */
import type { DiffFormatName } from "../names.js";
import { github, sarif } from "./diagnostics.js";
import { json } from "./json.js";
import { junit } from "./junit.js";
import { markdown } from "./markdown.js";
import type { DiffFormat } from "./report.js";
import { text } from "./text.js";

export const diffFormats = { text, json, markdown, github, sarif, junit } satisfies Record<
  DiffFormatName,
  DiffFormat
>;
