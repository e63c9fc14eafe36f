/**
 * The budget of an evaluation: a model is somebody's text, and none may hang or exhaust what evaluates it. Everything that
 * can repeat counts: statements, calls of functions and getters, what a lambda does with each element, what is copied.
 */
import { Stopped } from "./stops.js";

/** What one evaluation (a scenario, a `step`) may cost. */
export interface Budget {
  /** How many statements, calls and elements may be gone through. */
  readonly steps: number;
  /** How large all that is made may be together: one for each element and member, and for each character of text. */
  readonly size: number;
}

/** What an evaluation may cost unless told otherwise: seconds at the very most, and far beyond what a model needs. */
export const defaultBudget: Budget = { steps: 2_000_000, size: 10_000_000 };

/** Nested calls: expressions know no recursion, but a long chain of functions must not exhaust the stack. */
const maxDepth = 500;

/** Counts what an evaluation costs. */
export class Meter {
  #steps: number;
  #size: number;
  #depth = 0;

  constructor({ steps = defaultBudget.steps, size = defaultBudget.size }: Partial<Budget> = {}) {
    this.#steps = steps;
    this.#size = size;
  }

  /** @throws Stopped `budget` */
  step(count = 1): void {
    this.#steps -= count;
    if (this.#steps < 0) throw exceeded("takes too many steps");
  }

  /** Something of this size was made. @throws Stopped `budget` */
  grow(size: number): void {
    this.#size -= size;
    if (this.#size < 0) throw exceeded("makes too large values");
  }

  /** Runs what is called from an expression. @throws Stopped `budget` */
  call<T>(run: () => T): T {
    this.step();
    if (++this.#depth > maxDepth) throw exceeded(`nests more than ${String(maxDepth)} calls`);
    const result = run();
    this.#depth--;
    return result;
  }
}

function exceeded(what: string): Stopped {
  return new Stopped(
    "budget",
    `The budget is used up: this ${what}`,
    "Look for lists that grow with every turn of a `for`, and for policies and sagas that set one another off.",
  );
}
