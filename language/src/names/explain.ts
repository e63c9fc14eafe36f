/** Says what is wrong with a name that means nothing where it stands: the most helpful thing that is true of it. */
import type { AstNode } from "langium";
import type { FixDraft } from "../diagnostics/drafts.js";
import type { Report } from "../diagnostics/report.js";
import { isModel } from "../generated/ast.js";
import {
  type ContextSymbol,
  type ModelSymbol,
  type NameSegment,
  type Place,
  type SymbolKind,
  typeKinds,
} from "./api.js";
import { aggregateOf, type Found, isOf, type Lookup } from "./lookup.js";
import { declareFix } from "./declare.js";
import type { Scope } from "./scope.js";
import { mostSimilar, spelling } from "./similar.js";
import { expectedWord, kindWord } from "./words.js";

export interface Explained {
  readonly lookup: Lookup;
  readonly report: Report;
  readonly isVisible: (symbol: ModelSymbol, context: string) => boolean;
  /** Whether `symbol` is public or shown by something that is. */
  readonly isShown: (symbol: ModelSymbol) => boolean;
}

const anyKind: readonly SymbolKind[] = [
  ...typeKinds,
  "role",
  "function",
  "externalCommand",
  "aggregate",
  "event",
  "command",
  "rejection",
  "builtInRejection",
  "projection",
  "saga",
  "policy",
];

/** The scalar types, for suggestions only, and what other languages call them. */
const scalars = ["string", "int", "decimal", "bool", "uuid", "instant", "date", "duration", "json"];
const elsewhere: Readonly<Record<string, string>> = {
  number: "decimal",
  float: "decimal",
  double: "decimal",
  money: "decimal",
  integer: "int",
  long: "int",
  boolean: "bool",
  text: "string",
  String: "string",
  guid: "uuid",
  datetime: "instant",
  timestamp: "instant",
  any: "json",
  object: "json",
};

/** Reports why `name`, whose last segment should be of `kinds`, means nothing at `from`. */
export function explain(
  { lookup, report, isVisible, isShown }: Explained,
  name: readonly NameSegment[],
  kinds: readonly SymbolKind[],
  from: Place,
): undefined {
  const texts = name.map((segment) => segment.$refText);
  const last = name.at(-1);
  const first = name[0];
  if (first === undefined || last === undefined || texts.includes("")) return undefined;
  if (texts.some((text) => lookup.tables.isDoubled(text))) return undefined;
  const sees = (symbol: ModelSymbol): boolean => isVisible(symbol, from.context);
  const written = texts.join(".");
  const expected = expectedWord(kinds);

  const visible = lookup.find(texts, kinds, from, sees);
  if (visible.kind === "several") return ambiguous(visible, report, name, from);

  // It is there, but hidden.
  const hidden = oneOf(lookup.find(texts, kinds, from, () => true));
  if (hidden !== undefined && hidden.kind !== "builtInRejection")
    return isShown(hidden)
      ? unused(lookup, report, first, hidden.context, from.context)
      : secret(report, last, written, hidden);

  const other = oneOf(lookup.find(texts, anyKind, from, sees));
  if (other !== undefined)
    return report("ESDL1112", last, { name: written, found: kindWord(other.kind), expected });

  if (name.length === 1) {
    const away = elsewhereIn(lookup, texts, kinds, from);
    const shown = away.filter(isShown);
    const [target] = shown;
    if (target !== undefined && target.kind !== "builtInRejection") {
      const used =
        lookup.contexts.get(from.context)?.uses.some((use) => use.context === target.context) === true;
      const qualified = `${target.context}.${last.$refText}`;
      return report("ESDL1116", last, { name: written, context: target.context, qualified, used }, [
        {
          title: `Write ${qualified}`,
          edits: [{ at: last, text: qualified }, ...(used ? [] : addUse(last, target.context).edits)],
        },
      ]);
    }
    const [first] = away;
    if (first !== undefined && first.kind !== "builtInRejection") return secret(report, last, written, first);
    return unknown(report, last, "", expected, similarBare(lookup, last.$refText, kinds, from, sees));
  }
  return unknownPart({ lookup, report, isVisible, isShown }, name, kinds, from);
}

