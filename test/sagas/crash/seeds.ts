/** Lives plans by many seeds. `ESDL_CRASH=kiosk:17` lives that seed of that plan alone, and tells all of it. */
import { expect } from "vitest";
import type { Fault, Plan } from "./plan.js";
import { live, withHistory, type Ended } from "./world.js";

/** A plan with what must hold at its end. */
export interface Subject<P extends Plan = Plan> {
  readonly plan: () => P;
  /** What must hold however it was lived: who was first may make a difference. */
  readonly conserved: (ended: Ended, plan: P) => Promise<void>;
  /** What came of it, where it must be what comes of it when nothing happens to anybody. */
  readonly outcome?: (ended: Ended, plan: P) => Promise<object>;
}

const [onlyPlan, onlySeed] = process.env["ESDL_CRASH"]?.split(":") ?? [];

/** Every seed comes to a right end. */
export async function holdsFor<P extends Plan>(subject: Subject<P>, count: number, first = 1): Promise<void> {
  const { name } = subject.plan();
  if (onlyPlan !== undefined && onlyPlan !== name) return;
  const from = onlySeed === undefined ? first : Number(onlySeed);
  const behind = onlySeed === undefined ? first + count : from + 1;
  const expected = await undisturbed(subject);
  const sum = { deaths: 0, freezes: 0, failures: 0 };
  for (let seed = from; seed < behind; seed++) {
    const { deaths, freezes, failures, history } = await livedRightly(subject, seed, expected);
    sum.deaths += deaths;
    sum.freezes += freezes;
    sum.failures += failures;
    if (onlySeed !== undefined) console.log(history.text(Number.POSITIVE_INFINITY));
  }
  if (onlySeed !== undefined) return;
  // A test in which nothing happens to anybody says nothing.
  expect(sum.deaths, "deaths").toBeGreaterThan(2 * count);
  expect(sum.freezes, "suspensions").toBeGreaterThan(count / 2);
  expect(sum.failures, "failures").toBeGreaterThan(count);
}

export interface Found {
  readonly seed: number;
  /** What is told. */
  readonly message: string;
  /** What it is about. */
  readonly reason: Error;
}

const reasonOf = (error: Error): Error => (error.cause instanceof Error ? reasonOf(error.cause) : error);

/** The first seed by which a fault is found, and what it says then. */
export async function foundBy<P extends Plan>(
  { plan, ...subject }: Subject<P>,
  fault: Fault,
  most: number,
): Promise<Found | undefined> {
  const expected = await undisturbed({ plan, ...subject });
  const faulty = { ...subject, plan: () => ({ ...plan(), fault }) };
  for (let seed = 1; seed <= most; seed++) {
    try {
      await livedRightly(faulty, seed, expected);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return { seed, message: error.message, reason: reasonOf(error) };
    }
  }
  return undefined;
}

async function undisturbed<P extends Plan>({
  plan,
  outcome,
  conserved,
}: Subject<P>): Promise<object | undefined> {
  const lived = plan();
  const ended = await live(lived, 1, false);
  await conserved(ended, lived);
  const expected = await outcome?.(ended, lived);
  await ended.app.close();
  return expected;
}

async function livedRightly<P extends Plan>(
  { plan, outcome, conserved }: Subject<P>,
  seed: number,
  expected: object | undefined,
): Promise<Ended> {
  const lived = plan();
  const again = `ESDL_CRASH=${lived.name}:${String(seed)} npx vitest run test/sagas/crash/crash.test.ts`;
  let ended: Ended | undefined;
  try {
    ended = await live(lived, seed);
    await conserved(ended, lived);
    if (outcome !== undefined) expect(await outcome(ended, lived)).toEqual(expected);
    return ended;
  } catch (error) {
    const told = ended === undefined ? error : withHistory(error, ended.history);
    const message = told instanceof Error ? told.message : String(told);
    throw new Error(`seed ${String(seed)}, and again by: ${again}\n${message}`, { cause: error });
  } finally {
    await ended?.app.close();
  }
}
