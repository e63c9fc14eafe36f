/** What a comparison finds: one change each, with its verdicts, whom it touches and what to do. */
import type { Ref, Span } from "@esdl/language/model";
import type { RuleId, Verdict } from "../rules/index.js";

/** Where something stands: in a file of a model, or in the lock. */
export interface Place {
  readonly file: string;
  /** Start line, start column, end line, end column; from 1, columns in UTF-16 units, end exclusive. */
  readonly range: readonly [number, number, number, number];
}

/** A construct that the change concerns. */
export interface Touched {
  readonly kind: "projection" | "saga" | "policy" | "scenario" | "aggregate" | "command";
  /** Its qualified name; the text of a scenario. */
  readonly name: string;
  /** Stands in another context than what was changed. */
  readonly foreign: boolean;
  readonly place?: Place;
}

/** Text to put into the model. */
export interface Paste {
  /** What it is put into, or in place of. */
  readonly text: string;
  readonly title: string;
  /** `into`: before the closing brace of the declaration; `replace`: instead of what stands at the span; `after`: below it. */
  readonly mode: "into" | "replace" | "after";
  readonly span: Span;
}

export interface Finding {
  readonly rule: RuleId;
  /** The row of the table in docs/evolution.md. */
  readonly row: number;
  /** The qualified name of what was changed. */
  readonly subject: Ref;
  /** Inside of it: a field, with its way through lists and maps: `lines[]`. */
  readonly path?: string;
  /** Why, in one sentence without a full stop: the version and the reader that breaks. */
  readonly message: string;
  readonly backward: Verdict;
  readonly forward: Verdict;
  /** Counts in every mode. */
  readonly enforced: boolean;
  /** The versions at odds: the one that was written and the one that reads, as the text of each. */
  readonly versions?: { readonly old: number; readonly now: number };
  readonly old?: Place;
  readonly now?: Place;
  /** Where the changed thing is embedded: `Sales.Order.OrderPlaced.lines[].price`. */
  readonly uses: readonly string[];
  readonly touches: readonly Touched[];
  readonly action?: string;
  /** Steps or declarations to write into the model, as text. */
  readonly clause?: string;
  readonly paste?: Paste;
  /** Names this finding in suppressions: the same wherever the declaration stands and however it is laid out. */
  readonly fingerprint: string;
}
