/** Chains of steps, whatever they are: what holds of one step holds of all of them together, and of the way back. */
import { lookup as lookupOf, type EventDecl } from "@esdl/language/model";
import type { EventMeta, StoredEvent } from "@esdl/runtime";
import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonCodec } from "../../runtime/src/store/codec.js";
import { eventReader, partsOf } from "../../runtime/src/app/reading.js";
import { objectOf } from "../properties/values.js";
import { checkedModel, compiled } from "../support/generated.js";
import { histories } from "./histories.js";

type Step = (data: object, meta?: EventMeta) => object;

const meta: EventMeta = {
  occurredAt: "2020-02-03T04:05:06.789Z",
  streamId: "Chains.Thing-x",
  correlationId: "c",
  causationId: "c",
  actor: { id: "ann", roles: [] },
};

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

/** How many steps were undone in all: a property that never got that far would say nothing. */
let undone = 0;

async function holdsFor(text: string): Promise<void> {
  const model = checkedModel([{ path: "chains.esdl", text }]);
  const lookup = lookupOf(model);
  const domain = await compiled(model);
  const { definition } = domain.aggregates[0]!;
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
}

it("old data is valid today, step by step as in one, with former names, and comes back where nothing was lost", async () => {
  await fc.assert(fc.asyncProperty(histories, holdsFor), { numRuns: 3, endOnFailure: true });
  expect(undone).toBeGreaterThan(100);
}, 120_000);
