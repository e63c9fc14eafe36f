/** Checked models for tests: the examples, and the fixtures of the TypeScript emitter. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkModel, type Model } from "@esdl/language";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

/** Folders of models that must compile, relative to the repository. */
export const modelFolders = [
  "examples/banking/model",
  "examples/shop/model",
  "examples/evolution/model",
  "generator/src/typescript/fixtures",
] as const;

/** The model in a folder. */
export function modelIn(folder: (typeof modelFolders)[number]): Model {
  const at = join(repository, folder);
  const files = readdirSync(at).filter((name) => name.endsWith(".esdl"));
  return checked(files.map((path) => ({ path, text: readFileSync(join(at, path), "utf8") })));
}

/** The model of one text. */
export function modelOf(text: string): Model {
  return checked([{ path: "model.esdl", text }]);
}

function checked(sources: Parameters<typeof checkModel>[0]): Model {
  const { model, diagnostics } = checkModel(sources);
  if (model !== undefined) return model;
  const said = diagnostics.map(
    ({ file, range, message }) => `${file}:${String(range.start.line)} ${message}`,
  );
  throw new Error(`the model is wrong:\n${said.join("\n")}`);
}
