/** What plans look at when everything is over. */
import type { Module } from "@esdl/runtime";
import { expect } from "vitest";
import type { Ended } from "./world.js";

const definitions = (modules: readonly Module[]) => ({
  aggregate: (name: string) =>
    modules.flatMap(({ aggregates }) => aggregates).find((one) => one.name === name),
  saga: (name: string) => modules.flatMap(({ sagas = [] }) => sagas).find((one) => one.name === name),
});

/** The state of an aggregate; `undefined` while it does not exist. */
export async function stateOf<T extends object>(
  { app }: Ended,
  modules: readonly Module[],
  aggregate: string,
  id: string,
): Promise<T | undefined> {
  const definition = definitions(modules).aggregate(aggregate);
  if (definition === undefined) throw new Error(`there is no ${aggregate}`);
  return (await app.load({ definition }, id))?.state as T | undefined;
}

/** What happened to an aggregate, but for the order of what may come in any order. */
export async function happenedTo(
  { app }: Ended,
  modules: readonly Module[],
  aggregate: string,
  id: string,
): Promise<readonly string[]> {
  const definition = definitions(modules).aggregate(aggregate);
  if (definition === undefined) throw new Error(`there is no ${aggregate}`);
  const events = await app.history({ definition }, id);
  return events.map(({ type, data }) => `${type} ${JSON.stringify(data)}`).sort();
}

/** How a saga stands; counts of what it dropped depend on what came first. */
export async function standing({ app }: Ended, modules: readonly Module[], saga: string, key: unknown) {
  const definition = definitions(modules).saga(saga);
  if (definition === undefined) throw new Error(`there is no ${saga}`);
  const found = await app.sagas.get({ definition }, key);
  return found === undefined
    ? undefined
    : {
        step: found.step,
        run: found.run,
        inFlight: found.inFlight,
        undos: [...found.undos].sort(),
        hasEnded: found.hasEnded,
      };
}

/** Nothing is left for an operator. */
export async function expectNothingLeft({ app }: Ended): Promise<void> {
  expect(await app.sagas.deadLetters()).toEqual([]);
}
