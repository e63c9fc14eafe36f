/** What a rule is: a kind of change with its verdicts, found by its stable id. */

/**
 * What a change means for those who read: nothing; nothing, through an upcaster or a downcaster that the model holds;
 * a projection to rebuild; something that a person has to know; a break.
 */
export type Verdict = "ok" | "upcast" | "downcast" | "rebuild" | "information" | "danger" | "break";

const severity: Readonly<Record<Verdict, number>> = {
  ok: 0,
  information: 1,
  upcast: 2,
  downcast: 2,
  rebuild: 3,
  danger: 4,
  break: 5,
};

export const worse = (a: Verdict, b: Verdict): Verdict => (severity[b] > severity[a] ? b : a);

/** What is known of a kind of change. */
export interface Rule {
  /** The row of the table in docs/evolution.md. */
  readonly row: number;
  /** A few words, as a heading. */
  readonly title: string;
  /** Whether the new model reads what is stored; findings may say better. */
  readonly backward: Verdict;
  /** Whether consumers of the older model read what the new one writes. */
  readonly forward: Verdict;
  /** Stands in every mode, `none` too. */
  readonly enforced?: true;
  /** The diagnostic of `esdl check` and `compile`, which refuse the change against the lock. */
  readonly code?: `ESDL4${number}`;
  /** Why it is what it is, in Markdown. */
  readonly why: string;
  /** What the change demands, as an instruction. */
  readonly action?: string;
  /** Before and after, as short as can be. */
  readonly example: readonly [before: string, after: string];
}
