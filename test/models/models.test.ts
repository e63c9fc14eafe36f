/**
 * Models as people may write them, each a folder, held to what the language page says of them: they check without a word,
 * they compile, what comes out passes the strictest type check, and it behaves as their scenarios say.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { generate } from "@esdl/generator";
import { checkModel, type Model } from "@esdl/language";
import { decideWith, type AggregateDefinition, type Module } from "@esdl/runtime";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { memory } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { useStore } from "@esdl/runtime/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeOutput, type Output } from "../../generator/src/testing/output.js";
import { modelSchema } from "../../language/src/model/schema.js";
import { expected, isPlayable, play } from "./aggregate-scenarios.js";
import { arbitraryOf } from "./arbitrary-input.js";
import { corpus } from "./corpus.js";
import { bundleTests } from "./generated-tests.js";

const checked = corpus.map(({ name, sources }) => ({ name, ...checkModel(sources) }));
const sound = checked.flatMap(({ name, model }) => (model === undefined ? [] : [{ name, model }]));
const outputs: Output[] = [];
afterAll(() => {
  for (const output of outputs) output.remove();
});

it("holds the models", () => {
  expect(corpus.length).toBeGreaterThan(15);
});

describe("a model of the corpus", () => {
  it.each(checked)("$name checks without an error and without a warning", ({ diagnostics }) => {
    expect(
      diagnostics.map(
        ({ file, range, code, message }) => `${file}:${String(range.start.line)} ${code} ${message}`,
      ),
    ).toEqual([]);
  });

  it.each(corpus)("$name means the same with other line ends, a byte order mark and tabs", ({ sources }) => {
    const changed = sources.map(({ path, text }) => ({
      path,
      text: `\uFEFF${text.replaceAll("  ", "\t").replaceAll("\n", "\r\n")}`,
    }));
    expect(checkModel(changed).diagnostics).toEqual([]);
  });

  // Words as names at the beginnings of lines, and lines that go on against all custom, deceive what mends damaged files.
  it.each(corpus.filter(({ name }) => !["keywords", "layout"].includes(name)))(
    "$name with one mistake of syntax behind it has one problem",
    ({ sources }) => {
      for (const broken of sources) {
        const changed = sources.map(({ path, text }) => ({
          path,
          text: path === broken.path ? `${text}\nvalue Broken { a int }\n` : text,
        }));
        expect(checkModel(changed).diagnostics.map(({ message }) => message)).toEqual([
          "Expected `:` and a type after the field name `a`, but found `int`",
        ]);
      }
    },
  );

  it.each(sound)("$name is as the published schema says", ({ model }) => {
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(modelSchema);
    expect(validate(JSON.parse(JSON.stringify(model))), JSON.stringify(validate.errors?.slice(0, 3))).toBe(
      true,
    );
  });

  it.each(sound)("$name compiles to TypeScript, JavaScript and declarations", ({ model }) => {
    const generated = generate(model, { packageName: "generated", emit: ["ts", "js"], modelRoot: ".." });
    expect(generated.ok ? [] : generated.findings.map(({ message }) => message)).toEqual([]);
  });
});

const packages = sound.map(({ name, model }) => {
  const generated = generate(model, { packageName: "generated", emit: ["ts"], modelRoot: ".." });
  return { name, files: generated.ok ? generated.files : [] };
});

/** All of them in one folder, for one type check: a file of a model stands below the model's name. */
const written = writeOutput(
  packages.flatMap(({ name, files }) =>
    files.map(({ path, ...rest }) => ({ ...rest, path: `${name}/${path}` })),
  ),
);
outputs.push(written);

it("what all of them compile to passes the strictest type check", () => {
  expect(written.typeErrors()).toEqual([]);
}, 300_000);

// Properties are the same on every store: they need none.
const isScenario = (path: string): boolean => !path.endsWith(".properties.test.ts");
const bundles = {
  memory: await bundleTests(packages),
  sqlite: await bundleTests(
    packages.map(({ name, files }) => ({ name, files: files.filter(({ path }) => isScenario(path)) })),
  ),
};
fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: 20 });
afterAll(() => {
  for (const bundle of Object.values(bundles)) bundle.remove();
});

