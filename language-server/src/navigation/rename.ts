/**
 * Giving something another name, wherever it is mentioned. Whether that is all right is not guessed: the model is looked at
 * with the new name, and every other name in it must mean what it meant.
 */
import type { Analysis, Project } from "@esdl/language/editing";
import { type Occurrence, occurrencesOf } from "./occurrences.js";
import { type Mention, mentions, type Named, namedAt } from "./targets.js";

export interface Edit {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type Renamed = { readonly edits: readonly Edit[] } | { readonly refused: string };

/** What can be renamed at an offset, with its place; `refused` says why nothing can. */
export function renamable(
  analysis: Analysis,
  offset: number,
): { readonly mention: Mention } | { readonly refused: string } {
  const found = namedAt(analysis, offset);
  // Of two things that a word stands for, the one that the word itself is written for.
  const mention = found.find(({ as }) => as !== "argument name" && as !== "event field");
  if (mention === undefined) return { refused: "Only what the model declares can be renamed." };
  const { text } = analysis.file;
  if (text.slice(mention.start, mention.end) !== mention.named.name)
    return { refused: `This is an earlier name of ${mention.named.name}; rename it there.` };
  return { mention };
}

/** `name`: the new one. `beside`: edits that go with it. */
export function rename(project: Project, named: Named, name: string, beside: readonly Edit[] = []): Renamed {
  if (!/^[_a-zA-Z]\w*$/.test(name))
    return {
      refused: `"${name}" is no name: a name is made of letters, digits and _, and does not begin with a digit.`,
    };
  if (name === named.name) return { edits: [] };
  const occurrences = occurrencesOf(project, named);
  const edits = [...editsOf(occurrences, name), ...beside];
  const reason = broken(project, named, name, edits);
  return reason === undefined ? { edits } : { refused: reason };
}

function editsOf(occurrences: readonly Occurrence[], name: string): readonly Edit[] {
  const edits = new Map<string, Edit>();
  for (const { path, start, end, as, named } of occurrences) {
    const text = {
      declaration: name,
      reference: name,
      placeholder: name,
      "argument name": `${name}: ${named.name}`,
      "argument value": `${named.name}: ${name}`,
      "written field": `${name} = event.${named.name}`,
      "event field": `${named.name} = event.${name}`,
    }[as];
    edits.set(`${path} ${start}`, { path, start, end, text });
  }
  return [...edits.values()];
}

/** Why the model would not be the same but for the name. */
function broken(project: Project, named: Named, name: string, edits: readonly Edit[]): string | undefined {
  const after = project.fork();
  const byFile = new Map<string, Edit[]>();
  for (const edit of edits) byFile.set(edit.path, [...(byFile.get(edit.path) ?? []), edit]);
  for (const [path, list] of byFile) after.set(path, edited(project.files.get(path)?.text ?? "", list));

  // Elsewhere nothing can mean anything else than before.
  for (const [path, { text }] of after.files) {
    if (!text.includes(name)) continue;
    const [was, is] = [project.analyse(path), after.analyse(path)];
    if (was === undefined || is === undefined) continue;
    const shift = shifted(byFile.get(path) ?? []);
    const wrong = newMistake(was, is);
    if (wrong !== undefined) return `With the name ${name} the model would be wrong: ${wrong}.`;
    const moved = changedMeaning(was, is, named, name, shift, (other) => shifted(byFile.get(other) ?? []));
    if (moved !== undefined)
      return `With the name ${name}, \`${moved}\` would mean something else; choose another one.`;
  }
  return undefined;
}

/** A mistake of a kind that there are more of than before. */
function newMistake(was: Analysis, is: Analysis): string | undefined {
  const counts = new Map<string, number>();
  for (const { code } of was.diagnostics) counts.set(code, (counts.get(code) ?? 0) + 1);
  for (const { code, message, range } of is.diagnostics) {
    const left = counts.get(code) ?? 0;
    if (left === 0) return `${message} (${is.file.path}, line ${range.start.line})`;
    counts.set(code, left - 1);
  }
  return undefined;
}

/** The first name that stood for something else before. */
function changedMeaning(
  was: Analysis,
  is: Analysis,
  named: Named,
  name: string,
  shift: (offset: number) => number,
  shiftIn: (path: string) => (offset: number) => number,
): string | undefined {
  const now = new Map<number, Mention[]>();
  for (const mention of mentions(is)) now.set(mention.start, [...(now.get(mention.start) ?? []), mention]);
  for (const mention of mentions(was)) {
    if (mention.as !== "reference" && mention.as !== "argument value" && mention.as !== "written field")
      continue;
    const place = placeOf(mention.named, was, shiftIn);
    const found = now.get(shift(mention.start)) ?? [];
    if (!found.some((candidate) => placeOf(candidate.named, is, () => (offset) => offset) === place)) {
      const text = was.file.text.slice(mention.start, mention.end);
      return text === named.name ? name : text;
    }
  }
  return undefined;
}

/** Where something is declared, after the edits. */
function placeOf(
  named: Named,
  analysis: Analysis,
  shiftIn: (path: string) => (offset: number) => number,
): string {
  if (named.kind === "context") return "context";
  const { file, start } = analysis.locate.offsets({ node: named.node, property: "name" });
  return `${file} ${shiftIn(file)(start)}`;
}

/** Where an offset is after the edits of its file; the text of an edit keeps its beginning, or the word in it. */
function shifted(edits: readonly Edit[]): (offset: number) => number {
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  return (offset) => {
    let by = 0;
    for (const { start, end, text } of sorted) {
      if (start > offset) break;
      if (start === offset) return offset + by + valueIn(text);
      by += text.length - (end - start);
    }
    return offset + by;
  };
}

/** Where in the text of an edit the word stands that was there: in `new: old`, behind the colon. */
const valueIn = (text: string): number => {
  const colon = text.indexOf(": ");
  return colon < 0 ? 0 : colon + 2;
};

export function edited(text: string, edits: readonly Pick<Edit, "start" | "end" | "text">[]): string {
  let result = text;
  for (const edit of [...edits].sort((a, b) => b.start - a.start))
    result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
  return result;
}
