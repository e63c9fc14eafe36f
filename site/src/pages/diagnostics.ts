/** A page for each diagnostic, as `esdl explain` has it, with what `esdl check` prints and what a fix would make of it. */
import {
  applyFix,
  checkModel,
  type Code,
  type Diagnostic,
  diagnostics,
  type Fix,
  type Source,
} from "@esdl/language";
import { structuredPatch } from "diff";
import { pageSources } from "../../../language/src/testing/pages.js";
import { fence, type Page, paragraphs, plain, table } from "../page.js";

/** The hundreds of the codes, and what they are about. */
const topics: readonly (readonly [codes: RegExp, title: string])[] = [
  [/^ESDL10/, "Syntax"],
  [/^ESDL11/, "Names and contexts"],
  [/^ESDL12/, "Types as they are written"],
  [/^ESDL2/, "Types, values and statements"],
  [/^ESDL3/, "Aggregates, commands and events"],
  [/^ESDL4/, "Versions"],
  [/^ESDL5/, "Projections"],
  [/^ESDL6/, "Sagas and policies"],
  [/^ESDL7/, "Scenarios"],
];

const codes = (Object.keys(diagnostics) as Code[]).sort();

/** @param frame How `esdl check` prints a diagnostic of these sources. */
export function diagnosticPages(
  frame: (diagnostic: Diagnostic, sources: readonly Source[]) => string,
): readonly Page[] {
  return [
    { path: "diagnostics/index.md", text: index() },
    ...codes.map((code) => ({ path: `diagnostics/${code}.md`, text: pageOf(code, frame) })),
  ];
}

const index = (): string =>
  paragraphs(
    "# Diagnostics",
    "Each mistake that the compiler finds has a code. `esdl explain CODE` prints its page; editors offer the quick fixes.",
    ...topics.map(([matches, title]) =>
      paragraphs(
        `## ${title}`,
        table(
          ["code", "what is wrong", "", "fix"],
          codes
            .filter((code) => matches.test(code))
            .map((code) => [
              `[${code}](${code}.md)`,
              plain(diagnostics[code].title),
              diagnostics[code].severity === "warning" ? "warning" : "",
              foundOn(code)?.fixes === undefined ? "" : "yes",
            ]),
        ),
      ).trimEnd(),
    ),
  );

function pageOf(code: Code, frame: (diagnostic: Diagnostic, sources: readonly Source[]) => string): string {
  const { title, severity, page } = diagnostics[code];
  const sources = pageSources(page.wrong);
  const found = foundOn(code);
  return paragraphs(
    `# ${code}: ${plain(title)}`,
    severity === "warning" ? "A warning: the model compiles." : "An error: the model does not compile.",
    page.why.trim(),
    "## Wrong",
    fence("esdl", page.wrong),
    found === undefined
      ? undefined
      : paragraphs("`esdl check` prints:", fence("text", frame(found, sources))).trimEnd(),
    ...(found?.fixes ?? []).map((fix) => fixSection(fix, sources)),
    "## Right",
    fence("esdl", page.right),
    "[All diagnostics](index.md)",
  );
}

/** What the page's wrong model gives. One code is switched on by a setting. */
function foundOn(code: Code): Diagnostic | undefined {
  const options = { requireAllow: code === "ESDL3022" };
  return checkModel(pageSources(diagnostics[code].page.wrong), options).diagnostics.find(
    (one) => one.code === code,
  );
}

const fixSection = (fix: Fix, sources: readonly Source[]): string =>
  paragraphs(
    `## Quick fix: ${plain(fix.title)}`,
    fence(
      "diff",
      applyFix(sources, fix)
        .map(({ path, text }) => unifiedDiff(sources.find((one) => one.path === path)?.text ?? "", text))
        .filter((hunks) => hunks !== "")
        .join("\n"),
    ),
  ).trimEnd();

/** What changes between two texts, as a diff without its heads. */
const unifiedDiff = (older: string, newer: string): string =>
  structuredPatch("", "", older, newer, "", "", { context: 1 })
    .hunks.flatMap(({ lines }) => lines.filter((line) => !line.startsWith("\\")))
    .join("\n");
