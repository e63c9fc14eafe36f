/** What ends an evaluation before its time, other than a rejection. */

/** Thrown when an evaluation cannot go on. The message is for people, `help` says what can be done about it. */
export class Stopped extends Error {
  override readonly name = "Stopped";
  /**
   * - `budget`: it cost more steps or size than it may
   * - `sample`: it needs an external function or reply without a `sample`, or a step `via external`
   * - `history`: a stored event cannot be applied, such as the first of a stream that creates nothing
   * - `process`: a saga, policy or projection cannot handle an event, so that it would be parked
   */
  readonly reason: "budget" | "sample" | "history" | "process";
  /** What can be done about it, where that can be said. */
  readonly help: string | undefined;

  constructor(reason: Stopped["reason"], message: string, help?: string) {
    super(message);
    this.reason = reason;
    this.help = help;
  }
}

/** What the checks of the language rule out has happened: a mistake of the compiler or of the simulator. */
export class Fault extends Error {
  override readonly name = "Fault";
}
