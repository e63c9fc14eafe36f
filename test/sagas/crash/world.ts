/**
 * Apps on one store, run as they are in production, under a scheduler that decides by a seed who goes on, who dies or is
 * suspended where, what fails, and when time passes. It ends when nobody has anything left to do; then it must be as if nothing
 * had happened to anybody.
 */
import { AssertionError } from "node:assert";
import type { Outcome, Store, StoreSource, Unit } from "@esdl/runtime";
import { openApp, type PlainOptions, type RunningApp } from "../../../runtime/src/app/app.js";
import { collections } from "../../../runtime/src/sagas/records.js";
import { History } from "./history.js";
import { Life, Severed, type Around, type Fate } from "./life.js";
import { leaseDuration, type Ask, type Outside, type Plan } from "./plan.js";
import { randomOf } from "./random.js";

export interface Ended {
  /** The app as somebody sees it who comes when everything is over. */
  readonly app: RunningApp;
  readonly deaths: number;
  readonly freezes: number;
  readonly failures: number;
  readonly history: History;
  /** How often something was let go on. */
  readonly steps: number;
}

/** How much may happen before it counts as never coming to an end. */
const most = 30_000;

/** How often everybody looks for something to do before it counts as over: all processes look every tenth of a second. */
const idleTimes = 4;

const start = Date.parse("2026-01-01T00:00:00.000Z");

/** What may happen to the apps in one run, at most. */
interface Limits {
  readonly apps: number;
  readonly deaths: number;
  readonly freezes: number;
  readonly failures: number;
}

const quiet: Limits = { apps: 1, deaths: 0, freezes: 0, failures: 0 };
const rough: Limits = { apps: 2, deaths: 6, freezes: 3, failures: 6 };

interface Running {
  readonly life: Life;
  app: RunningApp | undefined;
}

/** Lives a plan to its end. @throws Error when it comes to none */
export function live(plan: Plan, seed: number, isRough = true): Promise<Ended> {
  return new World(plan, seed, isRough ? rough : quiet).run();
}

class World {
  readonly history = new History();
  readonly #plan: Plan;
  readonly #limits: Limits;
  readonly #random: (below: number) => number;
  readonly #source: StoreSource;
  readonly #happened = new Set<string>();
  readonly #unanswered: Map<string, Ask>;
  /** Who asks now, and whom. */
  readonly #asking = new Map<string, Life>();
  readonly #answers = new Map<string, Outcome>();
  readonly #broken: unknown[] = [];
  readonly #buried: Life[] = [];
  #running: Running[] = [];
  #now = start;
  #leaps: number;
  #deaths = 0;
  #freezes = 0;
  #failures = 0;
  #ids = 0;
  #steps = 0;
  /** How many calls are made until one of those who make them dies. */
  #untilDeath = Number.POSITIVE_INFINITY;
  /** Whose the leases are, by their names. */
  readonly #holders = new Map<string, Life>();
  /** How often time has passed without anything else since all was done. */
  #idle = 0;
  /** The store, to look on. */
  #store: Store | undefined;

  constructor(plan: Plan, seed: number, limits: Limits) {
    this.#plan = plan;
    this.#limits = limits;
    this.#random = randomOf(seed);
    this.#source = plan.store();
    this.#leaps = plan.leaps?.times ?? 0;
    this.#unanswered = new Map(plan.asked.map((ask) => [ask.id, ask]));
  }

