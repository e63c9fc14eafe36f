/**
 * Generated projections against the reference semantics: after any history the rows of a table that was kept live, those of
 * one that was rebuilt, and those of the simulator are the same, and so is what the declared queries answer; whatever
 * restarts, partitions and rebuilds there were while events were appended.
 */
import { join } from "node:path";
import { readdirSync } from "node:fs";
import fc from "fast-check";
import { typescriptEmitter } from "../../generator/src/typescript/index.js";
import { checkModel, type Model } from "@esdl/language";
import { createSimulator, type Data, type Simulator, type World } from "@esdl/simulator";
import {
  createApp,
  jsonCodec,
  memory,
  type App,
  type Module,
  type ProjectionDefinition,
  type ProjectionQuery,
  type Store,
  type StoreSource,
} from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { afterAll, describe, expect, it } from "vitest";
import { writeOutput } from "../../generator/src/testing/output.js";
import { arbitraryOf } from "../models/arbitrary-input.js";
import { corpus } from "../models/corpus.js";
import { scratch } from "../stores/stores.js";

type ProjectionModule = Readonly<Record<string, unknown>> & {
  readonly definition: ProjectionDefinition;
};
type Event = ReturnType<Simulator["step"]>["effects"][number] & { readonly kind: "recorded" };

const models = corpus.flatMap(({ name, sources }) => {
  const { model } = checkModel(sources);
  return model?.contexts.some(({ projections }) => projections.length > 0) === true ? [{ name, model }] : [];
});

const written = writeOutput(
  models.flatMap(({ name, model }) =>
    [...typescriptEmitter.emit(model, { packageName: "generated", emit: ["ts"], modelRoot: ".." })].map(
      ({ path, ...rest }) => ({ ...rest, path: `${name}/${path}` }),
    ),
  ),
);
afterAll(() => {
  written.remove();
});

/** The modules of a model's contexts, and the namespaces of its projections by their qualified names. */
async function load(name: string, model: Model) {
  const modules: Module[] = [];
  const projections = new Map<string, ProjectionModule>();
  const source = join(written.folder, name, "src");
  for (const folder of readdirSync(source, { withFileTypes: true })) {
    if (!folder.isDirectory()) continue;
    const exported: Record<string, unknown> = await import(
      /* @vite-ignore */ join(source, folder.name, "index.ts")
    );
    for (const value of Object.values(exported)) {
      if (typeof value !== "object" || value === null) continue;
      if ("contract" in value) modules.push(value as Module);
      if ("definition" in value && "table" in (value.definition as object)) {
        const found = value as ProjectionModule;
        projections.set(found.definition.name, found);
      }
    }
  }
  const all = model.contexts.flatMap((context) => context.projections);
  expect([...projections.keys()].sort()).toEqual(all.map(({ ref }) => ref).sort());
  return { modules, projections: all.map((decl) => ({ decl, module: projections.get(decl.ref)! })) };
}

/** Some history of a model: commands of the system, and time that passes. */
function historyOf(model: Model): fc.Arbitrary<(simulator: Simulator) => { world: World; events: Event[] }> {
  const { ofFields } = arbitraryOf(model);
  const commands = model.contexts.flatMap(({ aggregates }) =>
    aggregates.flatMap(({ identity, commands }) =>
      commands.map((command) =>
        ofFields([identity, ...command.params]).map((input) => ({
          kind: "command" as const,
          command: command.ref,
          input: input as Data,
        })),
      ),
    ),
  );
  const pause = fc.constantFrom("PT1H", "P1D").map((by) => ({ kind: "advance" as const, by }));
  return fc
    .array(fc.oneof(...commands, pause), { minLength: 20, maxLength: 60 })
    .map((actions) => (simulator) => {
      let world = simulator.begin();
      const events: Event[] = [];
      for (const action of actions) {
        for (const next of [(at: World) => simulator.step(at, action), (at: World) => simulator.settle(at)]) {
          const step = next(world);
          world = step.world;
          for (const effect of step.effects) if (effect.kind === "recorded") events.push(effect);
        }
      }
      return { world, events };
    });
}

async function append(store: Store, model: Model, events: readonly Event[]): Promise<void> {
  const versions = new Map(
    model.contexts.flatMap(({ aggregates }) =>
      aggregates.flatMap((aggregate) => aggregate.events.map(({ ref, version }) => [ref, version] as const)),
    ),
  );
  for (const { event } of events) {
    const meta = event.meta as unknown as Parameters<typeof jsonCodec.encode>[0]["meta"];
    const result = await store.commit({
      appends: [
        {
          stream: event.streamId,
          category: event.aggregate,
          expected: "any",
          events: [
            jsonCodec.encode({
              type: event.event.slice(event.event.lastIndexOf(".") + 1),
              schema: versions.get(event.event)!,
              data: event.data,
              meta: { ...meta, id: event.id },
            }),
          ],
        },
      ],
    });
    expect(result.ok).toBe(true);
  }
}

const sources: readonly { readonly store: string; readonly fresh: () => StoreSource }[] = [
  { store: "memory", fresh: memory },
  { store: "SQLite", fresh: () => sqlite(join(scratch(), "store.db")) },
];