/** It is there, but its context keeps it to itself. */
function secret(
  report: Report,
  at: NameSegment,
  name: string,
  { kind, context, node }: Exclude<ModelSymbol, { readonly kind: "builtInRejection" }>,
): undefined {
  const text = node.$cstNode?.text;
  const fixes =
    text === undefined || !("public" in node)
      ? []
      : [{ title: `Make ${name} public`, edits: [{ at: node, text: `public ${text}` }] }];
  return report("ESDL1114", at, { name, kind: kindWord(kind), context }, fixes);
}

/** For each context, the ones that it has been found to lack: one `uses` mends all mentions of a context. */
const lacking = new WeakMap<ContextSymbol, Set<string>>();

function unused(
  lookup: Lookup,
  report: Report,
  first: NameSegment,
  context: string,
  user: string,
): undefined {
  const symbol = lookup.contexts.get(user);
  if (symbol !== undefined) {
    const lacks = lacking.get(symbol) ?? new Set();
    lacking.set(symbol, lacks);
    if (symbol.unknownUses.size > 0 || lacks.has(context)) return undefined;
    lacks.add(context);
  }
  return report("ESDL1115", first, { context, user }, [addUse(first, context)]);
}

/** The first segment that leads nowhere. */
function unknownPart(
  { lookup, report, isVisible }: Explained,
  name: readonly NameSegment[],
  kinds: readonly SymbolKind[],
  from: Place,
): undefined {
  const [first, second, third] = name;
  if (first === undefined || second === undefined) return undefined;
  const { scopes, membersOf } = lookup.tables;
  const own = scopes.get(from.context);
  const expected = expectedWord(kinds);
  const sees = (symbol: ModelSymbol): boolean => isVisible(symbol, from.context);
  const named = (symbols: Iterable<ModelSymbol>): readonly string[] =>
    [...symbols].filter((symbol) => isOf(symbol, kinds) && sees(symbol)).map((symbol) => symbol.name);

  const aggregate = name.length === 2 ? aggregateOf(own, first.$refText) : undefined;
  if (aggregate !== undefined)
    return unknown(
      report,
      second,
      aggregate.name,
      expected,
      mostSimilar(second.$refText, named(membersOf(aggregate.ref).values())),
    );

  const context = lookup.contexts.get(first.$refText);
  if (context === undefined) {
    const wrong = own?.top.get(first.$refText);
    if (wrong !== undefined)
      return report("ESDL1112", first, {
        name: first.$refText,
        found: kindWord(wrong.kind),
        expected: "an aggregate or a context",
      });
    if (lookup.contexts.get(from.context)?.unknownUses.has(first.$refText) === true) return undefined;
    const names = [...lookup.contexts.keys(), ...aggregatesOf(own)];
    return unknown(report, first, "", "an aggregate or a context", mostSimilar(first.$refText, names));
  }

  const scope = scopes.get(context.name);
  if (third === undefined) {
    const inner = [...(scope?.inner.values() ?? [])].flat();
    const names = named([...(scope?.top.values() ?? []), ...(scope?.roles.values() ?? []), ...inner]);
    return unknown(report, second, context.name, expected, mostSimilar(second.$refText, names));
  }
  const within = aggregateOf(scope, second.$refText);
  if (within === undefined)
    return unknown(
      report,
      second,
      context.name,
      "an aggregate",
      mostSimilar(second.$refText, aggregatesOf(scope)),
    );
  if (name.length > 3)
    return unknown(report, name[3] ?? third, written(name.slice(0, 3)), expected, undefined);
  return unknown(
    report,
    third,
    written([first, second]),
    expected,
    mostSimilar(third.$refText, named(membersOf(within.ref).values())),
  );
}

const written = (name: readonly NameSegment[]): string => name.map((segment) => segment.$refText).join(".");

const aggregatesOf = (
  scope: { readonly top: ReadonlyMap<string, ModelSymbol> } | undefined,
): readonly string[] =>
  [...(scope?.top.values() ?? [])].filter(({ kind }) => kind === "aggregate").map(({ name }) => name);

