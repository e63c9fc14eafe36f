/** The table of all diagnostics, and the page of each. Each part of the compiler owns the file of its codes. */
import type { ParamsOf } from "./define.js";
import { aggregates } from "./aggregates.js";
import { evolution } from "./evolution.js";
import { names } from "./names.js";
import { processes } from "./processes.js";
import { rules } from "./rules.js";
import { sagas } from "./sagas.js";
import { syntaxDiagnostics } from "../syntax/diagnostics.js";
import { scenarios } from "./scenarios.js";
import { types } from "./types.js";

/** All diagnostics by their codes: title, severity, words and page of each. */
export const diagnostics = {
  ...syntaxDiagnostics,
  ...names,
  ...types,
  ...rules,
  ...aggregates,
  ...evolution,
  ...processes,
  ...sagas,
  ...scenarios,
} as const;

/** The code of a diagnostic, e.g. `ESDL3001`. */
export type Code = keyof typeof diagnostics;

/** The parameters of the words of each code. */
export type Params = { readonly [C in Code]: ParamsOf<(typeof diagnostics)[C]> };

const isCode = (code: string): code is Code => Object.hasOwn(diagnostics, code);

/** The page of a diagnostic in Markdown (`esdl explain CODE`); undefined for a code that does not exist. */
export function explain(code: string): string | undefined {
  if (!isCode(code)) return undefined;
  const { title, severity, page } = diagnostics[code];
  const model = (text: string): string => "```esdl\n" + text.trim() + "\n```";
  return [
    `# ${code}: ${title}`,
    severity === "warning" ? "A warning: the model compiles." : "An error: the model does not compile.",
    page.why.trim(),
    "## Wrong",
    model(page.wrong),
    "## Right",
    model(page.right),
  ].join("\n\n");
}
