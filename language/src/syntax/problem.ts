/** A problem of the syntax, with the words of its code. */
import type { ParamsOf } from "../diagnostics/define.js";
import { syntaxDiagnostics } from "./diagnostics.js";
import type { SyntaxFix } from "./fixes.js";

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
  readonly fixes?: readonly SyntaxFix[];
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
  fixes: readonly SyntaxFix[] = [],
): SyntaxProblemOf<C> {
  const row: Words<ParamsOfCode<C>> = table[code];
  const help = row.help?.(params);
  const { severity } = row;
  const words = { code, params, severity, message: row.message(params), start, end };
  return {
    ...words,
    ...(help === undefined ? {} : { help }),
    ...(fixes.length === 0 ? {} : { fixes }),
  };
}