function unknown(
  report: Report,
  at: NameSegment,
  within: string,
  expected: string,
  similar: string | undefined,
): undefined {
  const fixes = [...spelling(at, similar), ...declareFix(at)];
  return report("ESDL1111", at, { name: at.$refText, within, expected, similar }, fixes);
}

function ambiguous(
  { hits }: Found & { readonly kind: "several" },
  report: Report,
  name: readonly NameSegment[],
  from: Place,
): undefined {
  const last = name.at(-1);
  if (last === undefined) return undefined;
  // From the inside `Order.Cancelled` will do.
  const ways = hits.map(({ symbol }) =>
    symbol.ref.startsWith(`${from.context}.`) ? symbol.ref.slice(from.context.length + 1) : symbol.ref,
  );
  const fixes = ways.map((way) => ({
    title: `Write ${way}`,
    edits: name.map((at, index) => ({
      at,
      text: index === name.length - 1 ? rest(way, index) : piece(way, index),
    })),
  }));
  return report("ESDL1113", last, { name: written(name), ways }, fixes);
}

const piece = (way: string, index: number): string => way.split(".")[index] ?? "";
const rest = (way: string, index: number): string => way.split(".").slice(index).join(".");

const oneOf = (found: Found): ModelSymbol | undefined =>
  found.kind === "one" ? found.hit.symbol : undefined;

/** What the other contexts declare under a bare name; those that are used come first. */
function elsewhereIn(
  lookup: Lookup,
  name: readonly string[],
  kinds: readonly SymbolKind[],
  from: Place,
): readonly ModelSymbol[] {
  const used = lookup.contexts.get(from.context)?.uses.map((use) => use.context) ?? [];
  const order = new Set([...used, ...lookup.contexts.keys()]);
  return [...order]
    .filter((context) => context !== from.context)
    .flatMap((context) => {
      const symbol = oneOf(lookup.find(name, kinds, { context }, () => true));
      return symbol === undefined || symbol.kind === "builtInRejection" ? [] : [symbol];
    });
}

/** The names of some kinds that a context declares: there may be thousands of others. */
function* namesOf({ top, roles, members }: Scope, kinds: readonly SymbolKind[]): Generator<string> {
  for (const table of [top, roles, ...members.values()])
    for (const symbol of table.values()) if (isOf(symbol, kinds)) yield symbol.name;
}

function similarBare(
  lookup: Lookup,
  name: string,
  kinds: readonly SymbolKind[],
  from: Place,
  sees: (symbol: ModelSymbol) => boolean,
): string | undefined {
  const types = kinds.includes("brand");
  if (types && Object.hasOwn(elsewhere, name)) return elsewhere[name];
  const own = lookup.tables.scopes.get(from.context);
  const near = own === undefined ? [] : [...namesOf(own, kinds)];
  const found = mostSimilar(name, types ? [...near, ...scalars] : near);
  if (found !== undefined) return found;
  // One of a used context, misspelt and without its context.
  for (const use of lookup.contexts.get(from.context)?.uses ?? []) {
    const scope = lookup.tables.scopes.get(use.context);
    const shown = [...(scope?.top.values() ?? []), ...[...(scope?.inner.values() ?? [])].flat()].filter(
      (symbol) => isOf(symbol, kinds) && sees(symbol),
    );
    const far = mostSimilar(
      name,
      shown.map((symbol) => symbol.name),
    );
    if (far !== undefined) return `${use.context}.${far}`;
  }
  return undefined;
}

/** Adds a context to the `uses` of the file in which `at` stands. */
function addUse(at: NameSegment, context: string): FixDraft {
  let root: AstNode | undefined = at.$refNode?.astNode;
  while (root?.$container !== undefined) root = root.$container;
  const title = `Add ${context} to \`uses\``;
  if (!isModel(root)) return { title, edits: [] };
  const last = root.uses.at(-1);
  const edit =
    last?.$cstNode === undefined
      ? { at: { node: root, property: "name" }, text: `${root.name}\nuses ${context}` }
      : { at: last, text: `${last.$cstNode.text}, ${context}` };
  return { title, edits: [edit] };
}
