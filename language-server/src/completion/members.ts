/** What may stand behind a dot. */
import { CompletionItemKind } from "vscode-languageserver";
import {
  ast,
  familiesOf,
  type FieldSignature,
  type GetterSignature,
  methodsOf,
  presentOf,
  qualifier,
  type RootMember,
  type Type,
} from "@esdl/language/editing";
import { typeText } from "../describe/signature.js";
import { methodText } from "../describe/methods.js";
import { memberProposal } from "./expressions.js";
import type { Proposal } from "./proposal.js";
import type { Spot } from "./spot.js";
import { symbolsAt } from "./symbols.js";
import { targetType } from "./targets.js";

export function memberNames(spot: Spot): readonly Proposal[] {
  const { node } = spot.place;
  if (!ast.isMemberExpr(node)) return [];
  const { receiver } = node;
  const { env } = spot;
  if (env !== undefined && receiver.$type === "NameExpr") {
    const root = qualifier(receiver.target.$refText, env);
    if (root !== undefined && root.isValue !== true)
      return [...root.members.values()].map((member) => ({
        ...memberProposal(member.name, member, "wanted", spot.from.context),
        commit: ["."],
      }));
  }
  const type = spot.analysis.observed.types.get(receiver) ?? (env && targetType(receiver, env));
  if (type !== undefined) return membersOf(type, node, spot);
  const path = dotted(receiver);
  return path === undefined ? [] : [...enumMembersOf(path, spot), ...declaredIn(path, spot)];
}

/** Fields, getters and methods of a type; of an optional, behind a `?.` that takes the place of the dot. */
export function membersOf(type: Type, node: ast.MemberExpr, spot: Spot): readonly Proposal[] {
  const { signatures } = spot.analysis;
  const inner = presentOf(type);
  const isSafe = node.operator === "?.";
  const opens = type.kind === "optional" && !isSafe && !isSkipped(node.receiver);
  const edit = opens ? safeDot(spot) : undefined;
  const base = signatures.underlying(inner) ?? inner;
  const families = familiesOf(base);
  const methods = methodsOf(families).filter(
    (row, index, rows) => rows.findIndex(({ name }) => name === row.name) === index,
  );
  const own = fieldsOf(inner, spot);
  const all: readonly Proposal[] = [
    ...own,
    ...methods
      .filter(({ name }) => !own.some(({ label }) => label === name))
      .map((row): Proposal => ({
        label: row.name,
        kind: row.form === "property" ? CompletionItemKind.Property : CompletionItemKind.Method,
        rank: "inScope",
        ...methodText(row, base, signatures, spot.from.context),
        ...(row.form === "call" && spot.expected.after !== "(" ? callOf(row) : {}),
      })),
  ];
  return edit === undefined
    ? all.map((proposal) => ({ ...proposal, ...(proposal.snippet === true ? {} : { commit: ["."] }) }))
    : all.map((proposal) => ({ ...proposal, ...edit(proposal) }));
}

function callOf({ name, params }: ReturnType<typeof methodsOf>[number]): Partial<Proposal> {
  const [param] = params;
  if (param === undefined) return { insert: `${name}()` };
  const text = param.kind === "lambda" ? "${1:x} => ${2:x}" : "$1";
  return { insert: `${name}(${text})`, snippet: true };
}

/** Takes the dot along: what is typed still finds the name behind it. */
function safeDot({ request, expected, word }: Spot): ((proposal: Proposal) => Partial<Proposal>) | undefined {
  const dot = request.text.lastIndexOf(".", expected.word.start);
  if (dot < 0 || request.text.slice(dot + 1, expected.word.start).trim() !== "") return undefined;
  const start = request.document.positionAt(dot);
  if (start.line !== word.start.line) return undefined;
  return ({ label, insert = label }) => ({
    insert: `?.${insert}`,
    filter: `.${label}`,
    replaces: { start, end: word.end },
  });
}

/** Behind a `?.` the rest of the chain is skipped as well, and a dot is enough. */
function isSkipped(node: ast.Expression): boolean {
  for (let at = node; ; at = at.$type === "CallExpr" ? at.callee : at.receiver) {
    if (at.$type === "MemberExpr" && at.operator === "?.") return true;
    if (at.$type !== "MemberExpr" && at.$type !== "CallExpr") return false;
  }
}

function fieldsOf(type: Type, spot: Spot): readonly Proposal[] {
  const { signatures } = spot.analysis;
  const context = spot.from.context;
  if (type.kind === "record")
    return type.fields.map(({ name, type: of }) => ({
      label: name,
      kind: CompletionItemKind.Field,
      rank: "wanted",
      type: typeText(of, context),
    }));
  const shape =
    type.kind === "value"
      ? signatures.value(type.ref, type.version)
      : type.kind === "entity"
        ? signatures.entity(type.ref, type.version)
        : undefined;
  return [...(shape?.members.values() ?? [])].map((member) =>
    memberProposal(member.name, rootMember(member), "wanted", context),
  );
}

const rootMember = (member: FieldSignature | GetterSignature): RootMember => ({
  name: member.name,
  type: member.type,
  node: member.node,
  bare: true,
  ...(ast.isGetter(member.node) ? { role: "getter" as const } : {}),
});

/** The names of `Sales.Order`, where an expression is nothing but names joined by dots. */
function dotted(node: ast.Expression): readonly string[] | undefined {
  if (node.$type === "NameExpr") return [node.target.$refText];
  if (node.$type !== "MemberExpr" || node.operator !== ".") return undefined;
  const before = dotted(node.receiver);
  return before && [...before, node.member.$refText];
}

function enumMembersOf(path: readonly string[], { analysis, from }: Spot): readonly Proposal[] {
  const symbol = analysis.names.find(path, ["enum"], from);
  const signature = symbol && analysis.signatures.enum(symbol.ref);
  return (signature?.members ?? []).map(({ name, node }, order) => ({
    label: name,
    kind: CompletionItemKind.EnumMember,
    rank: "wanted",
    order,
    type: symbol?.name ?? "",
    node,
  }));
}

/** What a context or an aggregate declares that an expression may name. */
const declaredIn = (path: readonly string[], spot: Spot): readonly Proposal[] =>
  symbolsAt(spot, { kinds: ["function", "brand", "value", "entity", "enum"] }, path);
