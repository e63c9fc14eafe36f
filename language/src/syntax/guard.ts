/** Refuses what is nested so deeply that parsing or walking it could exhaust the stack. */
import type { AstNode } from "langium";
import { problem, type SyntaxProblem } from "./problem.js";
import { isWord } from "./structure.js";
import type { Token } from "./tokens.js";
import { reservedWords } from "./words.js";

/** Brackets in brackets. Parsing one level of arguments takes about 20 kB of stack, of which there may be 1 MB. */
const bracketLimit = 32;
/** What nests without brackets to its right: `not not …`, `a => b => …`, `if … then if …`. */
const prefixLimit = 100;
/** What nests without brackets to its left: `a + b + …`, `a.b.c…`. */
const chainLimit = 400;
/** The depth of the tree that all this allows; a backstop. */
const treeLimit = 600;

const openers: ReadonlySet<string> = new Set(["{", "(", "["]);
const closers: ReadonlySet<string> = new Set(["}", ")", "]"]);
const prefixes: ReadonlySet<string> = new Set(["not", "-", "if", "then", "else", "=>", "<"]);
const links: ReadonlySet<string> = new Set("+ - * / % ?? and or == != < > <= >= in . ?. [ ( ?".split(" "));

interface Level {
  prefixes: number;
  links: number;
}

/** Judged on the tokens, before any parsing; the first that is too deep. */
export function tooDeep(tokens: readonly Token[]): SyntaxProblem | undefined {
  let level: Level = { prefixes: 0, links: 0 };
  const outer: Level[] = [];
  for (const [index, token] of tokens.entries()) {
    const { image } = token;
    if (token.tokenType.name === "STRING") continue;
    if (beginsAnew(token, tokens[index - 1])) level = { prefixes: 0, links: 0 };
    if (prefixes.has(image)) level.prefixes++;
    if (links.has(image)) level.links++;
    if (level.prefixes > prefixLimit) return deep("This expression is nested", prefixLimit, token);
    if (level.links > chainLimit) return deep("This expression is nested", chainLimit, token);
    if (openers.has(image)) {
      outer.push(level);
      level = { prefixes: level.prefixes, links: 0 };
      if (outer.length > bracketLimit) return deep("Brackets are nested", bracketLimit, token);
    } else if (closers.has(image)) level = outer.pop() ?? { prefixes: 0, links: 0 };
  }
  return undefined;
}

/** Judged on a node of the tree, for what the tokens do not show. */
export function nodeTooDeep(node: AstNode, depth: number): SyntaxProblem | undefined {
  if (depth <= treeLimit) return undefined;
  const at = node.$cstNode?.offset ?? 0;
  return problem("ESDL1004", { what: "This is nested", limit: treeLimit }, at, at);
}

/** For a parser that ran out of stack all the same. */
export function outOfStack(end: number): SyntaxProblem {
  return problem("ESDL1004", { what: "Something in this file is nested", limit: bracketLimit }, 0, end);
}

function deep(what: string, limit: number, token: Token): SyntaxProblem {
  const end = (token.endOffset ?? token.startOffset) + 1;
  return problem("ESDL1004", { what, limit }, token.startOffset, end);
}

/** A comma, or a line after a finished one, begins another expression. */
function beginsAnew(token: Token, before: Token | undefined): boolean {
  if (before === undefined || before.image === "," || before.image === ":") return true;
  if (before.endLine === token.startLine || !isWord(token)) return false;
  if (reservedWords.has(before.image) || (reservedWords.has(token.image) && token.image !== "if"))
    return false;
  return (
    isWord(before) || closers.has(before.image) || openers.has(before.image) || /\w|"/.test(before.image)
  );
}
