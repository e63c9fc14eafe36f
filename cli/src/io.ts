/** The edge of the command line: where verbs write to and what they know of the terminal. Tests give their own. */

/** What `main` needs of a process. Results go to `out`, messages to `err`. */
export interface Io {
  readonly cwd: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Colour on `err`, where messages are. */
  readonly colour: boolean;
  /** Colour on `out`, where results are. */
  readonly colourOut: boolean;
  /** Whether `err` is a terminal that shows progress. */
  readonly interactive: boolean;
  /**
   * The line that the person types in answer to a question; undefined when nobody can be asked.
   * @throws Interrupted when the person ends the call instead of answering
   */
  readonly ask?: (question: string) => Promise<string>;
  /** All of standard input. */
  readonly input: () => Promise<string>;
  /** Aborted when the person interrupts. */
  readonly signal: AbortSignal;
}

/** A call that was wrong: printed with `esdl:` before it, exit status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The person ended the call at a question: exit status 130, as shells have it, and nothing more is said. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Exit statuses: fine, the model or the check failed, the call was wrong, ended at a question. */
export const exit = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;
export type Exit = (typeof exit)[keyof typeof exit];
