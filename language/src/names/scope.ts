/** What one context declares. Its tables are kept for as long as its files are the same: most do not change. */
import { type FixDraft, leaveOut } from "../diagnostics/drafts.js";
import type { Report } from "../diagnostics/report.js";
import type * as ast from "../generated/ast.js";
import { builtInRejections } from "../model/index.js";
import type { DeclaredKind, ModelSymbol, SymbolOf } from "./api.js";
import { type DeclaredSymbol, type Entry, entryOf } from "./declared.js";
import { kindWord } from "./words.js";

/** Who may ask, besides those who have a role. */
export const builtInRoles: readonly string[] = ["system", "anyone"];

export interface Scope {
  readonly name: string;
  readonly files: readonly ast.Model[];
  /** All but roles and what aggregates declare. */
  readonly top: ReadonlyMap<string, DeclaredSymbol>;
  /** Roles are told apart by their place, so that `role Customer` may stand beside `aggregate Customer`. */
  readonly roles: ReadonlyMap<string, SymbolOf<"role">>;
  /** What each aggregate declares, by its name, then by name. */
  readonly members: ReadonlyMap<string, ReadonlyMap<string, DeclaredSymbol>>;
  /** What the aggregates declare, of all of them by name. */
  readonly inner: ReadonlyMap<string, readonly DeclaredSymbol[]>;
  /** Names that were declared again, and what the declarations that were left out declare: nothing is missed of them. */
  readonly doubled: ReadonlySet<string>;
  /** The first declarations of such names: who uses one may mean the other, so nothing follows from what it is. */
  readonly unsure: ReadonlySet<ModelSymbol>;
  /** What is wrong with the names themselves. */
  readonly problems: readonly ((report: Report) => void)[];
}

/** Names that mean something else already where such a symbol could be named. */
const reserved: Partial<Readonly<Record<DeclaredKind, ReadonlySet<string>>>> = {
  ...Object.fromEntries(
    (["brand", "enum", "value", "entity"] as const).map((kind) => [
      kind,
      new Set([
        "string",
        "int",
        "decimal",
        "bool",
        "uuid",
        "instant",
        "date",
        "duration",
        "json",
        "set",
        "map",
      ]),
    ]),
  ),
  function: new Set(["min", "max", "newId"]),
  role: new Set(builtInRoles),
  rejection: new Set(builtInRejections.map(({ name }) => name)),
};

/** By the first of the files. */
const kept = new WeakMap<ast.Model, Scope>();

/** The scope of `files`, all of one context. */
export function scopeOf(name: string, files: readonly ast.Model[]): Scope {
  const [first] = files;
  const before = first && kept.get(first);
  if (before?.files.length === files.length && before.files.every((file, index) => file === files[index]))
    return before;
  const scope = createScope(name, files);
  if (first !== undefined) kept.set(first, scope);
  return scope;
}

function createScope(name: string, files: readonly ast.Model[]): Scope {
  const entries = files
    .flatMap(({ declarations }) => declarations.map((node) => entryOf(node, name)))
    .filter((entry) => entry !== undefined);
  const symbols = entries.map(({ symbol }) => symbol);
  const top = tableOf(
    symbols.filter(({ kind }) => kind !== "role"),
    name,
  );
  const roles = tableOf(
    symbols.filter((symbol) => symbol.kind === "role"),
    name,
  );
  const inner = new Map(
    entries
      .filter(({ symbol }) => symbol.kind === "aggregate" && top.byName.get(symbol.name) === symbol)
      .map((entry) => [entry.symbol.name, innerOf(entry)]),
  );
  const tables = [top, roles, ...inner.values()];
  const taken = tables.flatMap((table) => table.taken);
  const members = new Map([...inner].map(([aggregate, { byName }]) => [aggregate, byName]));
  let byName: ReadonlyMap<string, readonly DeclaredSymbol[]> | undefined;
  return {
    name,
    files,
    top: top.byName,
    roles: roles.byName,
    members,
    doubled: new Set(taken.flatMap(({ symbol }) => [symbol.name, ...namesIn(symbol, entries)])),
    unsure: new Set(
      taken.flatMap(({ symbol, first }) => [
        first,
        ...(symbol.kind === "aggregate" ? (members.get(first.name)?.values() ?? []) : []),
      ]),
    ),
    problems: tables.flatMap(({ problems }) => problems),
    get inner() {
      return (byName ??= grouped(members.values()));
    },
  };
}

/** Symbols by their names: of two with one name, the first. */
interface Table<S> {
  readonly byName: ReadonlyMap<string, S>;
  readonly taken: readonly { readonly symbol: S; readonly first: S }[];
  readonly problems: Scope["problems"];
}

function tableOf<S extends DeclaredSymbol>(symbols: readonly S[], where: string): Table<S> {
  const byName = new Map<string, S>();
  const taken: { symbol: S; first: S }[] = [];
  const problems: ((report: Report) => void)[] = [];
  for (const symbol of symbols) {
    const { name, kind, node } = symbol;
    if (name === "") continue;
    const first = byName.get(name);
    const at = { node, property: "name" };
    if (first !== undefined) {
      taken.push({ symbol, first });
      problems.push((report) => {
        report("ESDL1101", at, { name, first: kindWord(first.kind), where }, withoutCopy(symbol, first));
      });
      continue;
    }
    byName.set(name, symbol);
    if (reserved[kind]?.has(name) === true)
      problems.push((report) => {
        report("ESDL1102", at, { name, kind: kindWord(kind) });
      });
  }
  return { byName, taken, problems };
}

const innerTables = new WeakMap<Entry, Table<DeclaredSymbol>>();

/** What an aggregate declares. */
function innerOf(entry: Entry): Table<DeclaredSymbol> {
  let table = innerTables.get(entry);
  if (table === undefined) innerTables.set(entry, (table = tableOf(entry.inner, entry.symbol.name)));
  return table;
}

const namesIn = (symbol: DeclaredSymbol, entries: readonly Entry[]): readonly string[] =>
  entries.find((entry) => entry.symbol === symbol)?.inner.map(({ name }) => name) ?? [];

function grouped(
  tables: Iterable<ReadonlyMap<string, DeclaredSymbol>>,
): Map<string, readonly DeclaredSymbol[]> {
  const groups = new Map<string, DeclaredSymbol[]>();
  for (const table of tables)
    for (const [name, symbol] of table) {
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [symbol]);
      else group.push(symbol);
    }
  return groups;
}

/** What is written twice, word for word, is needed once. Which of two others is meant, nobody knows. */
function withoutCopy({ node }: DeclaredSymbol, first: DeclaredSymbol): readonly FixDraft[] {
  const text = node.$cstNode?.text;
  return text !== undefined && text === first.node.$cstNode?.text ? [leaveOut(node, "Remove the copy")] : [];
}
