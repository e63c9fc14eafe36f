/**
 * Completion on whole models. A word that stands somewhere must be on offer there: each is taken out, and asked for again.
 * What is offered must be right: it is put in, parses, and means something. And nothing throws, however damaged a file is.
 */
import { expect, it } from "vitest";
import { CompletionItemKind, type CompletionItem, InsertTextFormat } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Analysis, expectedAt, leavesOf, type Project, tokensOf } from "@esdl/language/editing";
import { corpus } from "../../../test/models/corpus.js";
import { projectOf, requestAt } from "../testing/request.js";
import { complete } from "./complete.js";
import { plainBody } from "./keywords.js";

/** One word in so many; `ESDL_EVERY=1` looks at every one, which takes a while. */
const every = Number(process.env["ESDL_EVERY"] ?? 101);
const patience = every < 50 ? 7_200_000 : 120_000;

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** A name that refers to something, one that declares it, or a word of the language. */
  readonly role: "reference" | "declaration" | "keyword";
}

function wordsOf(analysis: Analysis): readonly Word[] {
  const { root, text } = analysis.file;
  const leaves = new Map([...leavesOf(root)].map((leaf) => [leaf.start, leaf]));
  return tokensOf(text).flatMap(({ kind, text: word, start, end }): Word[] => {
    if (kind !== "name" && kind !== "keyword") return [];
    const leaf = leaves.get(start);
    const isWritten = leaf !== undefined && declaring.has(leaf.property);
    const role = leaf?.reference !== undefined ? "reference" : isWritten ? "declaration" : "keyword";
    return [{ text: word, start, end, role }];
  });
}

/** Properties that hold a name of one's own choosing. */
const declaring = new Set(["name", "formerly", "functionName"]);

/** Why a word is not offered where it stands: everything else is. */
const exceptions: readonly { readonly why: string; readonly holds: (word: Word, line: string) => boolean }[] =
  [];

const offered = (items: readonly CompletionItem[]): ReadonlySet<string> =>
  new Set(
    items.flatMap(({ label, filterText = label }) => [
      label,
      ...label.split(/[ .:]/),
      ...filterText.split(/[ .]/),
    ]),
  );

const lineAt = (text: string, offset: number): string =>
  text.slice(text.lastIndexOf("\n", offset - 1) + 1, text.indexOf("\n", offset)).trim();

/** The files of the corpus, each in its model. */
const files = corpus.flatMap(({ name, sources }) => {
  const project = projectOf(sources);
  return sources.map(({ path, text }) => ({ name: `${name}/${path}`, project, path, text }));
});

const analysisOf = (project: Project, path: string): Analysis => {
  const analysis = project.analyse(path);
  if (analysis === undefined) throw new Error(`${path} is not in the project`);
  return analysis;
};

it(
  "offers each word where it stands",
  () => {
    const counts = { reference: 0, declaration: 0, keyword: 0 };
    const missed = { reference: 0, declaration: 0, keyword: 0 };
    const unexplained: string[] = [];
    for (const { name, project, path, text } of files) {
      const words = wordsOf(analysisOf(project, path));
      for (let index = text.length % every; index < words.length; index += every) {
        const word = words[index];
        if (word === undefined) break;
        counts[word.role]++;
        const cut = text.slice(0, word.start) + text.slice(word.end);
        const { items } = complete(requestAt(project, path, word.start, cut));
        if (offered(items).has(word.text)) continue;
        missed[word.role]++;
        const line = lineAt(text, word.start);
        if (word.role !== "declaration" && !exceptions.some(({ holds }) => holds(word, line)))
          unexplained.push(`${name}: ${word.text} (${word.role}) in: ${line}`);
      }
    }
    if (every < 50) console.log({ counts, missed });
    expect(unexplained).toEqual([]);
  },
  patience,
);

/** Everything that one of the items puts into a text, and where its name ends up. */
function inserted(text: string, item: CompletionItem) {
  const document = TextDocument.create("", "esdl", 1, text);
  const edit = item.textEdit;
  if (edit === undefined || !("range" in edit)) throw new Error(`${item.label} has no edit`);
  const body = item.insertTextFormat === InsertTextFormat.Snippet ? plainBody(edit.newText) : edit.newText;
  const others = item.additionalTextEdits ?? [];
  const shift = others.reduce((sum, { newText }) => sum + newText.length, 0);
  const start = document.offsetAt(edit.range.start) + shift;
  const next = TextDocument.applyEdits(document, [{ range: edit.range, newText: body }, ...others]);
  const name = /^(\?\.)?[\w.]+/.exec(body)?.[0].length ?? 0;
  return { next, start, end: start + body.length, nameEnd: start + name };
}

/** Begins something that has to go on: an enum before its member, a context before its declaration, a label. */
const isBeginning = ({ kind, label }: CompletionItem): boolean =>
  kind === CompletionItemKind.Enum ||
  kind === CompletionItemKind.Module ||
  kind === CompletionItemKind.Class ||
  label.endsWith(":") ||
  ["state", "event", "command", "query", "row", "old", "meta", "caller", "rejection", "reply"].includes(
    label,
  );

const isMissing = (code: string): boolean => /^ESDL(10|110[0-9]|111|2002|2003|2018|2019|2025)/.test(code);

it(
  "offers nothing that is wrong",
  () => {
    const wrong: string[] = [];
    let count = 0;
    for (const { name, project, path, text } of files) {
      const words = wordsOf(analysisOf(project, path)).filter(({ role }) => role === "reference");
      for (let index = text.length % every; index < words.length; index += every) {
        const word = words[index];
        if (word === undefined) break;
        const cut = text.slice(0, word.start) + text.slice(word.end);
        const { items } = complete(requestAt(project, path, word.start, cut));
        const item = items[(text.length + index * 7) % Math.max(items.length, 1)];
        if (item === undefined || isBeginning(item) || item.kind === CompletionItemKind.Snippet) continue;
        const { next, start, end, nameEnd } = inserted(cut, item);
        count++;
        if (item.kind === CompletionItemKind.Keyword) {
          // Whatever comes next, the word itself stands where it may.
          const { possible } = expectedAt(`${next.slice(0, end)} ${next.slice(end)}`, end + 1);
          if (possible.length === 0) wrong.push(`${name}: ${item.label} in: ${lineAt(next, start)}`);
          continue;
        }
        // What follows was meant for another name.
        if (/^[.(?[]/.test(next.slice(end))) continue;
        const document = TextDocument.create("", "esdl", 1, next);
        const found = project.probe(path, next).diagnostics.find(({ code, severity, range }) => {
          const at = document.offsetAt({ line: range.start.line - 1, character: range.start.column - 1 });
          return severity === "error" && isMissing(code) && at >= start && at < nameEnd;
        });
        if (found !== undefined)
          wrong.push(`${name}: ${item.label}: ${found.message} in: ${lineAt(next, start)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(50);
  },
  patience,
);

/** Damage as it happens: a piece taken out, a bracket, half a file. */
const mutations: readonly ((text: string, at: number) => string)[] = [
  (text, at) => text.slice(0, at),
  (text, at) => text.slice(0, at) + text.slice(at + 7),
  (text, at) => `${text.slice(0, at)}{${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)})${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}"${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}.${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)} on ${text.slice(at)}`,
];

it("never throws", () => {
  for (const { project, path, text } of files) {
    for (let at = text.length % 97; at < text.length; at += 9973) {
      complete(requestAt(project, path, at, text));
      for (const mutate of mutations) {
        const damaged = mutate(text, at);
        complete(requestAt(project, path, Math.min(at + 1, damaged.length), damaged));
      }
    }
  }
});