  async run(): Promise<Ended> {
    try {
      return await this.#run();
    } catch (error) {
      throw withHistory(error, this.history);
    } finally {
      for (const { life } of this.#running) await life.bury();
      for (const life of this.#buried) await life.bury();
      await this.#store?.close();
    }
  }

  async #run(): Promise<Ended> {
    const before = await openApp(this.#lookingOn());
    for (const { id: commandId, command, caller } of this.#plan.before) {
      const outcome = await before.execute(command, { commandId, caller });
      if (!outcome.ok) throw new Error(`${commandId} is rejected: ${outcome.rejection.message}`);
    }
    await before.close();
    this.#mayDie();
    while (this.#steps++ < most) {
      if (this.#broken.length > 0) throw this.#broken[0];
      this.#keepRunning();
      const ready = [...this.#ready(), ...this.#askable()];
      if (ready.length === 0) {
        if (await this.#isOver()) return await this.#ended();
        this.#advance();
        continue;
      }
      if (this.#random(40) === 0) this.#advance();
      if (this.#leaps > 0 && this.#random(50) === 0) this.#leap();
      if (this.#freezes < this.#limits.freezes && this.#random(150) === 0) this.#freeze();
      await ready[this.#random(ready.length)]?.();
    }
    throw new Error("it never came to an end");
  }

  /** What may go on in the apps. The world outside takes its time: it is passed over now and then, while others go on. */
  #ready(): readonly (() => Promise<void>)[] {
    const all = this.#running.flatMap(({ life }) => life.ready());
    const prompt = all.filter(({ isSlow }) => !isSlow);
    return (prompt.length > 0 && this.#random(8) > 0 ? prompt : all).map(({ go }) => go);
  }

  async #ended(): Promise<Ended> {
    return {
      app: await openApp(this.#lookingOn()),
      deaths: this.#deaths,
      freezes: this.#freezes,
      failures: this.#failures,
      history: this.history,
      steps: this.#steps,
    };
  }

  // ------------------------------------------------------------------------------------------------- processes

  /** The dead are followed by others. */
  #keepRunning(): void {
    for (const one of this.#running.filter(({ life }) => life.isOver)) this.#bury(one);
    while (this.#running.length < this.#limits.apps) this.#begin();
  }

  #bury({ life }: Running): void {
    this.#running = this.#running.filter((one) => one.life !== life);
    this.#buried.push(life);
    for (const [id, of] of this.#asking) if (of === life) this.#asking.delete(id);
  }

  #begin(): void {
    const life = new Life(this.#buried.length + this.#running.length + 1, this.#around);
    const running: Running = { life, app: undefined };
    this.#running.push(running);
    this.#say("a process begins", life);
    const open = async (): Promise<void> => {
      const app = await openApp(this.#optionsOf(life));
      running.app = app;
      await app.start();
    };
    open().catch((error: unknown) => {
      // It did not get as far as to run: whoever started it starts another.
      if (error instanceof Severed) life.end();
      else this.#broken.push(error);
    });
  }

  #optionsOf(life: Life): PlainOptions {
    const { outside, fault } = this.#plan;
    const handlers = mapOf(fault?.outside?.(outside) ?? outside, (handle, name) => {
      return (input: object, { idempotencyKey: key }: { readonly idempotencyKey: string }) =>
        life.call({ name: `outside ${name}`, args: [input, key], isSlow: true }, async () =>
          Promise.resolve(handle(input, key)),
        );
    });
    return {
      ...this.#lookingOn(),
      store: fault?.store?.(life.on(this.#source)) ?? life.on(this.#source),
      externalCommands: handlers,
      timing: life.timing,
      isManual: false,
    };
  }

  /** An app that does nothing by itself. */
  #lookingOn(): PlainOptions {
    const { options, modules, outside } = this.#plan;
    return {
      sagas: { leaseDuration },
      projections: { leaseDuration },
      ...options,
      modules,
      store: this.#source,
      externalCommands: mapOf(outside, () => () => undefined),
      clock: () => new Date(this.#now),
      newId: () => `id-${String(++this.#ids)}`,
      isManual: true,
    } as PlainOptions;
  }

  readonly #around: Around = {
    now: () => this.#now,
    random: (below) => this.#random(below),
    fateOf: (call) => this.#fateOf(call.name),
    told: (life, what, fate) => {
      this.history.add({ at: this.#now, life: life.number, what, fate });
    },
    committed: (life, unit) => {
      this.#committed(life, unit);
    },
  };

  #fateOf(name: string): Fate {
    if (--this.#untilDeath <= 0) {
      this.#deaths++;
      this.#mayDie();
      return this.#random(2) === 0 ? "dies before" : "dies after";
    }
    if (name === "open" || this.#failures >= this.#limits.failures || this.#random(100) > 0) return "done";
    this.#failures++;
    return this.#random(2) === 0 ? "fails before" : "fails after";
  }

  #mayDie(): void {
    this.#untilDeath = this.#deaths < this.#limits.deaths ? 1 + this.#random(70) : Number.POSITIVE_INFINITY;
  }

  #committed(life: Life, { appends = [], records = [] }: Unit): void {
    for (const { stream, events } of appends)
      for (const { type } of events) this.#happened.add(`${stream} ${type}`);
    for (const { collection, key, expected } of records) {
      if (collection === "lease" && !key.endsWith("/expiry")) this.#holders.set(key, life);
      // Where a saga begins is claimed by whoever comes first; everything else is done by one.
      const isTurn = collection === collections.checkpoint && expected !== 0;
      if (isTurn && this.#holders.get("sagas") !== life)
        this.#wrong(
          `life ${String(life.number)} committed a turn of ${key} under a lease that was another's`,
        );
    }
  }

  #freeze(): void {
    const one = this.#running[this.#random(this.#running.length)];
    if (one === undefined || this.#running.some(({ life }) => life.frozenUntil > this.#now)) return;
    this.#freezes++;
    one.life.frozenUntil = this.#now + 2.5 * leaseDuration;
    this.#say("is suspended for longer than its lease", one.life);
  }

  // ---------------------------------------------------------------------------------------------------- people

  /** What somebody may ask for now, of any process that runs. */
  #askable(): readonly (() => Promise<void>)[] {
    const apps = this.#running.filter(({ life, app }) => app !== undefined && life.frozenUntil <= this.#now);
    if (apps.length === 0) return [];
    return [...this.#unanswered.values()].flatMap((ask) => {
      const isReady = ask.after === undefined || this.#happened.has(ask.after);
      if (!isReady || this.#asking.has(ask.id)) return [];
      return [
        () => {
          const of = apps[this.#random(apps.length)];
          if (of?.app !== undefined) void this.#ask(ask, of.life, of.app);
          return Promise.resolve();
        },
      ];
    });
  }

  async #ask({ id, command, caller }: Ask, life: Life, app: RunningApp): Promise<void> {
    this.#asking.set(id, life);
    this.#say(`somebody asks for ${id}`, life);
    try {
      const outcome = await app.execute(command, { caller, commandId: id });
      if (!outcome.ok && outcome.rejection.type === "Invalid") throw new Error(outcome.rejection.message);
      const isKept = outcome.ok || outcome.rejection.type !== "Conflict";
      if (isKept) this.#heard(id, outcome, life);
    } catch (error) {
      if (!(error instanceof Severed)) this.#broken.push(error);
    }
    this.#asking.delete(id);
  }

  /** Some ask once more although they have heard: the answer must be the same. */
  #heard(id: string, outcome: Outcome, life: Life): void {
    const first = this.#answers.get(id);
    this.#say(`hears of ${id}: ${outcome.ok ? "accepted" : outcome.rejection.type}`, life);
    this.#answers.set(id, outcome);
    if (first !== undefined && answerOf(first) !== answerOf(outcome))
      this.#wrong(`${id} was answered ${answerOf(first)}, then ${answerOf(outcome)}`);
    if (first !== undefined || this.#limits.apps === 1 || this.#random(4) > 0) this.#unanswered.delete(id);
  }

  // ------------------------------------------------------------------------------------------------------ time

  /** To the next instant at which something goes on by itself. */
  #advance(): void {
    const dues = this.#running.flatMap(({ life }) => life.nextDue ?? []);
    if (dues.length === 0) throw new Error("everybody waits for ever");
    this.#now = Math.max(this.#now, Math.min(...dues));
  }

  #leap(): void {
    this.#leaps--;
    this.#now += this.#plan.leaps?.by ?? 0;
    this.#say("time leaps");
  }

  /**
   * Whether nobody has anything left to do, also once everybody has looked again; time leaps as often as it may first. Whoever
   * holds a lease runs, or another must take over.
   */
  async #isOver(): Promise<boolean> {
    const running = this.#running.map(({ life }) => life);
    const isAwake = running.every(({ frozenUntil }) => frozenUntil <= this.#now);
    const isHeld = [...this.#holders.values()].every((life) => running.includes(life));
    if (this.#asking.size > 0 || !isAwake || !isHeld || !(await this.#isDone())) this.#idle = 0;
    else this.#idle++;
    if (this.#idle < idleTimes) return false;
    if (this.#leaps === 0) return true;
    this.#leap();
    return false;
  }

  /** Whether sagas and policies have seen everything, and nothing is on its way. */
  async #isDone(): Promise<boolean> {
    const apps = this.#running.flatMap(({ app }) => app ?? []);
    const processes = apps
      .map(({ processes: all }) => all.processes)
      .find(([first]) => first?.isAtWork === true);
    if (processes === undefined) return false;
    const store = (this.#store ??= await this.#source.open());
    const end = await store.logEnd();
    const now = new Date(this.#now).toISOString();
    for (const { name, position } of processes) {
      if (position < end) return false;
      const sends = await store.listRecords(collections.sends(name), { limit: 100 });
      if (sends.some(({ due }) => due !== undefined)) return false;
      if ((await store.dueRecords(collections.instances(name), now, 1)).length > 0) return false;
    }
    return true;
  }

  /** What must never happen. */
  #wrong(message: string): void {
    this.#broken.push(new AssertionError({ message }));
  }

  #say(what: string, life?: Life): void {
    this.history.add({ at: this.#now, life: life?.number ?? 0, what });
  }
}

const answerOf = (outcome: Outcome): string =>
  outcome.ok
    ? `${outcome.streamId}@${String(outcome.version)}`
    : `${outcome.rejection.type}: ${outcome.rejection.message}`;

type Handle = Outside[string][string];

function mapOf<T>(
  outside: Outside,
  of: (handle: Handle, name: string) => T,
): Record<string, Record<string, T>> {
  return Object.fromEntries(
    Object.entries(outside).map(([context, commands]) => [
      context,
      Object.fromEntries(
        Object.entries(commands).map(([name, handle]) => [name, of(handle, `${context}.${name}`)]),
      ),
    ]),
  );
}

/** A failure with what led to it. */
export function withHistory(error: unknown, history: History, most?: number): Error {
  const message = error instanceof Error ? error.message : String(error);
  return new Error(`${message}\n\n${history.text(most)}`, { cause: error });
}
