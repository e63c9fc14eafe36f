/** Under hostile names, docs and messages a model is refused in words, or behaves as before. */
import { checkModel, type Source } from "@esdl/language";
import { generate } from "@esdl/generator";
import type { Decision, EventLike, RejectionLike } from "@esdl/runtime";
import fc from "fast-check";
import { expect } from "vitest";
import { checkedModel, compiled, sourcesIn, type Compiled, type Domain } from "../support/generated.js";
import { expectSame } from "../support/same.js";
import { calledBy, contextFor, dataOf, historyOf, now, type History } from "./histories.js";
import {
  renamed,
  renamedRef,
  renamedSources,
  renamesOf,
  withoutInherited,
  type Renames,
} from "./renaming.js";

export interface Survived {
  compiled: number;
  /** What was said of those that were refused. */
  readonly refused: string[];
}

/** Renames the model of a folder so many times, and lives the same histories under both names. */
export async function behavesRenamed(folder: string, times: number, typeChecked: boolean): Promise<Survived> {
  const sources = sourcesIn(folder);
  const model = checkedModel(sources);
  const plain = await compiled(model);
  const survived: Survived = { compiled: 0, refused: [] };
  await fc.assert(
    fc.asyncProperty(renamesOf(model, sources), async (all) => {
      let renames = all;
      let refusal = refusalOf(sources, renames);
      if (refusal.some((message) => message.includes("every object of JavaScript"))) {
        renames = withoutInherited(all);
        refusal = refusalOf(sources, renames);
      }
      survived.refused.push(...refusal);
      if (refusal.length > 0) return;
      const evil = await compiled(checkedModel(renamedSources(sources, renames)));
      if (typeChecked) expect(evil.output.typeErrors()).toEqual([]);
      for (const aggregate of plain.aggregates) {
        const ref = renamedRef(aggregate.decl.ref, renames);
        const other = evil.aggregates.find(({ decl }) => decl.ref === ref)!;
        fc.assert(
          fc.property(historyOf(aggregate, plain, 20), (history) => {
            expectAlike({ domain: plain, aggregate }, { domain: evil, aggregate: other }, history, renames);
          }),
          { numRuns: 15 },
        );
      }
      survived.compiled++;
      evil.output.remove();
    }),
    // Shrinking would compile the model again and again.
    { numRuns: times, endOnFailure: true },
  );
  return survived;
}

/** What is said against a model under new names; nothing when it compiles. */
function refusalOf(sources: readonly Source[], renames: Renames): readonly string[] {
  const { model, diagnostics } = checkModel(renamedSources(sources, renames));
  if (model === undefined) return diagnostics.map(({ message }) => message);
  const generated = generate(model, { packageName: "renamed", emit: ["ts"], modelRoot: ".." });
  return generated.ok ? [] : generated.findings.map(({ message }) => message);
}

interface Side {
  readonly domain: Domain;
  readonly aggregate: Compiled;
}

/** The same commands lead to the same events, rejections and states, but for their names. */
function expectAlike(plain: Side, evil: Side, { id, steps }: History, renames: Renames): void {
  const one = player(plain);
  const other = player(evil);
  for (const step of steps) {
    const data = dataOf(plain.aggregate, step, id, one.state());
    const { id: who, roles, ...rest } = step.caller;
    const caller = { ...rest, id: who, roles: roles.map((role) => renames.get(role) ?? role) };
    const before = one.ask(step.command, data, step.caller);
    const after = other.ask(
      renames.get(step.command) ?? step.command,
      renamed(data, renames) as object,
      caller,
    );
    expectSame(after, renamed(before, renames));
    expectSame(other.state(), renamed(one.state(), renames));
  }
}

function player({ domain, aggregate }: Side) {
  const { definition } = aggregate;
  const [context = ""] = definition.name.split(".");
  const externals = calledBy(domain, context);
  let state: object | undefined;
  return {
    state: () => state,
    ask(type: string, data: object, caller: Parameters<typeof contextFor>[0]): unknown {
      const decision = aggregate.decide(state, { type, data }, contextFor(caller, externals));
      if (!decision.ok) return judged(decision);
      const id = String(Reflect.get(data, definition.identity)).toLowerCase();
      const meta = {
        occurredAt: now,
        streamId: `${definition.name}-${id}`,
        correlationId: "",
        causationId: "",
        actor: { id: "", roles: [] },
      };
      for (const event of decision.events) state = aggregate.evolve(state, event, meta);
      return decision;
    },
  };
}

/** A rejection without its texts: messages are among what is renamed. */
function judged({ rejection }: Decision<EventLike, RejectionLike> & { readonly ok: false }): unknown {
  const { type, data } = rejection;
  // A model may have a rejection with a field of that name.
  const isBuiltIn = type === "Invalid" || type === "InvariantViolated";
  if (!isBuiltIn || !("problems" in data)) return { type, data };
  return { type, problems: (data.problems as readonly unknown[]).length };
}
