// The pages of the tutorial, read as steps; and brought up to date when what is printed has changed on purpose:
//
//   ESDL_TUTORIAL=learn npx vitest run test/tutorial/tutorial.test.ts
//
// writes the output of `esdl` into the pages. The result is to be read like any other change of a page.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Learn } from "./follow.js";
import { pagesOf, stepsOf, type Place, type Step } from "./steps.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");

export const tutorial: readonly Step[] = pagesOf("docs/tutorial.md", read).flatMap((page) =>
  stepsOf(page, read(page)),
);

const learned: (Place & { readonly printed: string })[] = [];

/** Given to `follow` when the pages are to learn. */
export const learn: Learn | undefined =
  process.env["ESDL_TUTORIAL"] === "learn"
    ? ({ page, line }, printed) => learned.push({ page, line, printed })
    : undefined;

/** Writes what was learned into the pages, from the end so that lines stay where they are. */
export function writeLearned(): void {
  for (const { page, line, printed } of learned.reverse()) {
    const lines = read(page).split("\n");
    const begin = lines.indexOf("```text", line);
    const end = lines.indexOf("```", begin);
    lines.splice(
      begin + 1,
      end - begin - 1,
      ...printed
        .trimEnd()
        .split("\n")
        .map((one) => one.trimEnd()),
    );
    writeFileSync(join(root, page), lines.join("\n"));
  }
}
