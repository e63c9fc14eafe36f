/** Which words of the language may stand where: the data behind contextual keywords. */

/** Need a qualifier in an expression (`event.in`); everywhere else they are names like all others. */
export const reservedWords: ReadonlySet<string> = new Set([
  "if",
  "then",
  "else",
  "and",
  "or",
  "not",
  "in",
  "matches",
  "none",
  "true",
  "false",
  "now",
]);

/** Begin a statement, so they do not begin an assignment, unless the next token says that they must. */
export const statementWords: ReadonlySet<string> = new Set([
  "require",
  "emit",
  "let",
  "if",
  "for",
  "remove",
  "send",
  "undo",
]);
