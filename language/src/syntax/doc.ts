/** Doc comments: what they say, what they belong to, and those that belong to nothing. */
import type { AstNode } from "langium";
import { AstUtils } from "langium";
import type { SyntaxFix } from "./fixes.js";
import { problem, type SyntaxProblem } from "./problem.js";
import type { Token } from "./tokens.js";

/** The nodes that a doc comment may stand before. */
const documentable: ReadonlySet<string> = new Set(
  (
    "Model IdDecl TypeDecl EnumDecl EnumMember EnumVersion ValueDecl RoleDecl FunctionDecl ExternalFunctionDecl " +
    "ExternalCommandDecl AggregateDecl ProjectionDecl SagaDecl PolicyDecl ScenarioDecl Field Parameter Key Getter " +
    "Invariant VersionClause AddStep RemoveStep RenameStep ChangeStep AdoptStep RenameSagaStep RemoveSagaStep " +
    "RenameMember RemoveMember Lifecycle StateBlock EntityDecl Unique RejectionDecl EventDecl CommandDecl Snapshot " +
    "Handler IndexDecl QueryDecl SagaStart SagaStep TimeoutHandler SagaEnds SagaEnd"
  ).split(" "),
);

interface Doc {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly trailing: boolean;
}

/** By root: the doc comments of a file, by the offset of the token that follows each. */
const docsOfRoot = new WeakMap<AstNode, ReadonlyMap<number, Doc>>();

/**
 * What the doc comment before a node says: its lines without `///` and one space, joined by line feeds. Undefined
 * without one, and for nodes that cannot have one.
 */
export function docOf(node: AstNode): string | undefined {
  const text = docBefore(node)?.text;
  return text === "" ? undefined : text;
}

/** The offset at which a node begins, its doc comment included. */
export function startWithDoc(node: AstNode): number {
  return docBefore(node)?.start ?? node.$cstNode?.offset ?? 0;
}

function docBefore(node: AstNode): Doc | undefined {
  const offset = node.$cstNode?.offset;
  if (offset === undefined || !documentable.has(node.$type)) return undefined;
  return docsOfRoot.get(AstUtils.findRootNode(node))?.get(offset);
}

/** Attaches the doc comments of a file to its tree. `hidden` are its comments, `tokens` all others, both in order. */
export function attachDocs(root: AstNode, hidden: readonly Token[], tokens: readonly Token[]): void {
  const found = new Map<number, Doc>();
  let next = 0;
  for (const token of hidden) {
    if (token.tokenType.name !== "DOC") continue;
    while (next < tokens.length && (tokens[next]?.startOffset ?? 0) < token.startOffset) next++;
    const doc = docFrom(token, tokens[next - 1]);
    const before = tokens[next]?.startOffset ?? -1 - token.startOffset;
    const earlier = found.get(before);
    // Of two comments in a row the last one stands next to the code; the others document nothing.
    if (earlier !== undefined) found.set(-1 - earlier.start, earlier);
    found.set(before, doc);
  }
  docsOfRoot.set(root, found);
}

/** True for a node that a doc comment may stand before. */
export function isDocumentable(node: AstNode): boolean {
  return documentable.has(node.$type);
}

/** The doc comments that stand behind code, or at none of `places`, the offsets of what can be documented. */
export function strayDocs(root: AstNode, places: ReadonlySet<number>): SyntaxProblem[] {
  return [...(docsOfRoot.get(root) ?? [])]
    .filter(([before, doc]) => doc.trailing || !places.has(before))
    .map(([, doc]) =>
      problem("ESDL1005", { trailing: doc.trailing }, doc.start, doc.end, fixesOfStray(root, doc, places)),
    );
}

/** Above the line, where that begins with what can be documented; or as a comment for those who read the source. */
function fixesOfStray(
  root: AstNode,
  { start, end, trailing }: Doc,
  places: ReadonlySet<number>,
): SyntaxFix[] {
  const text = root.$cstNode?.root.fullText ?? "";
  const line = text.lastIndexOf("\n", start - 1) + 1;
  const first = line + text.slice(line).search(/\S/);
  const indent = text.slice(line, first);
  const written = text.slice(start, end);
  const up = {
    title: "Move it above",
    edits: [
      { start: line, end: line, text: `${indent}${written}\n` },
      { start: text.slice(0, start).trimEnd().length, end, text: "" },
    ],
  };
  const plain = written.replaceAll(/^(\s*)\/\/\//gm, "$1//");
  return [
    ...(trailing && places.has(first) ? [up] : []),
    { title: "Make it a `//` comment", edits: [{ start, end, text: plain }] },
  ];
}

function docFrom(token: Token, before: Token | undefined): Doc {
  const trailing = before !== undefined && before.endLine === token.startLine;
  const [first = "", ...rest] = token.image.split(/\r?\n/);
  const lines = trailing ? rest : [first, ...rest];
  const text = lines.map((line) => line.replace(/^\s*\/\/\/ ?/, "").trimEnd()).join("\n");
  const end = token.startOffset + (trailing ? first.length : token.image.length);
  return { start: token.startOffset, end, text, trailing };
}
