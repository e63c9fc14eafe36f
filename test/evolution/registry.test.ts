/** The registry knows every version that was ever stored, says what it looked like, and judges stored data by it. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { isInvertible, lookup as lookupOf } from "@esdl/language/model";
import { downcast, schemaOf, validateStored, type RegisteredSchema, type Registry } from "@esdl/runtime";
import { esdlVocabulary } from "@esdl/generator";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { objectOf } from "../properties/values.js";
import { checkedModel, compiled, sourcesIn } from "../support/generated.js";

const domain = await compiled(checkedModel(sourcesIn("test/models/history")));
const { historyRegistry: registry }: { readonly historyRegistry: Registry } = await import(
  /* @vite-ignore */ domain.output.path("src/history/index.ts")
);
const lookup = lookupOf(domain.model);

const stored = (type: string, schema: number, data: object) => ({
  category: "History.Doc",
  type,
  schema,
  data: JSON.stringify(data),
});

it("lists what registry.json lists, with the same fingerprints", () => {
  const file = JSON.parse(readFileSync(domain.output.path("schemas/registry.json"), "utf8")) as {
    readonly formatVersion: number;
    readonly schemas: readonly object[];
  };
  expect(file.formatVersion).toBe(registry.formatVersion);
  const known = new Map(registry.schemas.map((entry) => [entry.id, entry]));
  expect(known.size).toBe(registry.schemas.length);
  for (const listed of file.schemas as readonly RegisteredSchema[]) {
    const entry = known.get(listed.id)!;
    for (const member of ["kind", "name", "version", "current", "public", "formerly", "retired"] as const)
      expect(listed[member]).toEqual(entry[member]);
    const hash = createHash("sha256").update(entry.canonical).digest("hex");
    expect([listed.fingerprint, entry.fingerprint]).toEqual([`sha256:${hash}`, `sha256:${hash}`]);
  }
  expect(file.schemas).toHaveLength(known.size);
});

describe("each version of each event", () => {
  const events = [...lookup.events.values()].flatMap((event) =>
    event.versions.map(({ version, fields }) => ({
      event,
      version,
      fields,
      name: `${event.name} ${String(version)}`,
    })),
  );

  it.each(events)(
    "$name: what the judge of its version accepts, its schema does",
    ({ event, version, fields }) => {
      const entry = registry.schemas.find(
        ({ id }) => id === `urn:esdl:event:${event.ref}:${String(version)}`,
      )!;
      const ajv = new Ajv2020({ strict: true, strictTypes: false });
      for (const keyword of esdlVocabulary) ajv.addKeyword({ ...keyword });
      const accepts = ajv.compile(schemaOf(entry));
      fc.assert(
        fc.property(objectOf(fields, lookup, "stored"), (data) => {
          expect(validateStored([registry], stored(event.name, version, data))).toEqual([]);
          expect(accepts(data), JSON.stringify(accepts.errors)).toBe(true);
        }),
        { numRuns: 20 },
      );
    },
  );
});

it("judges an event by the version and under the name that it was stored with, former names of members included", () => {
  const ann = "018f6b1c-9a3e-7c54-b2d1-000000000001";
  const data = { name: "Hello", kind: "paper", text: "one two", size: 7, by: ann };
  expect(validateStored([registry], stored("PaperWritten", 1, data))).toEqual([]);
  const entry = registry.schemas.find(({ id }) => id === "urn:esdl:event:History.Doc.DocWritten:1")!;
  expect(new Ajv2020({ strict: false }).compile(schemaOf(entry))(data)).toBe(true);
});

it.each<[what: string, type: string, version: number, data: string, path: string]>([
  [
    "a member of a wrong type",
    "DocWritten",
    1,
    `{"name":"x","kind":"memo","text":"","size":"7","by":"018f6b1c-9a3e-7c54-b2d1-000000000001"}`,
    "/size",
  ],
  ["a member that the enum never had", "Archived", 2, `{"reason":"x","kind":"pigeon"}`, "/kind"],
  ["a member of another version", "Tagged", 1, `{"tag":"a","weight":10}`, "/weight"],
  ["no object", "Tagged", 2, "3", ""],
  ["no JSON", "Tagged", 2, "{", ""],
  ["a version that never was", "Tagged", 9, "{}", ""],
])("finds %s", (_, type, version, data, path) => {
  const problems = validateStored([registry], { category: "History.Doc", type, schema: version, data });
  expect(problems.map((problem) => problem.path)).toEqual([path]);
});

describe("an event of today, for consumers of before", () => {
  it.each([...lookup.events.values()].filter(({ retired }) => retired === undefined))(
    "$name: comes back to what an older version accepts, wherever no step lost anything",
    (event) => {
      const { name, version: current, versions, fields } = event;
      const today = { category: "History.Doc", type: name };
      for (const { version } of versions) {
        fc.assert(
          fc.property(objectOf(fields, lookup, "stored"), (data) => {
            const older = downcast([registry], { ...today, data }, version);
            expect(older !== undefined).toBe(isInvertible(event, version, lookup));
            if (older === undefined) return;
            expect(validateStored([registry], stored(name, version, older))).toEqual([]);
            if (version === current) expect(older).toBe(data);
          }),
          { numRuns: 10 },
        );
      }
    },
  );

  it("is unknown in a version that never was, or under a name that never was", () => {
    const today = { category: "History.Doc", type: "Printed", data: { pages: 3 } };
    expect(downcast([registry], today, 99)).toBeUndefined();
    expect(downcast([registry], { ...today, type: "Burnt" }, 1)).toBeUndefined();
  });
});
