/** What a comparison answers: differences, each under a stable rule that says whether data stays readable. */

/**
 * How a difference bears on data that is valid under the older schema: `compatible` — it stays readable;
 * `incompatible` — some of it does not; `unknown` — nobody can tell (a reference that leads nowhere, two patterns), which counts
 * as incompatible.
 */
export type Verdict = "compatible" | "incompatible" | "unknown";

/**
 * Which data there is: `strict` — whatever the older schema accepts, fields that it does not name included; `lenient` — what its
 * writers meant: no fields that it says nothing about, readers skip fields that they do not know, an alternative is whichever fits
 * first, formats are annotations.
 */
export type Reading = "strict" | "lenient";

const ok = ["compatible", "compatible"] as const;
const bad = ["incompatible", "incompatible"] as const;
const strictly = ["incompatible", "compatible"] as const;
const unclear = ["unknown", "unknown"] as const;

/** Rule → its verdict under the strict and under the lenient reading. */
const verdicts = {
  ADDITIONAL_ITEMS_NARROWED: bad,
  ADDITIONAL_ITEMS_REMOVED: bad,
  ADDITIONAL_PROPERTIES_EXTENDED: ok,
  ADDITIONAL_PROPERTIES_NARROWED: strictly,
  ADDITIONAL_PROPERTIES_REMOVED: strictly,
  COMPARISON_TOO_COMPLEX: unclear,
  CONDITION_CHANGED: bad,
  CONTAINS_ADDED: bad,
  CONTENT_ADDED: strictly,
  CONTENT_CHANGED: strictly,
  DEPENDENCY_ADDED: bad,
  DEPENDENCY_CHANGED: bad,
  ENUM_ADDED: bad,
  ENUM_EXTENDED: ok,
  ENUM_NARROWED: bad,
  EXCLUSIVE_MAXIMUM_ADDED: bad,
  EXCLUSIVE_MAXIMUM_DECREASED: bad,
  EXCLUSIVE_MINIMUM_ADDED: bad,
  EXCLUSIVE_MINIMUM_INCREASED: bad,
  FORMAT_ADDED: strictly,
  FORMAT_CHANGED: strictly,
  INVALID_PATTERN: unclear,
  INVALID_SCHEMA: unclear,
  ITEM_ADDED_TO_CLOSED_CONTENT_MODEL: ok,
  ITEM_ADDED_TO_OPEN_CONTENT_MODEL: bad,
  ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL: bad,
  ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL: ok,
  KEY_ADDED: bad,
  KEY_CHANGED: bad,
  KEY_REMOVED: ok,
  MAXIMUM_ADDED: bad,
  MAXIMUM_DECREASED: bad,
  MAXIMUM_INCREASED: ok,
  MAXIMUM_REMOVED: ok,
  MAX_CONTAINS_ADDED: bad,
  MAX_CONTAINS_DECREASED: bad,
  MAX_ITEMS_ADDED: bad,
  MAX_ITEMS_DECREASED: bad,
  MAX_ITEMS_INCREASED: ok,
  MAX_ITEMS_REMOVED: ok,
  MAX_LENGTH_ADDED: bad,
  MAX_LENGTH_DECREASED: bad,
  MAX_LENGTH_INCREASED: ok,
  MAX_LENGTH_REMOVED: ok,
  MAX_PROPERTIES_ADDED: bad,
  MAX_PROPERTIES_DECREASED: bad,
  MAX_PROPERTIES_INCREASED: ok,
  MAX_PROPERTIES_REMOVED: ok,
  MINIMUM_ADDED: bad,
  MINIMUM_DECREASED: ok,
  MINIMUM_INCREASED: bad,
  MINIMUM_REMOVED: ok,
  MIN_CONTAINS_INCREASED: bad,
  MIN_ITEMS_ADDED: bad,
  MIN_ITEMS_DECREASED: ok,
  MIN_ITEMS_INCREASED: bad,
  MIN_ITEMS_REMOVED: ok,
  MIN_LENGTH_ADDED: bad,
  MIN_LENGTH_DECREASED: ok,
  MIN_LENGTH_INCREASED: bad,
  MIN_LENGTH_REMOVED: ok,
  MIN_PROPERTIES_ADDED: bad,
  MIN_PROPERTIES_DECREASED: ok,
  MIN_PROPERTIES_INCREASED: bad,
  MIN_PROPERTIES_REMOVED: ok,
  MULTIPLE_OF_ADDED: bad,
  MULTIPLE_OF_CHANGED: bad,
  MULTIPLE_OF_REMOVED: ok,
  NOTHING_ACCEPTED: bad,
  NOT_TYPE_EXTENDED: bad,
  PATTERN_ADDED: bad,
  PATTERN_CHANGED: unclear,
  PATTERN_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL: strictly,
  PATTERN_REMOVED: ok,
  PROPERTY_ADDED_TO_CLOSED_CONTENT_MODEL: ok,
  PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL: strictly,
  PROPERTY_NAMES_ADDED: bad,
  PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL: strictly,
  PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL: ok,
  REQUIRED_PROPERTY_ADDED: bad,
  REQUIRED_PROPERTY_REMOVED: ok,
  REQUIRED_PROPERTY_WITH_DEFAULT_ADDED: ok,
  SCALE_ADDED: bad,
  SCALE_DECREASED: bad,
  SCALE_INCREASED: ok,
  SCALE_REMOVED: ok,
  SUM_TYPE_CHANGED: bad,
  SUM_TYPE_EXTENDED: ok,
  SUM_TYPE_NARROWED: bad,
  SUM_TYPE_OVERLAPS: strictly,
  TYPE_CHANGED: bad,
  TYPE_EXTENDED: ok,
  TYPE_NARROWED: bad,
  UNEVALUATED_ITEMS_NARROWED: bad,
  UNEVALUATED_ITEMS_REMOVED: bad,
  UNEVALUATED_PROPERTIES_NARROWED: strictly,
  UNEVALUATED_PROPERTIES_REMOVED: strictly,
  UNIQUE_ITEMS_ADDED: bad,
  UNIQUE_ITEMS_REMOVED: ok,
  UNRESOLVABLE_REFERENCE: unclear,
} as const satisfies Record<string, readonly [strict: Verdict, lenient: Verdict]>;

/** The stable name of a kind of difference. */
export type SchemaRule = keyof typeof verdicts;

/** All rules, sorted. */
export const schemaRules = Object.keys(verdicts) as readonly SchemaRule[];

/** One difference between two schemas. */
export interface SchemaDifference {
  /** What kind of difference it is. */
  readonly rule: SchemaRule;
  /** Whether data of the older schema stays readable, under the reading at hand. */
  readonly verdict: Verdict;
  /** Where it is in the newer schema, as a JSON pointer; what was removed stands at the place that lacks it. */
  readonly pointer: string;
  /** Where it is in the older schema, as a JSON pointer; missing where that says nothing of it. */
  readonly olderPointer?: string;
  /** What changed, and why data does or does not stay readable: one sentence or two. */
  readonly message: string;
}

/** The verdict of a rule under a reading. */
export const verdictOf = (rule: SchemaRule, reading: Reading): Verdict =>
  verdicts[rule][reading === "strict" ? 0 : 1];

/** Whether a difference keeps data from being readable. */
export const breaks = ({ verdict }: SchemaDifference): boolean => verdict !== "compatible";

/** The reason that a difference gives for another one: reasons do not nest. */
export function because(differences: readonly SchemaDifference[]): string {
  const reason = differences.find((one) => breaks(one) && !/^(SUM_TYPE|CONDITION)/.test(one.rule));
  return reason ? ` ${reason.message}` : "";
}
