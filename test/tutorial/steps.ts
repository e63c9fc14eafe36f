// Reads the pages of the tutorial as what a reader does with them, step by step. What a block is stands in its fence:
//
//   ```ts [src/app.ts]          a whole file, to be written
//   ```diff [src/app.ts]        an edit of a file; see edit.ts
//   ```esdl                     an excerpt of a file that is there (any language but those below)
//   ```sh                       commands, to be run in the first terminal, in one folder after another as `cd` says
//   ```sh [exit 1]              the same, and the last one fails
//   ```sh [soon]                the same, and what they print comes true within moments
//   ```sh [second terminal]     a service: it is started, and what ran there before is stopped with Ctrl-C
//   ```text                     what the commands before it print; see compare.ts
//   ```text [second terminal]   what the service prints some time
//
// What a reader has to know and the fence does not show must stand in the text before it: a file's path, and Ctrl-C.
import { dirname, join } from "node:path/posix";

export interface Place {
  readonly page: string;
  readonly line: number;
}

export type Step = Place &
  (
    | { readonly kind: "file"; readonly path: string; readonly text: string }
    | { readonly kind: "edit"; readonly path: string; readonly text: string }
    | { readonly kind: "excerpt"; readonly text: string }
    | {
        readonly kind: "commands";
        readonly text: string;
        readonly status: number;
        readonly soon: boolean;
        readonly output?: string;
      }
    | { readonly kind: "service"; readonly text: string; readonly stops: boolean; readonly output?: string }
    | { readonly kind: "printed"; readonly output: string }
  );

interface Block extends Place {
  readonly language: string;
  readonly label: string;
  readonly text: string;
  /** The text between this block and the one before it. */
  readonly before: string;
}

/** The pages of the tutorial in their order: those that its first page lists. */
export function pagesOf(index: string, read: (path: string) => string): readonly string[] {
  return [...read(index).matchAll(/^\d+\. \[[^\]]+\]\(([^)]+)\)/gm)].map(([, path = ""]) =>
    join(dirname(index), path),
  );
}

/** @throws Error when a block is none of the kinds above, or its text keeps something from the reader */
export function stepsOf(page: string, text: string): readonly Step[] {
  const steps: Step[] = [];
  for (const block of blocksOf(page, text)) {
    const last = steps.at(-1);
    if (block.language !== "text") steps.push(stepOf(block, last));
    else if (block.label === "second terminal" && last?.kind !== "service")
      steps.push({ kind: "printed", output: block.text, page, line: block.line });
    else if ((last?.kind === "commands" || last?.kind === "service") && last.output === undefined)
      steps.splice(-1, 1, { ...last, output: block.text });
    else throw wrong(block, "this output follows no commands");
  }
  return steps;
}

function stepOf({ language, label, text, before, page, line }: Block, last: Step | undefined): Step {
  const place = { page, line };
  if (language === "sh") {
    if (label === "second terminal")
      return { ...place, kind: "service", text, stops: before.includes("Ctrl-C") };
    const [, status] = /^exit (\d+)$/.exec(label) ?? [];
    if (status === undefined && label !== "" && label !== "soon") throw wrong(place, `what is [${label}]?`);
    return { ...place, kind: "commands", text, status: Number(status ?? 0), soon: label === "soon" };
  }
  if (label === "") return { ...place, kind: "excerpt", text };
  const named = last !== undefined && "path" in last && last.path === label && before.trim() === "";
  if (!named && !before.includes(`\`${label}\``))
    throw wrong(place, `the text before this block does not name ${label}`);
  return { ...place, kind: language === "diff" ? "edit" : "file", path: label, text };
}

function blocksOf(page: string, text: string): readonly Block[] {
  const blocks: Block[] = [];
  let before: string[] = [];
  let open:
    | { readonly line: number; readonly language: string; readonly label: string; readonly lines: string[] }
    | undefined;
  for (const [at, line] of text.split("\n").entries()) {
    const [, language = "", label = ""] = /^```(\w*)(?: \[([^\]]+)\])?$/.exec(line) ?? [];
    if (open === undefined) {
      if (!line.startsWith("```")) before.push(line);
      else if (language === "") throw wrong({ page, line: at + 1 }, "this fence says not what it holds");
      else open = { line: at + 1, language, label, lines: [] };
    } else if (line === "```") {
      const { lines, ...head } = open;
      blocks.push({
        ...head,
        page,
        text: lines.map((one) => `${one}\n`).join(""),
        before: before.join("\n"),
      });
      before = [];
      open = undefined;
    } else open.lines.push(line);
  }
  if (open !== undefined) throw wrong({ page, line: open.line }, "this block does not end");
  return blocks;
}

export const wrong = ({ page, line }: Place, message: string): Error =>
  new Error(`${page}:${line}: ${message}`);
