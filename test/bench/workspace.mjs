// A large workspace for editors: the test models and examples over and over, each copy's contexts under names of its own, so
// that every construct is there; or one context in many files.
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { aggregateText } from "./compile.bench.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** Tiny files, or names that cannot be told from words of the language. */
const left = new Set(["oddments", "loyalty", "layout"]);

/** The folders of the test models and examples. */
export const modelFolders = ["test/models", "examples"].flatMap((parent) =>
  readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(root, parent, name)),
);

export const modelFiles = (folder) =>
  readdirSync(folder, { recursive: true })
    // Releases of before would be the same contexts once more.
    .filter((name) => name.endsWith(".esdl") && !/node_modules|^history\b/.test(name))
    .map((name) => ({
      name: `${basename(folder)}/${basename(name)}`,
      text: readFileSync(join(folder, name), "utf8"),
    }));

const linesOf = (text) => text.split("\n").length - 1;
const sum = (files) => files.reduce((all, { text }) => all + linesOf(text), 0);

/** Files with about so many lines in all, many contexts that use one another. */
export function manyContexts(lines) {
  const models = modelFolders.filter((folder) => !left.has(basename(folder))).map(modelFiles);
  const files = [];
  for (let copy = 0; sum(files) < lines; copy++)
    for (const [index, model] of models.entries()) {
      const contexts = new Set(
        model.flatMap(({ text }) => [...text.matchAll(/^context (\w+)/gm)].map(([, name]) => name)),
      );
      const names = new RegExp(String.raw`\b(${[...contexts].join("|")})\b`, "g");
      for (const { name, text } of model)
        files.push({ path: join(`copy${copy}`, name), text: text.replace(names, `$1${copy}x${index}`) });
    }
  return files;
}

/** One context in so many files. */
export function oneContext(lines, count) {
  const perFile = Math.round(lines / count / linesOf(aggregateText(0, 0)));
  return Array.from({ length: count }, (_, file) => ({
    path: join("model", `orders${file}.esdl`),
    text: `context Sales\n\n${Array.from({ length: perFile }, (_, index) => aggregateText(file, index)).join("\n")}`,
  }));
}

export const describeWorkspace = (files) =>
  `${sum(files)} lines in ${files.length} files, ${new Set(files.map(({ path }) => dirname(path))).size} folders`;
