/** The words of a file by what they mean: names as what they name, all other words of the language as keywords. */
import {
  type Analysis,
  type AstNode,
  ast,
  builtInRoles,
  familiesOf,
  isScalarName,
  leavesOf,
  methodsOf,
  presentOf,
  type SourceToken,
  type Target,
  type TokenKind,
  tokensOf,
  type TreeLeaf,
} from "@esdl/language/editing";
import { envAt } from "../describe/env.js";
import * as kinds from "./kinds.js";
import type { Kind, WordType } from "./kinds.js";

export interface Word extends Kind {
  readonly start: number;
  readonly end: number;
}

/** What the looks of a word tell. */
const looks: Readonly<Partial<Record<TokenKind, WordType>>> = {
  string: "string",
  number: "number",
  duration: "number",
  regex: "regexp",
  comment: "comment",
  doc: "comment",
  operator: "operator",
};

/** In the order of the text. `everything`: strings, numbers, comments and signs too, for editors that know no grammar. */
export function wordsOf(analysis: Analysis, everything = false): readonly Word[] {
  const names = new Map<number, Kind | undefined>();
  for (const leaf of leavesOf(analysis.file.root)) {
    const found = nameKind(leaf, analysis);
    if (found !== "no name") names.set(leaf.start, found);
  }
  const { text } = analysis.file;
  return tokensOf(text).flatMap((token): Word[] => {
    const found = names.has(token.start) ? names.get(token.start) : plainKind(token, everything);
    if (found === undefined) return [];
    return linesOf(token).map(({ start, end }) => ({ ...found, start, end }));
  });
}

function plainKind({ kind }: SourceToken, everything: boolean): Kind | undefined {
  if (kind === "keyword") return kinds.keyword;
  const type = everything ? looks[kind] : undefined;
  return type && { type, modifiers: [] };
}

/** What editors are told of goes no further than its line. */
function linesOf({
  text,
  start,
  end,
}: SourceToken): readonly { readonly start: number; readonly end: number }[] {
  if (!text.includes("\n")) return [{ start, end }];
  let at = start;
  return text.split("\n").flatMap((line) => {
    const begin = at;
    at += line.length + 1;
    const stop = begin + line.trimEnd().length;
    return stop > begin ? [{ start: begin, end: stop }] : [];
  });
}

/** Undefined for a name that means nothing; `no name` for what is no name at all. */
function nameKind(leaf: TreeLeaf, analysis: Analysis): Kind | undefined | "no name" {
  const { node, property, reference } = leaf;
  if (reference !== undefined) {
    const target = analysis.targetOf(reference);
    const found = target === undefined ? builtInKind(node, reference.$refText, analysis) : targetKind(target);
    return found && isWritten(node) ? kinds.withModifier(found, "modification") : found;
  }
  if (property === "name") {
    if (ast.isScenarioDecl(node)) return "no name";
    const found = declaredKind(node, analysis);
    return found && kinds.withModifier(found, "declaration");
  }
  if (property === "roleWords") return kinds.keyword;
  if (property === "formerly") return kinds.formerEvent;
  return property === "functionName" ? kinds.externalFunction : "no name";
}

function declaredKind(node: AstNode, { names }: Analysis): Kind | undefined {
  if (ast.isModel(node)) return kinds.namespace;
  const symbol = ast.isNamed(node) ? names.declaredBy(node) : undefined;
  return symbol === undefined ? kinds.memberKind(node) : targetKind(symbol);
}

function targetKind(target: Target): Kind | undefined {
  if (target.kind === "context") return kinds.namespace;
  if (target.kind === "member") return kinds.memberKind(target.node);
  const found = kinds.symbolKinds[target.kind];
  return target.kind === "event" && target.node.retired ? kinds.withModifier(found, "deprecated") : found;
}

/** What nothing in the source declares. */
function builtInKind(node: AstNode, name: string, analysis: Analysis): Kind | undefined {
  if (ast.isQualifiedName(node)) return isBuiltIn(node, name) ? kinds.builtInType : undefined;
  const { observed, signatures } = analysis;
  if (ast.isArgument(node)) {
    const slots = observed.args.get(node.$container)?.slots ?? [];
    return slots.some((slot) => slot.name === name) ? kinds.builtInProperty : undefined;
  }
  if (ast.isMemberExpr(node)) {
    const receiver = observed.types.get(node.receiver);
    const base = receiver && signatures.underlying(presentOf(receiver));
    const row = base && methodsOf(familiesOf(base)).find((method) => method.name === name);
    if (row === undefined) return isTyped(node, analysis) ? kinds.builtInProperty : undefined;
    return row.form === "property" ? kinds.builtInProperty : kinds.builtInMethod;
  }
  if (!ast.isNameExpr(node)) return undefined;
  const outer = node.$container;
  if (ast.isCallExpr(outer) && outer.callee === node)
    return observed.types.has(outer) ? kinds.builtInFunction : undefined;
  if (envAt(node, observed)?.roots.has(name) === true) return kinds.root;
  // The status of an aggregate.
  return observed.types.has(node) ? kinds.builtInProperty : undefined;
}

/** Types and roles that every context has. */
const isBuiltIn = ({ $container: outer }: ast.QualifiedName, name: string): boolean =>
  ast.isNamedType(outer)
    ? isScalarName(name)
    : (ast.isGrant(outer) || ast.isCommandAction(outer)) && builtInRoles.includes(name);

/** It, or what goes on from it: of `meta.actor.id`, only the whole has a type. */
function isTyped(node: ast.MemberExpr, analysis: Analysis): boolean {
  const { $container: outer } = node;
  if (analysis.observed.types.has(node)) return true;
  return ast.isMemberExpr(outer) && outer.receiver === node && isTyped(outer, analysis);
}

/** The last name of what a statement sets. */
const isWritten = (node: AstNode): boolean =>
  ast.isAssignStatement(node.$container) && node.$containerProperty === "target";
