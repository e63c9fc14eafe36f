/** What a comparison finds: one change each, with its verdicts, whom it touches and what to do. */
import type { Ref, Span } from "@esdl/language/model";
import type { RuleId, Verdict } from "../rules/index.js";

/** Where something stands: in a file of a model, or in the lock. */
export interface Place {
  /** The file: as the model names it, or the lock. */
  readonly file: string;
  /** Start line, start column, end line, end column; from 1, columns in UTF-16 units, end exclusive. */
  readonly range: readonly [number, number, number, number];
}

/** A construct that the change concerns. */
export interface Touched {
  /** What kind of construct it is. */
  readonly kind: "projection" | "saga" | "policy" | "scenario" | "aggregate" | "command";
  /** Its qualified name; the text of a scenario. */
  readonly name: string;
  /** Stands in another context than what was changed. */
  readonly foreign: boolean;
  /** Where it stands. */
  readonly place?: Place;
}

/** Text to put into the model. */
export interface Paste {
  /** What it is put into, or in place of. */
  readonly text: string;
  /** What it does, for a person to choose. */
  readonly title: string;
  /** `into`: before the closing brace of the declaration; `replace`: instead of what stands at the span; `after`: below it. */
  readonly mode: "into" | "replace" | "after";
  /** Where, as `mode` takes it. */
  readonly span: Span;
}

/** One change that matters, with its verdicts, whom it touches and what to do. */
export interface Finding {
  /** The kind of change: a row of the table of rules. */
  readonly rule: RuleId;
  /** The row of the table in docs/evolution.md. */
  readonly row: number;
  /** The qualified name of what was changed. */
  readonly subject: Ref;
  /** Inside of it: a field, with its way through lists and maps: `lines[]`. */
  readonly path?: string;
  /** Why, in one sentence without a full stop: the version and the reader that breaks. */
  readonly message: string;
  /** Whether the new model reads what is stored. */
  readonly backward: Verdict;
  /** Whether consumers of the older model read what the new one writes. */
  readonly forward: Verdict;
  /** Counts in every mode. */
  readonly enforced: boolean;
  /** The versions at odds: the one that was written and the one that reads, as the text of each. */
  readonly versions?: { readonly old: number; readonly now: number };
  /** Where it stands on the older side. */
  readonly old?: Place;
  /** Where it stands on the newer side. */
  readonly now?: Place;
  /** Where the changed thing is embedded: `Sales.Order.OrderPlaced.lines[].price`. */
  readonly uses: readonly string[];
  /** The constructs that the change concerns. */
  readonly touches: readonly Touched[];
  /** What the change demands, as an instruction. */
  readonly action?: string;
  /** Steps or declarations to write into the model, as text. */
  readonly clause?: string;
  /** Where `clause` goes, as an edit. */
  readonly paste?: Paste;
  /** Names this finding in suppressions: the same wherever the declaration stands and however it is laid out. */
  readonly fingerprint: string;
}
