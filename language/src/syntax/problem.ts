/** A problem of the syntax, with the words of its code. */
import type { ParamsOf } from "../diagnostics/define.js";
import { syntaxDiagnostics } from "./diagnostics.js";

export type SyntaxCode = keyof typeof syntaxDiagnostics;

type ParamsOfCode<C extends SyntaxCode> = ParamsOf<(typeof syntaxDiagnostics)[C]>;

/** `start` and `end` are offsets into the text, in UTF-16 units; equal where something is missing. */
export interface SyntaxProblemOf<C extends SyntaxCode> {
  readonly code: C;
  readonly params: ParamsOfCode<C>;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly help?: string;
  readonly start: number;
  readonly end: number;
}

export type SyntaxProblem = { readonly [C in SyntaxCode]: SyntaxProblemOf<C> }[SyntaxCode];

interface Words<P> {
  readonly severity: "error" | "warning";
  readonly message: (params: P) => string;
  readonly help?: (params: P) => string | undefined;
}

const table: { readonly [C in SyntaxCode]: Words<ParamsOfCode<C>> } = syntaxDiagnostics;

export function problem<C extends SyntaxCode>(
  code: C,
  params: ParamsOfCode<C>,
  start: number,
  end: number,
): SyntaxProblemOf<C> {
  const row: Words<ParamsOfCode<C>> = table[code];
  const help = row.help?.(params);
  const { severity } = row;
  const words = { code, params, severity, message: row.message(params), start, end };
  return help === undefined ? words : { ...words, help };
}
