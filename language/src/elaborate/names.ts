/** What names in expressions mean: locals, members of roots, members of enums, and dotted names of declarations. */
import { AstUtils } from "langium";
import { choices, type EditDraft, type FixDraft } from "../diagnostics/drafts.js";
import type { Location } from "../diagnostics/locate.js";
import type * as ast from "../generated/ast.js";
import { isCommandDecl } from "../generated/ast.js";
import type { Expr } from "../model/expressions.js";
import type { Type } from "../model/types.js";
import { misspelt, mostSimilar } from "../names/similar.js";
import type { NameSegment, SymbolOf } from "../names/api.js";
import { underlying } from "../types/assignable.js";
import { isOpen, presentOf } from "../types/scalars.js";
import { type Binding, type Env, bareNames, bindings, qualifier } from "./environment.js";
import { wordFor } from "./habits.js";
import { narrowed, readMember } from "./roots.js";
import { shown } from "./words.js";

/** A bare name; `hint` is the type that is expected, whose enum members need no qualifier. */
export function name(node: ast.NameExpr, hint: Type | undefined, env: Env): Expr | undefined {
  const text = node.target.$refText;
  if (text === "") return undefined;
  const root = qualifier(text, env);
  if (root !== undefined) {
    if (root.isValue !== true) return env.kit.report("ESDL2025", node, { what: `\`${text}\`` });
    return narrowed({ kind: "root", type: root.type, root: root.root }, env);
  }
  const found = bindings(text, env);
  const [only] = found;
  if (only === undefined) return unbound(node, hint, env);
  if (found.length > 1) return ambiguous(node, text, found, env);
  return read(only, node.target, env);
}

/** What a binding means as an expression; records it. */
export function read(binding: Binding, at: NameSegment, env: Env): Expr | undefined {
  const node = binding.kind === "local" ? binding.local.node : binding.member.node;
  if (node !== undefined) env.kit.names.record(at, { kind: "member", node });
  if (binding.kind === "member") return readMember(binding.scope, binding.member, env);
  if (binding.local.type === undefined) return undefined;
  return narrowed({ kind: "local", type: binding.local.type, name: binding.name }, env);
}

function ambiguous(node: ast.NameExpr, text: string, found: readonly Binding[], env: Env): undefined {
  const choices = found.map((binding) => (binding.kind === "local" ? text : `${binding.scope.root}.${text}`));
  // In an argument the bare name also names what it fills, which the qualified one must go on to do.
  const short = isShorthand(node) ? `${text}: ` : "";
  return env.kit.report(
    "ESDL2003",
    node,
    { name: text, choices },
    choices
      .filter((choice) => choice !== text)
      .map((choice) => ({
        title: `Write \`${short}${choice}\``,
        edits: [{ at: node, text: short + choice }],
      })),
  );
}

const isShorthand = (node: ast.NameExpr): boolean =>
  node.$container.$type === "Argument" && node.$container.label === undefined;

function unbound(node: ast.NameExpr, hint: Type | undefined, env: Env): Expr | undefined {
  const text = node.target.$refText;
  const wanted = hint && enumOf(hint, env);
  if (wanted !== undefined) {
    const member = enumMember(wanted, node.target, env);
    if (member !== undefined) return member;
  }
  for (const scope of env.roots.values()) {
    const member = scope.members.get(text);
    if (member === undefined || member.bare) continue;
    const qualified = `${scope.root}.${text}`;
    if (member.in === undefined && scope.written)
      return env.kit.report("ESDL2002", node, { name: text, place: env.called, similar: qualified }, [
        { title: `Write \`${qualified}\``, edits: [{ at: node, text: qualified }] },
      ]);
    return env.kit.report("ESDL2019", node, { name: text, statuses: member.in ?? [] });
  }
  if (
    [
      "state",
      "row",
      "event",
      "command",
      "query",
      "old",
      "caller",
      "meta",
      "rejection",
      "reply",
      "it",
    ].includes(text)
  )
    return env.kit.report("ESDL2018", node, { name: text, place: env.called });
  if (wanted !== undefined) return unknownMember(node, text, wanted, env);
  if (env.kit.names.find([text], declarations, env.place) !== undefined)
    return env.kit.report("ESDL2025", node, { what: text });
  if (env.unborn?.has(text) === true) return env.kit.report("ESDL2019", node, { name: text, statuses: [] });
  const aggregate = env.place.aggregate && env.kit.signatures.aggregate(env.place.aggregate.ref);
  if (text === "status" && aggregate !== undefined && aggregate.lifecycle === undefined)
    return env.kit.report("ESDL1119", node, { aggregate: aggregate.symbol.name });
  const similar = wordFor(text) ?? mostSimilar(text, bareNames(env));
  return env.kit.report(
    "ESDL2002",
    node,
    { name: text, place: env.called, ...(similar === undefined ? {} : { similar }) },
    [...misspelt(node, similar), ...newParameter(node, text, hint, env)],
  );
}

