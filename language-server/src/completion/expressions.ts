/** What may stand in an expression: what is in scope, members of the expected enum, functions and constructors. */
import { CompletionItemKind } from "vscode-languageserver";
import {
  assignable,
  ast,
  bindings,
  type Env,
  presentOf,
  reservedWords,
  type RootMember,
  type RootScope,
  type SymbolOf,
  type Type,
  underlying,
} from "@esdl/language/editing";
import { slotsOf, typeText } from "../describe/signature.js";
import { callSnippet } from "./calls.js";
import type { Proposal, Rank } from "./proposal.js";
import { around, type Spot } from "./spot.js";
import { symbolsAt } from "./symbols.js";

/** Names where an expression begins. */
export function expressionNames(spot: Spot): readonly Proposal[] {
  const { env } = spot;
  const expected = expectedType(spot);
  if (spot.expected.after === ".")
    return [...(env === undefined ? [] : scopeNames(env, undefined, spot)), ...declared(spot, undefined)];
  // What is called is declared.
  if (spot.expected.after === "(")
    return [...(env === undefined ? [] : builtIns(env, expected, spot)), ...declared(spot, expected)];
  return [
    ...(expected === undefined ? [] : enumMembers(expected, env, spot)),
    ...(env === undefined ? [] : scopeNames(env, expected, spot)),
    ...(env === undefined ? [] : builtIns(env, expected, spot)),
    ...declared(spot, expected),
  ];
}

/** What is expected of the expression that begins here: of the call, where it names what is called. */
export function expectedType({ place, analysis }: Spot): Type | undefined {
  const { node } = place;
  const whole = node.$container?.$type === "CallExpr" ? node.$container : node;
  return (analysis.observed.expressions.get(whole) ?? analysis.observed.expressions.get(node))?.expected;
}

/** Whether a value of a type may stand where `expected` is. */
export function fits(type: Type | undefined, expected: Type | undefined, env: Env): boolean {
  if (type === undefined || expected === undefined) return false;
  return assignable(type, expected, env.kit.nominal) !== undefined;
}

/** Members of an enum, bare where nothing in scope has their name. */
function enumMembers(expected: Type, env: Env | undefined, spot: Spot): readonly Proposal[] {
  const { signatures } = spot.analysis;
  const base = signatures.underlying(presentOf(expected));
  if (base?.kind !== "enum") return [];
  const signature = signatures.enum(base.ref);
  const old = env?.oldMembers === true ? [...(signature?.formerly.keys() ?? [])] : [];
  const type = typeText(base, spot.from.context);
  return [
    ...(signature?.members ?? []).map(({ name, node }, order): Proposal => {
      const isHidden = reservedWords.has(name) || (env !== undefined && bindings(name, env).length > 0);
      return {
        label: isHidden ? `${signature?.symbol.name ?? ""}.${name}` : name,
        kind: CompletionItemKind.EnumMember,
        rank: "wanted",
        order,
        type,
        node,
      };
    }),
    ...old.map((name): Proposal => ({
      label: name,
      kind: CompletionItemKind.EnumMember,
      rank: "declared",
      type,
      isDeprecated: true,
    })),
  ];
}

function scopeNames(env: Env, expected: Type | undefined, spot: Spot): readonly Proposal[] {
  const rank = (type: Type | undefined): Rank => (fits(type, expected, env) ? "fitting" : "inScope");
  const context = spot.from.context;
  const locals = [...env.locals].map(([name, { type, node }]): Proposal => ({
    label: name,
    kind: CompletionItemKind.Variable,
    rank: rank(type),
    ...(type === undefined ? {} : { type: typeText(type, context) }),
    node,
  }));
  const roots = [...env.roots.values()];
  const members = roots.flatMap((scope) =>
    [...scope.members.values()].flatMap((member): Proposal[] => {
      const label = writtenAs(member, scope, env);
      return label === undefined ? [] : [memberProposal(label, member, rank(member.type), context)];
    }),
  );
  const qualifiers = roots
    .filter(({ written }) => written)
    .map(({ root, isValue, type }): Proposal => ({
      label: root,
      kind: CompletionItemKind.Variable,
      rank: isValue === true ? rank(type) : "inScope",
      ...(isValue === true ? { type: typeText(type, context) } : {}),
    }));
  return [...locals, ...members, ...qualifiers];
}

