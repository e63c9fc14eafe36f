/** Hover: the declaration behind a name, the type of an expression, what a literal or a keyword means. */
import type { AstNode } from "@esdl/language/editing";
import { type Hover, MarkupKind } from "vscode-languageserver";
import {
  ast,
  displayType,
  durationLiteral,
  familiesOf,
  methodsOf,
  placeAt,
  presentOf,
  type Target,
  tokensOf,
  type TreeLeaf,
} from "@esdl/language/editing";
import { codeBlock, memberCard, symbolCard } from "../describe/card.js";
import { envAt } from "../describe/env.js";
import { keywordDocs } from "../describe/keywords.js";
import { methodText } from "../describe/methods.js";
import type { PlaceRequest } from "../request.js";
import type { Feature } from "./feature.js";

export function hover(request: PlaceRequest): Hover | null {
  const { analysis, offset, document, text } = request;
  const token =
    tokensOf(text).find(({ start, end }) => start <= offset && offset < end) ??
    tokensOf(text).find(({ end }) => end === offset);
  if (token === undefined || token.kind === "comment" || token.kind === "doc") return null;
  // The name itself, not the dot that ends where it begins.
  const { leaf } = placeAt(analysis.file.root, token.end);
  const isLeaf = leaf?.start === token.start && leaf.end === token.end;
  const { node } = isLeaf ? leaf : placeAt(analysis.file.root, offset);
  const value =
    (isLeaf ? leafText(leaf, request) : undefined) ??
    typeAt(node, token, request) ??
    keywordText(token.text, token.kind);
  if (value === undefined || value === "") return null;
  return {
    contents: { kind: MarkupKind.Markdown, value },
    range: { start: document.positionAt(token.start), end: document.positionAt(token.end) },
  };
}

function leafText(leaf: TreeLeaf, request: PlaceRequest): string | undefined {
  const { node, property, reference } = leaf;
  const { analysis } = request;
  if (reference !== undefined) {
    const target = analysis.targetOf(reference);
    return target === undefined
      ? builtInText(node, reference.$refText, request)
      : targetText(target, node, request);
  }
  if (property === "name" && ast.isModel(node)) return contextText(node.name, request);
  if (property === "name" && ast.isNamed(node)) {
    const symbol = analysis.names.declaredBy(node);
    return symbol === undefined
      ? memberCard(node, typeText(node, request))
      : symbolCard(symbol, analysis, request.project);
  }
  return literalText(node, property, request);
}

function targetText(target: Target, at: AstNode, request: PlaceRequest): string | undefined {
  switch (target.kind) {
    case "context":
      return contextText(target.name, request);
    case "member":
      return narrowedText(memberCard(target.node, typeText(target.node, request)), at, request);
    default:
      return symbolCard(target, request.analysis, request.project);
  }
}

/** The type here, where it is not the declared one: an optional that was proved to be there, or a field of some statuses. */
function narrowedText(card: string, at: AstNode, { analysis }: PlaceRequest): string {
  const type = analysis.observed.types.get(at);
  if (type === undefined) return card;
  const text = displayType(type, analysis.file.root.name);
  const isThere = card.includes(`: ${text}?`);
  const mayBeAbsent = text.endsWith("?") && !card.includes(text) && card.includes(`: ${text.slice(0, -1)}`);
  return isThere || mayBeAbsent ? `${card}\n\nHere: \`${text}\`` : card;
}

const typeText = (node: AstNode, { analysis }: PlaceRequest): string | undefined => {
  const type = analysis.observed.types.get(node);
  return type && displayType(type, analysis.file.root.name);
};

function contextText(name: string, { analysis }: PlaceRequest): string {
  const context = analysis.names.contexts.get(name);
  const uses =
    context?.uses.map(
      ({ context: used, role }) => `\`${used}\`${role === "conformist" ? "" : ` as ${role}`}`,
    ) ?? [];
  const files = context?.files.length ?? 1;
  return [
    codeBlock(`context ${name}`),
    `${files} file${files === 1 ? "" : "s"}`,
    ...(uses.length === 0 ? [] : [`Uses ${uses.join(", ")}`]),
  ].join("\n\n");
}

/** Roots such as `event`, and built-in methods: names that nothing in the source declares. */
function builtInText(node: AstNode, name: string, { analysis }: PlaceRequest): string | undefined {
  const { observed, signatures, file } = analysis;
  const context = file.root.name;
  if (ast.isMemberExpr(node)) {
    const receiver = observed.types.get(node.receiver);
    const base = receiver && signatures.underlying(presentOf(receiver));
    const row = base && methodsOf(familiesOf(base)).find((each) => each.name === name);
    if (base === undefined || row === undefined) return undefined;
    const { signature = "", type } = methodText(row, base, signatures, context);
    return codeBlock(`${name}${signature}: ${type}`);
  }
  const root = envAt(node, observed)?.roots.get(name);
  if (root === undefined) return undefined;
  if (root.isValue === true) return codeBlock(`${name}: ${displayType(root.type, context)}`);
  const members = [...root.members.values()].map(
    (member) => `  ${member.name}: ${member.type === undefined ? "?" : displayType(member.type, context)}`,
  );
  return codeBlock(`${name} {\n${members.join("\n")}\n}`);
}

function literalText(node: AstNode, property: string, request: PlaceRequest): string | undefined {
  const { analysis } = request;
  const seen = analysis.observed.expressions.get(node)?.expected;
  const type = analysis.observed.types.get(node) ?? seen;
  const named = type === undefined ? undefined : displayType(type, analysis.file.root.name);
  if (ast.isDurationLiteral(node) || property === "duration") {
    const text = ast.isDurationLiteral(node) ? node.text : String(Reflect.get(node, "duration"));
    const iso = durationLiteral(text);
    return iso === undefined ? undefined : `${codeBlock(`${text}: duration`)}\n\n\`${iso}\``;
  }
  if (!ast.isNumberLiteral(node) && !ast.isStringLiteral(node)) return undefined;
  return named === undefined ? undefined : codeBlock(named);
}

/** The type of the innermost expression at a sign or word that declares nothing. */
function typeAt(node: AstNode, token: { readonly text: string }, request: PlaceRequest): string | undefined {
  if (!ast.isExpression(node)) return undefined;
  const type = typeText(node, request);
  if (type === undefined) return undefined;
  const doc = keywordDocs[token.text];
  return `${codeBlock(type)}${doc === undefined ? "" : `\n\n${doc}`}`;
}

const keywordText = (word: string, kind: string): string | undefined =>
  kind === "keyword" && Object.hasOwn(keywordDocs, word) ? keywordDocs[word] : undefined;

export const hoverFeature: Feature = {
  capabilities: { hoverProvider: true },
  register: (connection, serve) => {
    connection.onHover(serve.place((request) => hover(request)));
  },
};
