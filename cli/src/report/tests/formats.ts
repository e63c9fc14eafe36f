/** The formats of `test`, by the name that `--format` takes. */
import { testJson } from "./json.js";
import { junit } from "./junit.js";
import type { TestFormatName } from "../names.js";
import type { TestFormat } from "./report.js";
import { testText } from "./text.js";

export const testFormats = { text: testText, json: testJson, junit } satisfies Record<
  TestFormatName,
  TestFormat
>;
