/** The corpus: every folder here is a model, and so are those of the examples. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Source } from "@esdl/language";

const here = fileURLToPath(new URL(".", import.meta.url));
const examples = fileURLToPath(new URL("../../examples/", import.meta.url));

export interface CorpusModel {
  readonly name: string;
  readonly sources: readonly Source[];
}

const folders = (root: string): readonly string[] =>
  readdirSync(root, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

function modelIn(name: string, folder: string): readonly CorpusModel[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(".esdl"));
  const sources = files.sort().map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
  return sources.length === 0 ? [] : [{ name, sources }];
}

export const corpus: readonly CorpusModel[] = [
  ...folders(here).flatMap((name) => modelIn(name, join(here, name))),
  ...folders(examples).flatMap((name) => modelIn(`examples/${name}`, join(examples, name, "model"))),
];
