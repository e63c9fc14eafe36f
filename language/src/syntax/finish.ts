/** What is done to every tree after parsing, in one walk: holes filled, ranges and doc comments set right, last checks. */
import type { AstNode, AstReflection, LexerResult, Linker } from "langium";
import { complete } from "./complete.js";
import { attachDocs, isDocumentable, strayDocs } from "./doc.js";
import { nodeTooDeep } from "./guard.js";
import { doubleModifiers } from "./modifiers.js";
import type { SyntaxProblem } from "./problem.js";
import { missingContext } from "./select.js";
import { mendTuple } from "./tuples.js";
import { walk } from "./walk.js";

const problemsOfRoot = new WeakMap<AstNode, readonly SyntaxProblem[]>();

/** The problems that parsing a file found, in order; of its root node. */
export function problemsOf(root: AstNode): readonly SyntaxProblem[] {
  return problemsOfRoot.get(root) ?? [];
}

interface Services {
  readonly reflection: AstReflection;
  readonly linker: Linker;
}

/** Finishes a tree in place. Answers the problem for which it has to be refused, if there is one. */
export function finish(
  root: AstNode,
  lexed: LexerResult,
  problems: readonly SyntaxProblem[],
  { reflection, linker }: Services,
): SyntaxProblem | undefined {
  const doubles: SyntaxProblem[] = [];
  const documentable = new Set<number>();
  let tooDeep: SyntaxProblem | undefined;
  walk(root, (node, depth) => {
    complete(node, reflection, linker);
    mendTuple(node);
    tooDeep ??= nodeTooDeep(node, depth);
    doubles.push(...doubleModifiers(node));
    if (isDocumentable(node) && node.$cstNode !== undefined) documentable.add(node.$cstNode.offset);
  });
  attachDocs(root, lexed.hidden, lexed.tokens);
  // In a damaged file a doc comment may have lost what it documents.
  const rest = problems.length > 0 ? [] : [...doubles, ...strayDocs(root, documentable)];
  const missing = missingContext(lexed.tokens, problems);
  // A header that stands further down is the one that is missing above.
  const header = lexed.tokens.find(({ image }) => image === "context")?.startOffset;
  const others = missing.length === 0 ? problems : problems.filter(({ start }) => start !== header);
  const all = [...missing, ...others, ...rest];
  problemsOfRoot.set(
    root,
    all.sort((a, b) => a.start - b.start || a.end - b.end),
  );
  return tooDeep;
}