/** What a command does not know yet may be given to it. */
function newParameter(
  node: ast.NameExpr,
  name: string,
  hint: Type | undefined,
  env: Env,
): readonly FixDraft[] {
  const command = AstUtils.getContainerOfType(node, isCommandDecl);
  if (command === undefined || hint === undefined || isOpen(hint)) return [];
  const text = `${name}: ${shown(hint, env)}`;
  const last = command.params.at(-1);
  const edit: EditDraft =
    last === undefined ? { in: command, word: "(", text: `(${text}` } : { beside: last, text };
  return [{ title: `Add parameter \`${text}\``, edits: [edit] }];
}

const declarations = [
  "brand",
  "enum",
  "value",
  "entity",
  "function",
  "aggregate",
  "event",
  "command",
  "rejection",
  "externalCommand",
] as const;

type EnumType = Type & { readonly kind: "enum" };

/** The enum that a type is, brands and optionals aside; with the type that is wanted of its members. */
export function enumOf(type: Type, env: Env): EnumType | undefined {
  const base = underlying(presentOf(type), env.kit.nominal);
  return base.kind === "enum" ? base : undefined;
}

/** The member of an enum; undefined, and silent, when there is none of that name. */
export function enumMember(type: EnumType, at: NameSegment, env: Env): Expr | undefined {
  const signature = env.kit.signatures.enum(type.ref);
  const today = (env.oldMembers ? signature?.formerly.get(at.$refText) : undefined) ?? at.$refText;
  const member = signature?.members.find((candidate) => candidate.name === today);
  if (member === undefined) return undefined;
  env.kit.names.record(at, { kind: "member", node: member.node });
  return { kind: "enumMember", type, member: member.name };
}

function unknownMember(at: Location, text: string, type: EnumType, env: Env): undefined {
  const members = env.kit.signatures.enum(type.ref)?.members.map((member) => member.name) ?? [];
  const similar = mostSimilar(text, members);
  return env.kit.report(
    "ESDL2024",
    at,
    { name: text, type: shown(type, env), members },
    similar === undefined ? choices(at, members) : misspelt(at, similar),
  );
}

/** The names of `Sales.Order.Line`, outermost first, where the expression is nothing but names joined by dots. */
export function dotted(node: ast.Expression): readonly NameSegment[] | undefined {
  if (node.$type === "NameExpr") return [node.target];
  if (node.$type !== "MemberExpr" || node.operator !== ".") return undefined;
  const before = dotted(node.receiver);
  return before && [...before, node.member];
}

/** Whether a dotted name begins with something in scope, which wins over declarations. */
export const isBound = (path: readonly NameSegment[], env: Env): boolean => {
  const first = path[0]?.$refText ?? "";
  return first === "" || qualifier(first, env) !== undefined || bindings(first, env).length > 0;
};

/** `Channel.web`, `Status.paid`: undefined, and silent, when the path before the last name is no enum. */
export function qualifiedMember(
  node: ast.MemberExpr,
  path: readonly NameSegment[],
  env: Env,
): { readonly expr: Expr | undefined } | undefined {
  const symbol = env.kit.names.take(path.slice(0, -1), ["enum"], env.place);
  if (symbol === undefined) return undefined;
  const type: EnumType = { kind: "enum", ref: symbol.ref };
  if (node.member.$refText === "") return { expr: undefined };
  const expr = enumMember(type, node.member, env);
  if (expr !== undefined) return { expr };
  unknownMember({ node, property: "member" }, node.member.$refText, type, env);
  return { expr: undefined };
}

/** What a call names: a function, a nominal type, a value or an entity; silent. */
export const callable = (
  path: readonly NameSegment[],
  env: Env,
): SymbolOf<"function" | "brand" | "value" | "entity"> | undefined =>
  env.kit.names.take(path, ["function", "brand", "value", "entity"], env.place);
