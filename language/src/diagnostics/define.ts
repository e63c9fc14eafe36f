/** How the table of diagnostics is written: one entry per code, its words made from typed parameters. */
import type { Severity } from "./diagnostic.js";

/** One row of the table. `P` are the parameters of its words. */
export interface Entry<P> {
  /** An error keeps the model from compiling; a warning does not. */
  readonly severity: Severity;
  /** A few words, as a heading of its page. */
  readonly title: string;
  /** What is wrong, for people. */
  readonly message: (params: P) => string;
  /** What to do about it. */
  readonly help?: (params: P) => string | undefined;
  /** The page that `esdl explain CODE` prints; Markdown. */
  readonly page: Page;
}

/** The page of a diagnostic: `esdl explain` prints it. */
export interface Page {
  /** What the rule is and why it exists, in a few sentences. */
  readonly why: string;
  /** A whole model (one or several files, separated by lines `--- name.esdl`) that gives exactly this diagnostic. */
  readonly wrong: string;
  /** The same model, mended: it gives no diagnostic at all. */
  readonly right: string;
}

/** Names the parameters of one entry; lets the table infer everything else. */
export function entry<P = Readonly<Record<string, never>>>(row: Entry<P>): Entry<P> {
  return row;
}

/** The parameters that the words of an entry need. */
export type ParamsOf<E> = E extends Entry<infer P> ? P : never;
