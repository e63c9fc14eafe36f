/** Expressions of GitHub workflows, evaluated by GitHub's own evaluator. */
import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** What an expression is evaluated in. */
export interface Around {
  /** `github`, `steps`, `needs`, … as plain data. */
  readonly contexts: Readonly<Record<string, unknown>>;
  /** How the job stands. */
  readonly status: "success" | "failure";
  /** What `hashFiles` looks at. */
  readonly folder: string;
}

/** The value of an expression, as text: `true`, `false`, or what it says. */
export function evaluated(expression: string, around: Around): string {
  return evaluate(expression, around).coerceString();
}

/** Whether a job or step runs. As on GitHub, one without a status function of its own asks for success too. */
export function applies(condition: string | undefined, around: Around): boolean {
  const expression = condition?.trim().replace(/^\$\{\{(.*)\}\}$/s, "$1") ?? "";
  const asks = /\b(?:success|failure|cancelled|always)\s*\(/.test(expression);
  if (!asks && around.status !== "success") return false;
  if (expression.trim() === "") return true;
  const result = evaluate(expression, around);
  return result.kind === data.Kind.Boolean ? result.coerceString() === "true" : result.coerceString() !== "";
}

/** A text with its `${{ … }}` replaced. */
export const filledIn = (text: string, around: Around): string =>
  text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => evaluated(expression, around));

function evaluate(expression: string, { contexts, status, folder }: Around): data.ExpressionData {
  const of = (name: string, args: number, call: (argument: data.ExpressionData) => data.ExpressionData) => ({
    name,
    minArgs: args,
    maxArgs: args,
    call,
  });
  const isThere = (path: string): boolean => existsSync(join(folder, path));
  const functions = [
    of("success", 0, () => new data.BooleanData(status === "success")),
    of("failure", 0, () => new data.BooleanData(status === "failure")),
    of("cancelled", 0, () => new data.BooleanData(false)),
    of("always", 0, () => new data.BooleanData(true)),
    // A hash of the files, and nothing where there is none.
    of("hashFiles", 1, (path) => new data.StringData(isThere(path.coerceString()) ? "hash" : "")),
  ];
  const tokens = new Lexer(expression).lex().tokens;
  const parsed = new Parser(tokens, Object.keys(contexts), functions).parse();
  const known = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(
    parsed,
    known,
    new Map(functions.map((one) => [one.name.toLowerCase(), one])),
  ).evaluate();
}
