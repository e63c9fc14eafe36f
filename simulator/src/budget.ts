/**
 * The budget of an evaluation: a model is somebody's text, and none may hang or exhaust what evaluates it.
 */

/** What one evaluation (a scenario, a `step`) may cost. */
export interface Budget {
  /** How many expressions and statements may be evaluated. */
  readonly steps: number;
  /** How large all values that are made may be together: one for each element and member, one for each character of text. */
  readonly size: number;
}

/** What a scenario may cost unless told otherwise: seconds at the very most, and far beyond what a model needs. */
export const defaultBudget: Budget = { steps: 5_000_000, size: 50_000_000 };
