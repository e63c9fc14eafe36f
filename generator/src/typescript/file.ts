/**
 * One generated file while it is written: its imports, collected as names are used, and its local names, which are settled
 * last, so that no parameter hides what the file imports or declares.
 */
import { posix } from "node:path";
import type { Span } from "@esdl/language/model";
import type { EmittedFile } from "../emitter.js";
import { commentText, docComment, regexLiteral } from "../escape/index.js";
import { localName, type NameScope } from "../names/index.js";
import { group, hardline, ifBreak, indent, join, line, lines, mark, print, type Doc } from "./layout.js";
import { lower, upper, type Sym, type Symbols } from "./symbols.js";

interface Imported {
  readonly name: string;
  readonly alias: string;
  typeOnly: boolean;
}

/** The names of one function's parameters and variables: the same origin has the same name. */
export interface Locals {
  /** A local; its text is known when the file is printed. Asking for it does not count as a use. */
  local(origin: string, preferred: string): Local;
}

export interface Local {
  /** Refers to it, which counts as a use. */
  use(): Doc;
  /** Where it is declared. */
  readonly declare: Doc;
  /** How often it was referred to so far. */
  readonly uses: () => number;
  /** Its text; before the file is printed, the name it would like to have. */
  readonly text: () => string;
}

export interface File {
  readonly symbols: Symbols;
  /** Its module: path below `src/` without extension; `../test/…` of a test. */
  readonly module: string;
  readonly scope: NameScope;
  /** A type of the runtime's contract or values. */
  runtimeType(name: string): string;
  runtime(name: string): string;
  valueType(name: string): string;
  value(name: string): string;
  /** What another package exports, as a type only, or as a value. */
  importedType(from: string, name: string): string;
  imported(from: string, name: string): string;
  /** The local name of something generated, as a type only, or as a value (and type). */
  type(symbol: Sym): string;
  use(symbol: Sym): string;
  /** A constant that holds a regular expression, named after `hint`. */
  pattern(source: string, hint: string): string;
  locals(): Locals;
  print(sections: readonly Doc[]): EmittedFile;
}

/** Variables of generated functions that no name of the model may hide. */
const ownLocals: ReadonlySet<string> = new Set([
  "draft",
  "given",
  "item",
  "allowed",
  "changes",
  "args",
  "row",
  "globalThis",
]);

export function createFile(symbols: Symbols, module: string): File {
  const scope = symbols.scope(module);
  const imports = new Map<string, Map<string, Imported>>();
  const patterns = new Map<string, { readonly name: string; readonly literal: string }>();
  const functions: Set<{ text: string; readonly preferred: string }>[] = [];

  const bring = (
    from: string,
    name: string,
    typeOnly: boolean,
    prefix: () => string,
    wanted = name,
  ): string => {
    const names = imports.get(from) ?? new Map<string, Imported>();
    imports.set(from, names);
    let known = names.get(name);
    if (known === undefined) {
      const preferred = scope.taken.has(wanted) ? prefix() + upper(wanted) : wanted;
      known = { name, alias: scope.claim(`${from}#${name}`, preferred), typeOnly };
      names.set(name, known);
    }
    if (!typeOnly) known.typeOnly = false;
    return known.alias;
  };
  const paths = new Map<string, string>();
  const pathTo = (other: string): string => {
    const path = paths.get(other) ?? relative(module, other);
    paths.set(other, path);
    return path;
  };
  const symbol = ({ module: from, name }: Sym, typeOnly: boolean): string =>
    from === module ? name : bring(pathTo(from), name, typeOnly, () => prefixOf(from));

  const importDocs = (): readonly Doc[] =>
    [...imports]
      .sort(([a], [b]) => compareModules(a, b))
      .map(([from, names]) => importDoc(from, [...names.values()]));

  return {
    symbols,
    module,
    scope,
    runtimeType: (name) => bring("@esdl/runtime", name, true, () => "Runtime"),
    runtime: (name) => bring("@esdl/runtime", name, false, () => "runtime"),
    valueType: (name) => bring("@esdl/runtime/values", name, true, () => "Values"),
    value: (name) => bring("@esdl/runtime/values", name, false, () => "values"),
    importedType: (from, name) => bring(from, name, true, () => prefixOf(from)),
    imported: (from, name) =>
      bring(from, name, false, () => lower(prefixOf(from)), name === "default" ? "fc" : name),
    type: (sym) => symbol(sym, true),
    use: (sym) => symbol(sym, false),
    pattern(source, hint) {
      const known = patterns.get(source);
      if (known !== undefined) return known.name;
      const name = scope.claim(`pattern:${source}`, `${hint}Pattern`);
      patterns.set(source, { name, literal: regexLiteral(source) });
      return name;
    },
    locals() {
      const named = new Set<{ text: string; readonly preferred: string }>();
      const byOrigin = new Map<string, Local>();
      functions.push(named);
      return {
        local(origin, preferred) {
          const known = byOrigin.get(origin);
          if (known !== undefined) return known;
          const entry = { text: preferred, preferred };
          let uses = 0;
          named.add(entry);
          const text = (): string => entry.text;
          const use = (): Doc => {
            uses++;
            return text;
          };
          const local: Local = { use, declare: text, uses: () => uses, text };
          byOrigin.set(origin, local);
          return local;
        },
      };
    },
    print(sections) {
      for (const named of functions) {
        const taken = new Set<string>();
        for (const entry of named) {
          entry.text = localName(entry.preferred);
          while (taken.has(entry.text) || scope.taken.has(entry.text) || ownLocals.has(entry.text))
            entry.text += "_";
          taken.add(entry.text);
        }
      }
      const constants = [...patterns.values()].map(({ name, literal }) => `const ${name} = ${literal};`);
      const parts = [header(symbols), lines(importDocs()), lines(constants), ...sections].filter(
        (part) => !isEmpty(part),
      );
      const { text, links } = print(join([hardline, hardline], parts));
      return { path: posix.join("src", `${module}.ts`), text, links };
    },
  };
}

