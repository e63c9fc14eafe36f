/**
 * Runs scenarios on a thread beside the server. One that never ends, or takes the thread with it, has failed; the others are
 * run by a new thread.
 */
import type { Model } from "@esdl/language/model";
import { setImmediate as turn } from "node:timers/promises";
import {
  keyOf,
  type FromThread,
  type ScenarioOutcome,
  type ScenarioThread,
  type Wanted,
} from "./messages.js";
import { piecesOf } from "./pieces.js";

export interface Runner {
  /**
   * Runs the wanted scenarios of a model; `model` names it, `revision` tells one state of it from another: what the thread
   * has already is not sent again. Answers those that went so far when it is told to stop.
   */
  run(job: Job): Promise<readonly ScenarioOutcome[]>;
  forget(model: string): void;
  end(): void;
}

export interface Job {
  readonly model: string;
  readonly revision: number;
  readonly checked: Model;
  readonly wanted: Wanted;
  readonly goesOn: () => boolean;
}

export interface RunnerOptions {
  readonly start: () => ScenarioThread;
  /** How long a scenario may take, in milliseconds. Its budget ends nearly all of them long before. */
  readonly patience?: number;
}

/** How long a slice of handing over may take, in milliseconds. */
const slice = 8;

interface Current {
  readonly thread: ScenarioThread;
  /** The models that it has, with their revisions. */
  readonly has: Map<string, number>;
  hear: (message: FromThread) => void;
  gone: (reason: string) => void;
}

export function createRunner({ start, patience = 10_000 }: RunnerOptions): Runner {
  let current: Current | undefined;
  let runs = 0;
  let queue: Promise<unknown> = Promise.resolve();

  function threadNow(): Current {
    if (current !== undefined) return current;
    const thread = start();
    const started: Current = { thread, has: new Map(), hear: () => undefined, gone: () => undefined };
    thread.listen(
      (message) => {
        started.hear(message);
      },
      (reason) => {
        if (current === started) current = undefined;
        started.gone(reason);
      },
    );
    current = started;
    return started;
  }

  function give(up: Current): void {
    if (current === up) current = undefined;
    up.thread.end();
  }

  /** Hands a model over, if it is not there yet. */
  async function hand({ thread, has }: Current, { model, revision, checked, goesOn }: Job): Promise<boolean> {
    if (has.get(model) === revision) return true;
    has.delete(model);
    thread.send({ kind: "model", model, files: checked.files });
    let until = performance.now() + slice;
    for (const piece of piecesOf(checked)) {
      thread.send({ kind: "piece", model, piece });
      if (performance.now() < until) continue;
      await turn();
      if (!goesOn()) return false;
      until = performance.now() + slice;
    }
    has.set(model, revision);
    return true;
  }

  /** One thread's part of a job: all of it, or what came before a scenario that it did not get over. */
  function part(on: Current, job: Job, outcomes: ScenarioOutcome[]): Promise<"done" | "broken"> {
    const run = ++runs;
    return new Promise((resolve) => {
      let at: Omit<ScenarioOutcome, "status"> | undefined;
      const looking = setInterval(() => {
        if (job.goesOn()) return;
        on.thread.send({ kind: "stop", run });
        settle("done");
      }, 50);
      const waiting = setTimeout(() => {
        give(on);
        broke(`It did not end within ${String(patience / 1000)} seconds`);
      }, patience);
      const settle = (how: "done" | "broken"): void => {
        clearInterval(looking);
        clearTimeout(waiting);
        on.hear = on.gone = () => undefined;
        resolve(how);
      };
      const broke = (message: string): void => {
        if (at !== undefined) outcomes.push({ ...at, status: "failed", message, failureRange: at.range });
        settle(at === undefined ? "done" : "broken");
      };
      on.gone = (reason) => {
        broke(`The simulator stopped: ${reason}`);
      };
      on.hear = (message) => {
        if (message.run !== run) return;
        waiting.refresh();
        if (message.kind === "began") at = message.scenario;
        else if (message.kind === "ended") outcomes.push(message.outcome);
        else settle("done");
      };
      on.thread.send({
        kind: "run",
        run,
        model: job.model,
        wanted: job.wanted,
        without: outcomes.map(keyOf),
      });
    });
  }

  async function work(job: Job): Promise<readonly ScenarioOutcome[]> {
    const outcomes: ScenarioOutcome[] = [];
    while (job.goesOn()) {
      const on = threadNow();
      if (!(await hand(on, job))) break;
      if (on !== current || (await part(on, job, outcomes)) === "done") break;
    }
    return outcomes;
  }

  return {
    run: (job) => {
      const result = queue.then(() => work(job));
      queue = result.catch(() => undefined);
      return result;
    },
    forget: (model) => {
      current?.has.delete(model);
      current?.thread.send({ kind: "forget", model });
    },
    end: () => {
      if (current !== undefined) give(current);
    },
  };
}
