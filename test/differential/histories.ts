/** Histories of commands on the aggregates of a model, right, nearly right and hostile, and what the two sides make of them. */
import { isDeepStrictEqual } from "node:util";
import type { Caller } from "@esdl/runtime";
import { isPlainObject } from "@esdl/runtime/values";
import fc, { type Arbitrary } from "fast-check";
import type { Data } from "../../simulator/src/values/value.js";
import { dataOf, system, type Step } from "../properties/histories.js";
import { nearly } from "../properties/hostile.js";
import { objectOf, valueOf } from "../properties/values.js";
import type { Compiled, Domain } from "../support/generated.js";
import { scenarioOf } from "./scenario-text.js";
import { generated, simulated, type Answer, type Asked, type Side } from "./sides.js";

interface Asking extends Step {
  /** Which aggregate of the model. */
  readonly aggregate: string;
  /** Which of its two streams. */
  readonly stream: number;
  /** What was done to the right input, where it is no right one. */
  readonly harmed: unknown;
}

export interface Plan {
  /** Two identities of each aggregate. */
  readonly ids: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  readonly steps: readonly Asking[];
}

/** Histories in which every aggregate is created early, most input is right, and the same values come again and again. */
export function planOf({ model, lookup, aggregates }: Domain, longest: number): Arbitrary<Plan> {
  const roles = model.contexts.flatMap((context) => context.roles.map(({ name }) => name));
  const caller: Arbitrary<Caller> = fc.oneof(
    { weight: 5, arbitrary: fc.constant(system) },
    {
      weight: 2,
      arbitrary: fc.record(
        { id: fc.constantFrom("alice", "018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2a"), roles: fc.subarray(roles) },
        { noNullPrototype: true },
      ),
    },
  );
  const stepOf = ({ decl }: Compiled, only?: string): readonly Arbitrary<Asking>[] =>
    decl.commands
      .filter(({ flavour }) => only === undefined || flavour !== only)
      .map((command) => {
        const right = objectOf(command.params, lookup);
        return fc.record(
          {
            aggregate: fc.constant(decl.ref),
            stream: fc.nat({ max: 1 }),
            command: fc.constant(command.name),
            data: right,
            caller,
            echo: fc.option(fc.tuple(fc.nat({ max: 7 }), fc.nat({ max: 15 })), { nil: undefined, freq: 2 }),
            harmed: fc.oneof(
              { weight: 6, arbitrary: fc.constant(undefined) },
              { weight: 1, arbitrary: nearly(right) },
            ),
          },
          { noNullPrototype: true },
        );
      });
  const all = aggregates.flatMap((one) => stepOf(one));
  const creating = aggregates.flatMap((one) => stepOf(one, "plain"));
  const ids = Object.fromEntries(
    aggregates.map(({ decl }) => [
      decl.ref,
      fc.array(valueOf(decl.identity.type, lookup, undefined, "stored") as Arbitrary<string>, {
        minLength: 2,
        maxLength: 2,
      }),
    ]),
  );
  return fc.record({
    ids: fc.record(ids, { noNullPrototype: true }),
    steps: fc
      .tuple(
        fc.array(fc.oneof(...(creating.length === 0 ? all : creating)), { minLength: 1, maxLength: 3 }),
        fc.array(fc.oneof(...all), { maxLength: longest, size: "max" }),
      )
      .map(([begin, more]) => [...begin, ...more]),
  });
}

const start = Date.parse("2026-01-01T00:00:00.000Z");

/** One step of a history, and what both made of it. */
export interface Lived {
  readonly asked: Asked;
  readonly answer: Answer;
}

/** The first step on which they do not agree. */
export class Disagreement extends Error {
  override readonly name = "Disagreement";
}

/**
 * Asks both sides the same, one command after the other.
 *
 * @returns how many commands were accepted
 * @throws Disagreement when their answers differ, with the history as a scenario
 */
export async function agreeOn(
  domain: Domain,
  plan: Plan,
  reference: Side = simulated(domain.model),
): Promise<number> {
  const tested = await generated(domain);
  const lived: Lived[] = [];
  const seen = new Map<string, unknown>();
  let accepted = 0;
  try {
    for (const [at, step] of plan.steps.entries()) {
      const compiled = domain.aggregates.find(({ decl }) => decl.ref === step.aggregate)!;
      const id = plan.ids[step.aggregate]![step.stream]!;
      const key = `${step.aggregate} ${String(step.stream)}`;
      const data =
        step.harmed !== undefined && isPlainObject(step.harmed)
          ? { [compiled.definition.identity]: id, ...step.harmed }
          : dataOf(compiled, step, id, seen.get(key));
      const command = compiled.decl.commands.find(({ name }) => name === step.command)!;
      const asked: Asked = {
        command,
        data: data as Data,
        stream: id,
        caller: step.caller,
        id: `c${String(at)}`,
        at: start + at * 3_600_000,
      };
      const expected = await reference.answer(asked);
      if (expected === undefined) continue;
      const answer = await tested.answer(asked);
      if (!isDeepStrictEqual(plain(answer), plain(expected)))
        throw new Disagreement(disagreement(domain, lived, asked, expected, answer));
      if (expected.kind === "accepted") {
        accepted++;
        seen.set(key, expected.state);
      }
      lived.push({ asked, answer: expected });
    }
  } finally {
    await tested.close();
  }
  return accepted;
}

/** Without prototypes and what is not there. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function disagreement(
  domain: Domain,
  lived: readonly Lived[],
  asked: Asked,
  expected: Answer,
  answer: Answer,
): string {
  return [
    `Simulator and generated code disagree on ${asked.command.ref}.`,
    `simulator: ${JSON.stringify(expected)}`,
    `generated: ${JSON.stringify(answer)}`,
    "",
    scenarioOf(domain, lived, { asked, answer: expected }),
  ].join("\n");
}
