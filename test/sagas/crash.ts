/**
 * Everything that an app with sagas does, under a scheduler that decides by a seed who goes on, who dies where, and when the
 * clock moves. It ends when nobody has anything left to do; then it must be as if nobody had died.
 */
import type { AppOptions, CommandLike, Module, StoreSource } from "@esdl/runtime";
import { openApp, type PlainOptions, type RunningApp } from "../../runtime/src/app/app.js";
import type { Process } from "../../runtime/src/sagas/process.js";
import { Life, randomOf } from "./scheduler.js";

export interface Plan {
  readonly modules: readonly Module[];
  readonly options: Partial<AppOptions> & { readonly externals?: object; readonly externalCommands?: object };
  readonly store: () => StoreSource;
  /** What the world outside was told, by the key that tells repetitions apart. */
  readonly told: ReadonlyMap<string, string>;
  /** Done before anything else, in order. */
  readonly before: readonly CommandLike[];
  /** Asked for in any order, at any time, by people who ask again until they have an answer. */
  readonly asked: readonly CommandLike[];
  /** How often the clock may move, and how far, in milliseconds. */
  readonly moves?: { readonly times: number; readonly by: number };
  /** Changes the store, for faults that the test must find. */
  readonly fault?: (source: StoreSource) => StoreSource;
}

export interface Ended {
  readonly app: RunningApp;
  readonly told: ReadonlyMap<string, string>;
  readonly deaths: number;
}

/** How much may happen before it counts as never coming to an end. */
const most = 20_000;

const start = Date.parse("2026-01-01T00:00:00.000Z");

/** Lives a plan to its end. @throws Error when it comes to none */
export async function live(plan: Plan, seed: number, mayDie: boolean): Promise<Ended> {
  const random = randomOf(seed);
  const source = plan.store();
  // A fault makes several calls of one: it may die between them.
  const faulty = (of: StoreSource): StoreSource => plan.fault?.(of) ?? of;
  let now = start;
  let moves = plan.moves?.times ?? 0;
  let deaths = 0;
  const unanswered = new Map(plan.asked.map((command, at) => [`asked-${String(at)}`, command]));

  const begin = async (dies: boolean) => {
    const life = new Life(random, dies);
    const options = { ...plan.options, clock: () => new Date(now), isManual: true };
    const app = await life.openly(() =>
      openApp({ ...options, modules: plan.modules, store: faulty(life.on(source)) } as PlainOptions),
    );
    return { life, app, busy: new Set<unknown>() };
  };

  let run = await begin(false);
  await run.life.openly(async () => {
    for (const [at, command] of plan.before.entries()) {
      await run.app.execute(command, { caller: system, commandId: `before-${String(at)}` });
    }
  });
  run = await begin(mayDie);

  const failures: unknown[] = [];
  for (let count = 0; count < most; count++) {
    if (failures.length > 0) throw failures[0];
    if (run.life.isOver) {
      deaths++;
      // The dead may come back in the middle of whatever the next one does: it hears of nothing.
      run = await begin(deaths < 6);
      continue;
    }
    const { life, app, busy } = run;
    const choices: (() => Promise<void> | void)[] = [];
    if (life.waiting > 0) choices.push(() => life.release());
    const begins = (key: unknown, task: () => Promise<unknown>) => {
      if (busy.has(key)) return;
      choices.push(() => {
        busy.add(key);
        void task().then(
          () => busy.delete(key),
          (error: unknown) => failures.push(error),
        );
      });
    };
    for (const [commandId, command] of unanswered) {
      begins(commandId, async () => {
        await app.execute(command, { caller: system, commandId });
        unanswered.delete(commandId);
      });
    }
    for (const process of app.processes.processes) await offer(process, life, busy, begins);
    if (choices.length === 0) {
      const due = await nextTry(life, app);
      if (due !== undefined) now = Math.max(now, due);
      else if (moves <= 0) {
        return { app: await openApp(lookingOn(plan, source, now)), told: plan.told, deaths };
      } else {
        moves--;
        now += plan.moves?.by ?? 0;
      }
      continue;
    }
    if (moves > 0 && random(40) === 0) {
      moves--;
      now += plan.moves?.by ?? 0;
    }
    await choices[random(choices.length)]?.();
  }
  throw new Error(`seed ${String(seed)}: it never came to an end`);
}

/** The app as somebody sees it who comes when everything is over. */
const lookingOn = ({ options, modules }: Plan, store: StoreSource, now: number): PlainOptions =>
  ({ ...options, modules, store, clock: () => new Date(now), isManual: true }) as PlainOptions;

/** When the next send is tried again that failed, in milliseconds since 1970. */
async function nextTry(life: Life, app: RunningApp): Promise<number | undefined> {
  const dues = await life.openly(() => Promise.all(app.processes.processes.map((one) => one.nextSend())));
  const waiting = dues.filter((due) => due !== undefined);
  return waiting.length === 0 ? undefined : Math.min(...waiting.map((due) => Date.parse(due)));
}

const system = { id: "operator", roles: [], system: true } as const;

/** What a saga or policy may do now: one thing, everything that is there, or a send beside that. */
async function offer(
  process: Process,
  life: Life,
  busy: ReadonlySet<unknown>,
  begins: (key: unknown, task: () => Promise<unknown>) => void,
): Promise<void> {
  if (busy.has(process)) return;
  const steps = await life.openly(async () => {
    return process.steps();
  });
  for (const step of steps) {
    if (step.kind === "send") begins(`${process.name} ${String(step.order)}`, step.take);
    else begins(process, step.take);
  }
  if (steps.some(({ kind }) => kind !== "send")) begins(process, () => process.turn());
}
