/** The properties of a model's generated code, as tests; how many runs is up to who calls it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memory } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { beforeAll, describe, expect, it } from "vitest";
import fc from "fast-check";
import { checkedModel, compiled, sourcesIn, type Compiled, type Domain } from "../support/generated.js";
import { expectSame } from "../support/same.js";
import { expectProblems, validatorAgrees, validatorIsTotal } from "./agreement.js";
import { anyValue, made, nearly } from "./hostile.js";
import {
  appOf,
  contextFor,
  calledBy,
  frozen,
  historyOf,
  live,
  remade,
  stateOf,
  system,
  type History,
} from "./histories.js";
import { rules } from "./rules.js";
import { objectOf } from "./values.js";

export interface Runs {
  /** Of each command's validator. */
  readonly validators: number;
  /** Of sequences on each aggregate. */
  readonly histories: number;
  /** The longest sequence. */
  readonly longest: number;
  /** Whether arbitrary input is known to get somewhere: conditions of some models are met by chance too seldom. */
  readonly gets?: boolean;
}

/** The accepted commands of a sequence leave a state in which every rule holds, and that all ways of folding agree on. */
export async function foldsAgree(
  domain: Domain,
  aggregate: Compiled,
  runs: Runs,
): Promise<ReadonlySet<string>> {
  const emitted = new Set<string>();
  const folder = mkdtempSync(join(tmpdir(), "esdl-properties-"));
  let files = 0;
  const property = async (history: History): Promise<void> => {
    const file = join(folder, `${String(files++)}.db`);
    const store = sqlite(file, { synchronous: "normal" });
    const app = await appOf(domain, remade(domain.modules, { snapshotEvery: 3 }), store);
    const { id, state, events } = await live(app, aggregate, history, (pure, inPlace, added) => {
      expect(aggregate.definition.violations(pure), "nothing is violated").toEqual([]);
      expect(
        rules[aggregate.decl.ref]?.(Object.fromEntries(Object.entries(pure))) ?? true,
        "the invariants hold",
      ).toBe(true);
      expectSame(inPlace, pure, "the fold in place answers what evolve does");
      for (const { type, data } of added) {
        emitted.add(type);
        expect(aggregate.stores(type, data), `the schema of ${type} accepts what is stored`).toBe(true);
      }
    });
    await app.close();
    if (state === undefined) return;
    const expected = { state, version: events.length };
    // The same logic: a snapshot and the events after it. Another one: the snapshot is ignored, and all events are read.
    for (const marks of [{ snapshotEvery: 3 }, { logic: "another" }]) {
      const modules = remade(domain.modules, marks);
      const definition = modules
        .flatMap(({ aggregates }) => aggregates)
        .find(({ name }) => name === aggregate.definition.name)!;
      const reopened = await appOf(domain, modules, store, 0);
      const loaded = await reopened.load({ definition }, id);
      await reopened.close();
      expectSame(loaded, expected, "what is read back is what was folded");
    }
  };
  try {
    await fc.assert(fc.asyncProperty(historyOf(aggregate, domain, runs.longest), property), {
      numRuns: runs.histories,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return emitted;
}

/** A decision is an answer, the same each time, for any well-formed state and any input; it changes neither. */
export function decidesAlways(domain: Domain, aggregate: Compiled, numRuns: number): void {
  const externals = calledBy(domain, aggregate.definition.name.split(".")[0]!);
  const context = contextFor(system, externals);
  const states = fc.option(stateOf(aggregate, domain.lookup).map(frozen), { nil: undefined, freq: 6 });
  for (const command of aggregate.decl.commands) {
    const right = objectOf([aggregate.decl.identity, ...command.params], domain.lookup);
    const inputs = fc.oneof(
      { weight: 6, arbitrary: right.map(frozen).map(made) },
      { weight: 2, arbitrary: nearly(right).map(made) },
      { weight: 1, arbitrary: anyValue },
    );
    fc.assert(
      fc.property(states, inputs, (state, make) => {
        const data = make();
        const once = aggregate.decide(state, { type: command.name, data }, context);
        expectSame(aggregate.decide(state, { type: command.name, data }, context), once);
        if (!once.ok) expect(once.rejection.message).not.toBe("");
      }),
      { numRuns },
    );
  }
}

/** Whatever is given as a command's data is answered, and what is wrong with it is said by path. */
export async function executeAnswers(domain: Domain, aggregate: Compiled, numRuns: number): Promise<void> {
  const app = await appOf(domain, domain.modules, memory());
  try {
    for (const command of aggregate.decl.commands) {
      const right = objectOf([aggregate.decl.identity, ...command.params], domain.lookup);
      const inputs = fc.oneof(nearly(right).map(made), anyValue);
      await fc.assert(
        fc.asyncProperty(inputs, async (make) => {
          const data = make() as object;
          const asked = { aggregate: aggregate.definition.name, type: command.name, data };
          const outcome = await app.execute(asked, { caller: system });
          if (outcome.ok) return;
          const rejection = outcome.rejection;
          if ("problems" in rejection.data) expectProblems(rejection.data.problems);
        }),
        { numRuns },
      );
    }
  } finally {
    await app.close();
  }
}

/** The properties of a model of the repository, as tests. */
export function propertiesOf(folder: string, runs: Runs): void {
  describe(folder, () => {
    let domain: Domain;
    const model = checkedModel(sourcesIn(folder));
    beforeAll(async () => {
      domain = await compiled(model);
    });
    const refs = model.contexts.flatMap((context) => context.aggregates.map(({ ref }) => ref));
    const aggregateOf = (ref: string): Compiled => domain.aggregates.find(({ decl }) => decl.ref === ref)!;

    it.each(refs)("%s: invariants hold, and all ways of folding agree", async (ref) => {
      const emitted = await foldsAgree(domain, aggregateOf(ref), runs);
      if (runs.gets === true) expect(emitted.size, "something happened").toBeGreaterThan(0);
    });

    it.each(refs)("%s: validators and schemas agree, and canonical input stays", (ref) => {
      const aggregate = aggregateOf(ref);
      for (const command of aggregate.decl.commands) {
        const met = validatorAgrees(domain, aggregate, command, runs.validators);
        if (runs.gets === true)
          expect(Math.min(met.accepted, met.refused), `${command.name} met both`).toBeGreaterThan(0);
        validatorIsTotal(domain, aggregate, command, runs.validators);
      }
    });

    it.each(refs)("%s: every decision is an answer, and the same one again", (ref) => {
      decidesAlways(domain, aggregateOf(ref), runs.validators);
    });

    it.each(refs)("%s: bad input is answered through the API", async (ref) => {
      await executeAnswers(domain, aggregateOf(ref), Math.ceil(runs.validators / 4));
    });
  });
}