/** Bare where that means it alone, qualified otherwise; undefined for what has no name here. */
function writtenAs(member: RootMember, scope: RootScope, env: Env): string | undefined {
  const { name } = member;
  const isQualifier = env.roots.get(name)?.written === true;
  if (member.bare && bindings(name, env).length === 1 && !isQualifier && !reservedWords.has(name))
    return name;
  // What the language declares, such as `meta.actor`, is found behind its root.
  return scope.written && member.node !== undefined ? `${scope.root}.${name}` : undefined;
}

export const memberProposal = (label: string, member: RootMember, rank: Rank, context: string): Proposal => ({
  label,
  kind: member.role === "getter" ? CompletionItemKind.Property : CompletionItemKind.Field,
  rank,
  ...(member.type === undefined ? {} : { type: typeText(member.type, context) }),
  node: member.node,
});

/** `newId()`, `min`, `max`: declared nowhere. */
function builtIns(env: Env, expected: Type | undefined, { expected: { after } }: Spot): readonly Proposal[] {
  const open = after === "(";
  const isId = expected !== undefined && isUuid(expected, env);
  const fresh: Proposal = {
    label: "newId",
    insert: open ? "newId" : "newId()",
    kind: CompletionItemKind.Function,
    rank: isId ? "making" : "declared",
    signature: "(): uuid",
    documentation: "A fresh uuid, recorded with what it produces.",
  };
  const extremes = (["min", "max"] as const).map((name): Proposal => ({
    label: name,
    ...(open ? {} : { insert: `${name}(\${1:a}, \${2:b})`, snippet: true }),
    kind: CompletionItemKind.Function,
    rank: "declared",
    signature: "(a, b)",
    documentation: `The ${name === "min" ? "smaller" : "larger"} of two, of anything that is ordered.`,
  }));
  return [...(env.may.newId ? [fresh] : []), ...extremes];
}

const isUuid = (type: Type, env: Env): boolean => {
  const base = underlying(presentOf(type), env.kit.nominal);
  return base.kind === "scalar" && base.name === "uuid";
};

type Callable = SymbolOf<"function" | "brand" | "value" | "entity" | "enum">;

/** Functions, constructors, conversions, and the names of enums before their members. */
function declared(spot: Spot, expected: Type | undefined): readonly Proposal[] {
  const { env, analysis } = spot;
  const inside = around(spot, ast.isFunctionDecl);
  return symbolsAt<Callable["kind"]>(
    spot,
    {
      kinds: ["function", "brand", "value", "entity", "enum"],
      // No recursion; and what is written elsewhere may be asked in bodies only.
      only: (symbol) =>
        symbol.kind === "enum"
          ? spot.expected.after !== "("
          : symbol.kind !== "function" ||
            (symbol.node !== inside &&
              symbol.node.name !== inside?.name &&
              (symbol.node.$type === "FunctionDecl" || (env?.may.external ?? true))),
      rank: (symbol) => {
        const type = typeOf(symbol, spot);
        return env !== undefined && symbol.kind !== "enum" && fits(type, expected, env)
          ? "making"
          : "declared";
      },
      insert: (symbol, name) => {
        if (symbol.kind === "enum" || spot.expected.after === "(") return { insert: name };
        return callSnippet(name, slotsOf(symbol, analysis), "places");
      },
    },
    [],
  );
}

function typeOf(symbol: Callable, { analysis: { signatures } }: Spot): Type | undefined {
  if (symbol.kind === "function") return signatures.function(symbol.ref)?.result;
  return signatures.typeNamed(symbol);
}