describe.each([
  { store: "memory", make: memory },
  { store: "sqlite", make: () => sqlite(":memory:") },
] as const)("the tests that are generated hold on $store", async ({ store, make }) => {
  beforeAll(() => {
    useStore(make);
  });
  afterAll(() => {
    useStore(undefined);
  });
  await bundles[store].collect();
});

/** The generated definitions of a model's aggregates. */
async function definitionsOf(name: string): Promise<readonly AggregateDefinition[]> {
  const source = join(written.folder, name, "src");
  const found: AggregateDefinition[] = [];
  for (const context of readdirSync(source, { withFileTypes: true })) {
    if (!context.isDirectory() || context.name === "schemas") continue;
    const exported: Record<string, Module> = await import(
      /* @vite-ignore */ join(source, context.name, "module.ts")
    );
    for (const { aggregates } of Object.values(exported)) found.push(...aggregates);
  }
  return found;
}

const scenarios = sound.flatMap(({ name, model }) =>
  model.contexts.flatMap((context) =>
    context.scenarios.flatMap((scenario) =>
      isPlayable(scenario) ? [{ name, model, scenario, title: scenario.name }] : [],
    ),
  ),
);

describe("a scenario of one aggregate holds on generated code", () => {
  it.each(scenarios)("$name: $title", async ({ name, model, scenario }) => {
    const definition = (await definitionsOf(name)).find((candidate) => candidate.name === scenario.subject);
    expect(play(model, scenario, definition!)).toMatchObject(expected(model, scenario));
  });
});

const aggregates = sound.flatMap(({ name, model }) =>
  model.contexts.flatMap((context) =>
    context.aggregates
      .filter(({ commands }) => commands.length > 0)
      .map((aggregate) => ({ name, model, aggregate, ref: aggregate.ref })),
  ),
);

/** What external functions answer, whatever they are asked. */
const externalsOf = (model: Model): object => {
  const all = Object.fromEntries(
    model.contexts.flatMap(({ functions }) =>
      functions
        .filter(({ external }) => external)
        .map(({ name, result }) => [
          name,
          () => (result.kind === "scalar" && result.name === "bool" ? false : "0"),
        ]),
    ),
  );
  return { ...all, ...Object.fromEntries(model.contexts.map(({ name }) => [name, all])) };
};

let accepted = 0;

describe("arbitrary commands are decided, and never thrown at", () => {
  it.each(aggregates)("$name: $ref", async ({ name, model, aggregate, ref }) => {
    const definition = (await definitionsOf(name)).find((candidate) => candidate.name === ref)!;
    const arbitrary = arbitraryOf(model);
    const commands = fc.array(
      fc.oneof(
        ...aggregate.commands.map((command) =>
          fc.record({ type: fc.constant(command.name), data: arbitrary.ofFields(command.params) }),
        ),
      ),
      { minLength: 1, maxLength: 8 },
    );
    const creating = aggregate.commands.filter(({ flavour }) => flavour !== "plain");
    const first = fc.oneof(
      ...creating.map((command) =>
        fc.record({ type: fc.constant(command.name), data: arbitrary.ofFields(command.params) }),
      ),
    );
    fc.assert(
      fc.property(arbitrary.ofType(aggregate.identity.type), first, commands, (identity, begin, rest) => {
        let state: object | undefined;
        for (const { type, data } of [begin, ...rest]) {
          const decision = decideWith(
            definition,
            state,
            { type, data: { ...data, [definition.identity]: identity } },
            {
              now: "2026-01-02T03:04:05.678Z",
              newId: () => "0190d1c5-7e1a-7bbb-8000-0000000000ff",
              caller: { id: "system", roles: [], system: true },
              correlationId: "",
              causationId: "",
              externals: externalsOf(model),
            },
          );
          if (!decision.ok) continue;
          accepted++;
          for (const event of decision.events) {
            expect(definition.events[event.type]!.check(event.data)).toEqual([]);
            state = definition.apply(state, event, {
              occurredAt: "2026-01-02T03:04:05.678Z",
              streamId: `${ref}-x`,
              correlationId: "",
              causationId: "",
              actor: { id: "system", roles: [] },
            });
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it("accepts many of them", () => {
    expect(accepted).toBeGreaterThan(500);
  });
});
