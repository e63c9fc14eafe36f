/**
 * Chains of steps, whatever they are: what holds of one step holds of all of them together, and of the way back; and the
 * simulator, which interprets them, reads the same as what was generated.
 */
import { lookup as lookupOf, type EventDecl } from "@esdl/language/model";
import type { EventMeta, StoredEvent } from "@esdl/runtime";
import { createUpcasting, type Data } from "@esdl/simulator";
import fc from "fast-check";
import { expect } from "vitest";
import { jsonCodec } from "../../runtime/src/store/codec.js";
import { eventReader, partsOf } from "../../runtime/src/app/reading.js";
import { objectOf } from "../properties/values.js";
import { checkedModel, compiled } from "../support/generated.js";
import { histories } from "./histories.js";

type Step = (data: object, meta?: EventMeta) => object;

const identity = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

const meta = {
  occurredAt: "2020-02-03T04:05:06.789Z",
  streamId: "Chains.Thing-x",
  correlationId: "c",
  causationId: "c",
  actor: { id: "ann", roles: [] },
} satisfies EventMeta;

const former: Readonly<Record<string, string>> = { a: "y", b: "x", c: "d" };

/** The data as a release wrote it that had the former names of members. */
function withFormerNames(data: object, kinds: ReadonlySet<string>): object;
function withFormerNames(data: unknown, kinds: ReadonlySet<string>): unknown {
  if (typeof data === "string") return data;
  if (Array.isArray(data)) return data.map((item: object) => withFormerNames(item, kinds));
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, value]: [string, unknown]) => [
      name,
      kinds.has(name) && typeof value === "string"
        ? (former[value] ?? value)
        : withFormerNames(value as object, kinds),
    ]),
  );
}

/** Judges the histories of one model. Answers how many steps were undone: a property that undoes none says little. */
async function undoneOf(text: string): Promise<number> {
  let undone = 0;
  const model = checkedModel([{ path: "chains.esdl", text }]);
  const lookup = lookupOf(model);
  const domain = await compiled(model);
  const thing = domain.aggregates[0]!;
  const { definition } = thing;
  const simulated = createUpcasting(model);
  const functions: Readonly<Record<string, Step | undefined>> = await import(
    /* @vite-ignore */ domain.output.path("src/chains/upcasters.ts")
  );
  const reader = eventReader(definition, {});
  const direct = ({ name }: EventDecl, schema: number, data: object): object => {
    const stored: StoredEvent = {
      stream: "Chains.Thing-x",
      category: "Chains.Thing",
      version: 1,
      position: 1,
      type: name,
      schema,
      data: JSON.stringify(data),
      meta: JSON.stringify(meta),
    };
    return partsOf(reader, jsonCodec, stored)[0]!.data;
  };

  for (const event of model.contexts[0]!.aggregates[0]!.events) {
    const { name, versions } = event;
    for (const { version, fields } of versions) {
      const isKind = ({ type }: (typeof fields)[number]): boolean => type.kind === "enum";
      const kinds = new Set(["k", ...fields.filter(isKind).map((field) => field.name)]);
      fc.assert(
        fc.property(objectOf(fields, lookup, "stored"), (data) => {
          const read = direct(event, version, data);
          expect(definition.events[name]!.check(read)).toEqual([]);
          expect(thing.stores(name, read)).toBe(true);
          const stored = { event: event.ref, version, data: JSON.parse(JSON.stringify(data)) as Data };
          expect(simulated.upcast({ ...stored, identity, meta })).toEqual([{ event: event.ref, data: read }]);
          expect(direct(event, version, withFormerNames(data, kinds))).toEqual(read);

          let stepped: object = JSON.parse(JSON.stringify(data)) as object;
          for (let at = version; at < event.version; at++) {
            const before = stepped;
            stepped = functions[`upcast${name}V${String(at)}`]!(before, meta);
            const down = functions[`downcast${name}V${String(at + 1)}`];
            if (down === undefined) continue;
            undone++;
            expect(down(stepped)).toEqual(before);
          }
          expect(stepped).toEqual(read);
        }),
        { numRuns: 8 },
      );
    }
  }
  return undone;
}

/** Judges random models, so many of them. */
export async function judgeHistories(models: number): Promise<void> {
  let undone = 0;
  await fc.assert(
    fc.asyncProperty(histories, async (text) => {
      undone += await undoneOf(text);
    }),
    { numRuns: models, endOnFailure: true },
  );
  expect(undone).toBeGreaterThan(30 * models);
}
