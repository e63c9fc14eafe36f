/** For tests of what is generated: compiles a model into a folder of its own, loads it, and removes it at the end. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkModel, type Source } from "@esdl/language";
import { lookup as lookupOf, type AggregateDecl, type Lookup, type Model } from "@esdl/language/model";
import { esdlVocabulary, generate, packageNames, type EmittedFile } from "@esdl/generator";
import type {
  AggregateDefinition,
  CommandContext,
  Decision,
  EventLike,
  EventMeta,
  Module,
  RejectionLike,
} from "@esdl/runtime";
import { Ajv2020, type AnySchemaObject } from "ajv/dist/2020.js";
import { afterAll } from "vitest";
import { writeOutput, type Output } from "../../generator/src/testing/output.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** What a generated aggregate's file exports. */
export interface GeneratedAggregate {
  readonly definition: AggregateDefinition;
  evolve(state: object | undefined, event: EventLike, meta: EventMeta): object;
  decide(
    state: object | undefined,
    command: { readonly type: string; readonly data: unknown },
    context: CommandContext,
  ): Decision<EventLike, RejectionLike>;
}

/** An aggregate of a model, with the code and the schemas generated from it. */
export interface Compiled extends GeneratedAggregate {
  readonly decl: AggregateDecl;
  /** Whether the schema of a command's input accepts it. */
  accepts(command: string, input: unknown): boolean;
  /** Whether the schema of an event as it is stored accepts its data. */
  stores(event: string, data: unknown): boolean;
}

/** A model with all that is generated from it. */
export interface Domain {
  readonly model: Model;
  readonly lookup: Lookup;
  readonly output: Output;
  readonly modules: readonly Module[];
  readonly aggregates: readonly Compiled[];
}

/** Changes a generated file before it is written: for tests that show that a property notices. */
export type Edit = (file: EmittedFile) => string;

const outputs: Output[] = [];
afterAll(() => {
  for (const output of outputs.splice(0)) output.remove();
});

/** The sources in a folder of the repository, `examples/banking/model`. */
export function sourcesIn(folder: string): readonly Source[] {
  const at = join(repository, folder);
  return readdirSync(at, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".esdl"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(at, path), "utf8") }));
}

/** The checked model of sources that must be right. */
export function checkedModel(sources: readonly Source[]): Model {
  const { model, diagnostics } = checkModel(sources);
  if (model !== undefined) return model;
  const said = diagnostics.map(
    ({ file, range, message }) => `${file}:${String(range.start.line)} ${message}`,
  );
  throw new Error(`the model is wrong:\n${said.join("\n")}`);
}

/** Compiles a model, writes what is generated, and loads it. The folder goes away when the test file ends. */
export async function compiled(model: Model, edit?: Edit): Promise<Domain> {
  const generated = generate(model, { packageName: "generated", emit: ["ts"], modelRoot: ".." });
  if (!generated.ok) throw new Error(generated.findings.map(({ message }) => message).join("\n"));
  const files = generated.files.map((file) => (edit === undefined ? file : { ...file, text: edit(file) }));
  const output = writeOutput(files);
  outputs.push(output);
  const names = packageNames(model);
  const ajv = ajvOf(files);
  const modules: Module[] = [];
  const aggregates: Compiled[] = [];
  for (const context of model.contexts) {
    const folder = names.folder(context.name);
    const exported = await load<Readonly<Record<string, Module>>>(output, `${folder}/module`);
    modules.push(exported[names.module(context.name)]!);
    for (const decl of context.aggregates) {
      const path = `${folder}/${names.file(decl.ref)}`;
      const aggregate = await load<GeneratedAggregate>(output, path);
      const accepted = (kind: string, versionOf: (name: string) => number) => {
        return (name: string, value: unknown): boolean =>
          ajv.getSchema(`urn:esdl:${kind}:${decl.ref}.${name}:${String(versionOf(name))}`)!(value) === true;
      };
      aggregates.push({
        decl,
        ...aggregate,
        accepts: accepted("command", () => 1),
        stores: accepted("event", (name) => decl.events.find((event) => event.name === name)!.version),
      });
    }
  }
  return { model, lookup: lookupOf(model), output, modules, aggregates };
}

async function load<T>(output: Output, path: string): Promise<T> {
  const loaded: T = await import(/* @vite-ignore */ output.path(`src/${path}.ts`));
  return loaded;
}

/** ajv with our vocabulary and every generated schema. A member named like one of `Object.prototype` is absent unless own. */
function ajvOf(files: readonly EmittedFile[]): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, strictRequired: true, strictTypes: false, ownProperties: true });
  for (const keyword of esdlVocabulary) ajv.addKeyword({ ...keyword });
  for (const { path, text } of files) {
    if (!path.includes("schemas/") || !path.endsWith(".json") || path.endsWith("/registry.json")) continue;
    ajv.addSchema(JSON.parse(text) as AnySchemaObject);
  }
  return ajv;
}
