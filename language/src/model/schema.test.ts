/** The JSON Schema of the model follows its types and takes exactly what the compiler makes. */
import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { checkModel } from "../check-model.js";
import { modelSchema } from "./schema.js";

const language = new URL("../../", import.meta.url);
const examples = new URL("../examples/", language);
const read = (url: URL): string => readFileSync(url, "utf8");

const sources = (name: string): readonly { readonly path: string; readonly text: string }[] => {
  const folder = new URL(`${name}/model/`, examples);
  return readdirSync(folder).map((path) => ({ path, text: read(new URL(path, folder)) }));
};

it("is what the types say", async () => {
  const tool = (await import(new URL("tools/model-schema.mjs", language).href)) as {
    readonly modelSchemaFiles: () => Promise<Readonly<Record<string, string>>>;
  };
  for (const [path, text] of Object.entries(await tool.modelSchemaFiles()))
    expect(read(new URL(path, language)), `${path}: run node language/tools/model-schema.mjs`).toBe(text);
});

describe.each(["banking", "shop", "evolution"])("the model of %s", (name) => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(modelSchema);
  const model: unknown = JSON.parse(JSON.stringify(checkModel(sources(name)).model));

  it("fits", () => {
    expect(validate(model), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  });

  it("fits no longer with a member too many or too few, anywhere", () => {
    // Every object of the model in turn, on a sample: a schema that is open somewhere would let one through.
    const places = objectsIn(model);
    const step = Math.max(1, Math.floor(places.length / 150));
    for (let at = 0; at < places.length; at += step) {
      const place = places[at]!;
      place["tooMany"] = 1;
      expect(validate(model), JSON.stringify(place).slice(0, 200)).toBe(false);
      delete place["tooMany"];
    }
    expect(validate(model)).toBe(true);
  });
});

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== "object" || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)];
}
