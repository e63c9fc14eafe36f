/**
 * One task at a time per key. Commands on one aggregate wait for each other in their process, where a conflict would be
 * certain; conflicts with other processes remain, and are retried.
 */
export class Lanes {
  readonly #ends = new Map<string, Promise<unknown>>();

  /** Runs a task when those before it in its lane are done, however they ended. */
  async run<T>(lane: string, task: () => Promise<T>): Promise<T> {
    const before = this.#ends.get(lane);
    const done = before === undefined ? task() : before.then(task, task);
    this.#ends.set(lane, done);
    try {
      return await done;
    } finally {
      if (this.#ends.get(lane) === done) this.#ends.delete(lane);
    }
  }
}
