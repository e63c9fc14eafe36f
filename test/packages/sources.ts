/** Reads what is built: what each file imports, and what it does when it is loaded. */
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import ts from "typescript";

/** A module specifier in a file, as `import`, `export … from`, `import(…)` or in a type. */
export interface Import {
  readonly file: string;
  readonly specifier: string;
}

/** The files under a folder whose names end so, relative to it, sorted. */
export const filesUnder = (folder: string, ends: RegExp): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => ends.test(path))
    .sort();

/** What the JavaScript and the declarations in a folder import from elsewhere: packages and what Node has. */
export function importsIn(folder: string): readonly Import[] {
  return filesUnder(folder, /\.(js|d\.ts)$/).flatMap((file) =>
    ts
      .preProcessFile(readFileSync(join(folder, file), "utf8"), true, true)
      .importedFiles.map(({ fileName }) => ({ file, specifier: fileName }))
      .filter(({ specifier }) => !specifier.startsWith(".")),
  );
}

export const isBuiltIn = (specifier: string): boolean =>
  specifier.startsWith("node:") || builtinModules.includes(specifier);

/** `@a/b` of `@a/b/c.js`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** The statements of a module that do something when it is loaded, rather than declare: `file: text`. */
export function effectsIn(file: string, text: string): readonly string[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023);
  const declares = (node: ts.Statement): boolean =>
    ts.isImportDeclaration(node)
      ? node.importClause !== undefined
      : ts.isExportDeclaration(node) ||
        ts.isFunctionDeclaration(node) ||
        ts.isClassDeclaration(node) ||
        ts.isVariableStatement(node) ||
        ts.isEmptyStatement(node);
  return tree.statements
    .filter((node) => !declares(node))
    .map((node) => `${file}: ${node.getText(tree).split("\n")[0] ?? ""}`);
}
