/** Whatever a generated validator accepts, the schema accepts: for what is right, and for what is nearly right. */
import type { AggregateDefinition } from "@esdl/runtime";
import type { Problem } from "@esdl/runtime/values";
import { lookup as lookupOf, type Expr, type Field, type Lookup, type Type } from "@esdl/language/model";
import { Ajv2020, type AnySchemaObject } from "ajv/dist/2020.js";
import fc, { type Arbitrary } from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { packageNames } from "../names/index.js";
import { modelFolders, modelIn } from "../testing/models.js";
import { writeOutput, type Output } from "../testing/output.js";
import { typescriptEmitter } from "../typescript/index.js";
import { esdlVocabulary, jsonSchemaEmitter } from "./index.js";

const options = { packageName: "generated", emit: ["ts"], modelRoot: ".." } as const;
const outputs: Output[] = [];
afterAll(() => {
  for (const output of outputs) output.remove();
});

const wrong = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom("", "0", "-1.005", 0, 1.5, -1, null, [], {}, "2026-02-30"),
);

/** Values of a type, nearly all of them right. */
function valueOf(type: Type, lookup: Lookup): Arbitrary<unknown> {
  return fc.oneof({ weight: 30, arbitrary: right(type, lookup) }, { weight: 1, arbitrary: wrong });
}

function right(type: Type, lookup: Lookup): Arbitrary<unknown> {
  switch (type.kind) {
    case "scalar":
      return scalars[type.name]!;
    case "brand": {
      const { base, where } = lookup.brands.get(type.ref)!;
      const pattern = where === undefined ? undefined : patternIn(where);
      return pattern === undefined ? right(base, lookup) : fc.stringMatching(new RegExp(pattern, "u"));
    }
    case "enum": {
      const declared = lookup.enums.get(type.ref)?.members.map(({ name }) => name);
      return fc.constantFrom(...(declared ?? lookup.lifecycles.get(type.ref)!.statuses));
    }
    case "value":
      return objectOf(lookup.values.get(type.ref)!.fields, lookup);
    case "entity":
      return objectOf(lookup.entities.get(type.ref)!.fields, lookup);
    case "optional":
      return right(type.of, lookup);
    case "list":
    case "set":
      return fc.array(valueOf(type.of, lookup), { maxLength: 3 });
    case "map":
      return fc.dictionary(right(type.key, lookup).map(String), valueOf(type.value, lookup), { maxKeys: 3 });
    default:
      return wrong;
  }
}

const scalars: Readonly<Record<string, Arbitrary<unknown>>> = {
  string: fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom("ABC", "abc/1")),
  int: fc.integer({ min: -2, max: 120 }),
  decimal: fc.constantFrom("0", "1", "10.50", "1.500", "-3", "999999.99", "1000000", "1000000.01", "0.001"),
  bool: fc.boolean(),
  uuid: fc.oneof(
    fc.uuid(),
    fc.uuid().map((text) => text.toUpperCase()),
  ),
  instant: fc.constantFrom("2026-01-31T09:30:00Z", "2026-01-31T09:30:00.5Z", "2026-01-31T09:30:00.000Z"),
  date: fc.constantFrom("2026-01-31", "2024-02-29", "2026-02-29"),
  duration: fc.constantFrom("PT1H30M", "P1D", "-PT0.5S", "PT90M", "P1Y"),
  json: fc.jsonValue(),
};

function patternIn(where: Expr): string | undefined {
  if (where.kind === "matches") return where.source;
  return where.kind === "logical" ? (patternIn(where.left) ?? patternIn(where.right)) : undefined;
}

function objectOf(fields: readonly Field[], lookup: Lookup): Arbitrary<object> {
  const members = Object.fromEntries(fields.map(({ name, type }) => [name, valueOf(type, lookup)]));
  const needed = fields.filter(
    ({ type, default: value }) =>
      !["optional", "list", "set", "map"].includes(type.kind) && value === undefined,
  );
  const object = fc.record(members, { requiredKeys: needed.map(({ name }) => name) });
  const more = object.map((value) => ({ ...value, unknown: 1 }));
  return fc.oneof({ weight: 30, arbitrary: object }, { weight: 1, arbitrary: more });
}

describe.each(modelFolders)("the schemas of %s", (folder) => {
  const model = modelIn(folder);
  const lookup = lookupOf(model);
  const names = packageNames(model);
  const ajv = new Ajv2020({ strict: true, strictRequired: true });
  for (const keyword of esdlVocabulary) ajv.addKeyword({ ...keyword });
  for (const { path, text } of jsonSchemaEmitter.emit(model, options))
    if (path !== "schemas/registry.json") ajv.addSchema(JSON.parse(text) as AnySchemaObject);
  const output = writeOutput(typescriptEmitter.emit(model, options));
  outputs.push(output);
  const aggregates = model.contexts.flatMap((context) =>
    context.aggregates.map((aggregate) => ({
      aggregate,
      name: aggregate.ref,
      path: `${names.folder(context.name)}/${names.file(aggregate.ref)}`,
    })),
  );

  it.each(aggregates)("bear what the validators of $name accept", async ({ aggregate, path }) => {
    const module: unknown = await import(/* @vite-ignore */ output.path(`src/${path}.ts`));
    const { definition } = module as { readonly definition: AggregateDefinition };
    const schemaOf = (kind: string, ref: string, version: number): ((value: unknown) => boolean) => {
      const validate = ajv.getSchema(`urn:esdl:${kind}:${ref}:${String(version)}`)!;
      return (value) => validate(value) === true;
    };
    let [accepted, refused] = [0, 0];

    for (const command of aggregate.commands) {
      const accepts = schemaOf("command", command.ref, 1);
      const validator = definition.commands[command.name]!;
      fc.assert(
        fc.property(objectOf([aggregate.identity, ...command.params], lookup), (input) => {
          const problems: Problem[] = [];
          validator.parse(input, problems);
          if (problems.length > 0) refused++;
          else accepted++;
          if (problems.length === 0) expect(accepts(input)).toBe(true);
        }),
        { numRuns: 100 },
      );
    }

    for (const event of aggregate.events.filter(({ retired }) => retired === undefined)) {
      const accepts = schemaOf("event", event.ref, event.version);
      const validator = definition.events[event.name]!;
      fc.assert(
        fc.property(objectOf(event.fields, lookup), (data) => {
          if (validator.check(data).length === 0) expect(accepts(data)).toBe(true);
        }),
        { numRuns: 100 },
      );
    }
    expect(accepted).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
  });
});
