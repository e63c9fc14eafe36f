/**
 * Ends what a line of a damaged file leaves open: after `amount:` or `total =` at the end of a line, the next line is not
 * a type or an expression when it stands no deeper, but the next member or statement.
 */
import type { Failure } from "./messages.js";
import { own } from "./own.js";
import { madeUp } from "./recover.js";
import { isWord } from "./structure.js";
import type { Token, TokenType } from "./tokens.js";
import { isWordKeyword } from "./tokens.js";

/** What must follow a sign, as the parser would say it. */
const wanted: Readonly<Record<string, Pick<Failure, "kind" | "tokens" | "rule">>> = {
  ".": { kind: "token", tokens: ["NAME"], rule: "Postfix" },
  "?.": { kind: "token", tokens: ["NAME"], rule: "Postfix" },
  "->": { kind: "token", tokens: ["NAME"], rule: "Handler" },
  ...Object.fromEntries(
    ["of", "in", "to", "as"].map((word) => [word, { kind: "token", tokens: ["NAME"], rule: "Modifier" }]),
  ),
  ":": { kind: "choice", tokens: ["ID"], rule: "TypeExpr" },
  ...Object.fromEntries(
    "= += -= => == != <= >= ?? + - * / % and or not then else where by require limit sample"
      .split(" ")
      .map((sign) => [sign, { kind: "choice", tokens: ["WORD"], rule: "Expression" }]),
  ),
};

/** Signs after which a word is an operand: `from != to`. */
const beforeOperand: ReadonlySet<string> = new Set(
  "= += -= == != < <= > >= ?? + - * / % => ( [ , . ?.".split(" "),
);

export interface Ended {
  readonly tokens: readonly Token[];
  readonly failures: readonly Failure[];
}

/** `after`: the token behind them, where there is one; `name` is the token type of a name. */
export function endLines(tokens: readonly Token[], after: Token | undefined, name: TokenType): Ended {
  const ended: Token[] = [];
  const failures: Failure[] = [];
  let lineColumn = 0;
  const all = after === undefined ? tokens : [...tokens, after];
  for (const [index, token] of all.entries()) {
    const before = tokens[index - 1];
    const isFirst = before?.endLine !== token.startLine;
    if (isFirst && before !== undefined && (token.startColumn ?? 1) <= lineColumn) {
      const want = own(wanted, before.image);
      const earlier = tokens[index - 2];
      // A word that begins its line, or follows another keyword, is not the one that the table means.
      const isOther =
        earlier === undefined ||
        earlier.endLine !== before.startLine ||
        isWordKeyword(earlier.tokenType) ||
        beforeOperand.has(earlier.image);
      if (want !== undefined && before.tokenType.name !== "ID" && !(isWord(before) && isOther)) {
        failures.push({ ...want, token, before });
        ended.push(madeUp(name, before));
      }
    }
    if (isFirst) lineColumn = token.startColumn ?? 1;
    if (token !== after) ended.push(token);
  }
  return { tokens: ended, failures };
}