/** External functions are for commands, which are not run here, and for old versions, which are not stored here. */
/** A module as it is where nobody reacts: the histories have in them what sagas and policies did. */
function projectionsAlone({ contract, context, aggregates, projections = [], externals }: Module): Module {
  return { contract, context, aggregates, projections, externals };
}

const externalsOf = (modules: readonly Module[]): object =>
  Object.fromEntries(
    modules
      .filter(({ externals }) => externals.length > 0)
      .map(({ context, externals }) => [
        context,
        Object.fromEntries(externals.map((name) => [name, () => "0"])),
      ]),
  );

async function settled(app: App): Promise<void> {
  for (;;) {
    const { projections } = await app.health();
    if (projections.every(({ rebuild, state }) => rebuild === undefined && state === "live")) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** What befalls an app while its projections follow the log: so many events are appended, and meanwhile something is done. */
interface Turn {
  readonly events: number;
  readonly then: "go on" | "restart" | "rebuild" | "cancel" | "look";
}

const turns: fc.Arbitrary<readonly Turn[]> = fc.array(
  fc.record({
    events: fc.nat(12),
    then: fc.constantFrom<Turn["then"][]>("go on", "restart", "rebuild", "cancel", "look"),
  }),
  { minLength: 2, maxLength: 7 },
);

/** The models of which some command was accepted. */
const lively = new Set<string>();

describe.each(models)("the projections of $name", ({ name, model }) => {
  it.each(sources)(
    "are what the simulator says, live and rebuilt, on $store",
    async ({ fresh }) => {
      const { modules, projections } = await load(name, model);
      const simulator = createSimulator(model);
      const { ofFields } = arbitraryOf(model);
      const queries = projections.flatMap(({ decl, module }) =>
        decl.queries.map((query) => ({ decl, module, query })),
      );
      const args = fc.tuple(...queries.map(({ query }) => ofFields(query.params)));
      await fc.assert(
        fc.asyncProperty(historyOf(model), args, turns, async (history, given, plan) => {
          const { world, events } = history(simulator);
          if (events.length > 0) lively.add(name);
          const source = fresh();
          const store = await source.open();
          const refs = projections.map(({ decl }) => decl.ref);
          let starts = 0;
          const start = async (): Promise<App> => {
            const count = [1, 3, 1, 3][starts++ % 4]!;
            const app = await createApp({
              modules: modules.map(projectionsAlone) as never,
              store: source,
              externals: externalsOf(modules) as never,
              projections: { partitions: Object.fromEntries(refs.map((ref) => [ref, count])) },
            });
            await app.start();
            return app;
          };
          const befall: Readonly<Record<Turn["then"], () => Promise<unknown>>> = {
            "go on": () => Promise.resolve(),
            restart: async () => {
              await app.close();
              app = await start();
            },
            rebuild: () => Promise.all(refs.map((ref) => app.projections.rebuild(ref))),
            cancel: () => Promise.all(refs.map((ref) => app.projections.cancelRebuild(ref))),
            look: () => new Promise((resolve) => setTimeout(resolve, 3)),
          };
          let app = await start();
          try {
            let next = 0;
            for (const turn of plan) {
              const some = events.slice(next, (next += turn.events));
              await Promise.all([append(store, model, some), befall[turn.then]()]);
            }
            await append(store, model, events.slice(next));
            const after = { position: events.length };
            const compare = async (): Promise<void> => {
              for (const { decl, module } of projections) {
                const names = [...decl.keys, ...decl.fields].map((field) => field.name);
                const stored = (rows: readonly object[]): unknown =>
                  rows.map((row) =>
                    Object.fromEntries(Object.entries(row).filter(([of]) => names.includes(of))),
                  );
                const read = app.read(module);
                const { rows } = await read.list({ after, limit: 10_000 });
                expect(stored(rows)).toEqual(simulator.rowsOf(world, decl.ref));
                for (const row of rows) {
                  const parts = Object.fromEntries(
                    decl.keys.map((key) => [key.name, (row as Data)[key.name]]),
                  );
                  const [only] = Object.values(parts);
                  expect(await read.get(decl.keys.length === 1 ? only : parts)).toEqual(row);
                }
                for (const [at, { query, decl: owner }] of queries.entries()) {
                  if (owner !== decl) continue;
                  const input = given[at] as Data;
                  const declared = module[query.name] as (args: unknown) => ProjectionQuery;
                  let asked: ProjectionQuery;
                  try {
                    asked = declared(input);
                  } catch (error) {
                    // An argument that breaks the condition of its type.
                    expect(error).toBeInstanceOf(TypeError);
                    continue;
                  }
                  expect(stored(await read.find(asked))).toEqual(
                    simulator.query(world, decl.ref, query.name, input),
                  );
                }
              }
            };
            await compare();
            await befall.rebuild();
            await settled(app);
            await compare();
          } finally {
            await app.close();
            await store.close();
          }
        }),
        { numRuns: 2 },
      );
    },
    60_000,
  );
});

it("sees histories in which something happens, of most models", () => {
  expect(lively.size).toBeGreaterThan(models.length / 2);
});