function isEmpty(doc: Doc): boolean {
  return doc === "" || (Array.isArray(doc) && doc.every((item: Doc) => isEmpty(item)));
}

function header({ model }: Symbols): string {
  const [first] = model.files;
  const from = model.files.length === 1 && first !== undefined ? `from ${commentText(first)} ` : "";
  return `// Generated ${from}by esdl. Do not edit: change the model and compile it.`.replace(/\s+/gu, " ");
}

/** Packages first, then other folders, then neighbours. */
function compareModules(a: string, b: string): number {
  const rank = (path: string): number => (path.startsWith("../") ? 1 : path.startsWith("./") ? 2 : 0);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

function importDoc(from: string, names: readonly Imported[]): Doc {
  const sorted = [...names].sort((a, b) => (a.name < b.name ? -1 : 1));
  const whole = sorted.find(({ name }) => name === "default");
  const others = sorted.filter((one) => one !== whole);
  const allTypes = sorted.every(({ typeOnly }) => typeOnly);
  const items = others.map(({ name, alias, typeOnly }) => {
    const renamed = alias === name ? name : `${name} as ${alias}`;
    return typeOnly && !allTypes ? `type ${renamed}` : renamed;
  });
  const keyword = allTypes ? "import type " : "import ";
  const first = whole === undefined ? "" : `${whole.alias}${others.length === 0 ? "" : ", "}`;
  const named: readonly Doc[] =
    others.length === 0 ? [] : ["{", indent(line, join([",", line], items)), ifBreak(","), line, "}"];
  return group(keyword, first, ...named, ` from "${from}";`);
}

/** The way from one module to another, as an import writes it. */
function relative(from: string, to: string): string {
  const path = posix.relative(posix.join("/src", from, ".."), posix.join("/src", to));
  return `${path.startsWith(".") ? "" : "./"}${path}.js`;
}

/** What is put before a name that is taken: the folder, and the file if it is an aggregate's. */
function prefixOf(module: string): string {
  const [folder = "", file = ""] = module.split("/");
  const words = /^(?:types|functions|index)?(?:\.|$)/u.test(file) ? folder : file;
  const name = words
    .split(/[^A-Za-z0-9]+/u)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
  // `_1` is in the file `1`, and `_` in one that may be called by its hash alone.
  return /^[0-9]/u.test(name) ? `_${name}` : name;
}

/** A doc comment above a declaration; nothing for no text. */
export function commented(doc: string | undefined, declaration: Doc): Doc {
  const comment = docComment(doc).trimEnd();
  return comment === "" ? declaration : [join(hardline, comment.split("\n")), hardline, declaration];
}

/** A name of the model where it is declared. */
export function declaredName(name: string, span: Span): Doc {
  return mark(name, span);
}

/** `// ---- title`, between the sections of a file. */
export function rule(title: string): string {
  return `// ${"-".repeat(Math.max(3, 96 - title.length))} ${title}`;
}
