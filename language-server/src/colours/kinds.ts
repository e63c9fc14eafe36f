/** The protocol's kinds of words, and which of them each thing of the language is. */
import type { ast } from "@esdl/language/editing";
import { type AstNode, type SymbolKind } from "@esdl/language/editing";

/** In the order of their numbers. */
export const types = [
  "namespace",
  "class",
  "struct",
  "enum",
  "enumMember",
  "type",
  "interface",
  "event",
  "function",
  "method",
  "property",
  "parameter",
  "variable",
  "keyword",
  "comment",
  "string",
  "number",
  "regexp",
  "operator",
] as const;

/** In the order of their bits. */
export const modifiers = ["declaration", "readonly", "defaultLibrary", "deprecated", "modification"] as const;

export type WordType = (typeof types)[number];
export type WordModifier = (typeof modifiers)[number];

export interface Kind {
  readonly type: WordType;
  readonly modifiers: readonly WordModifier[];
}

const kind = (type: WordType, ...more: readonly WordModifier[]): Kind => ({ type, modifiers: more });

export const withModifier = (one: Kind, modifier: WordModifier): Kind => ({
  ...one,
  modifiers: [...one.modifiers, modifier],
});

export const symbolKinds: Readonly<Record<SymbolKind, Kind>> = {
  brand: kind("type"),
  enum: kind("enum"),
  value: kind("struct"),
  entity: kind("struct"),
  role: kind("interface"),
  function: kind("function"),
  externalCommand: kind("function"),
  aggregate: kind("class"),
  event: kind("event"),
  command: kind("method"),
  rejection: kind("type"),
  projection: kind("class"),
  saga: kind("class"),
  policy: kind("class"),
  builtInRejection: kind("type", "defaultLibrary"),
};

/** What is part of a declaration, by the syntax that declares it. */
const memberKinds: Readonly<Partial<Record<keyof ast.EsdlAstType, Kind>>> = {
  Field: kind("property"),
  Parameter: kind("parameter"),
  Key: kind("property", "readonly"),
  Getter: kind("property", "readonly"),
  Invariant: kind("function"),
  EnumMember: kind("enumMember"),
  Status: kind("enumMember"),
  SagaStep: kind("enumMember"),
  SagaEnd: kind("enumMember"),
  QueryDecl: kind("method"),
  LetStatement: kind("variable", "readonly"),
  Loop: kind("variable", "readonly"),
  LambdaParam: kind("parameter"),
  RenameStep: kind("property", "deprecated"),
  RemoveStep: kind("property", "deprecated"),
  RenameMember: kind("enumMember", "deprecated"),
  RemoveMember: kind("enumMember", "deprecated"),
  RenameSagaStep: kind("enumMember", "deprecated"),
  RemoveSagaStep: kind("enumMember", "deprecated"),
};

export const memberKind = ({ $type }: AstNode): Kind | undefined =>
  (memberKinds as Readonly<Record<string, Kind | undefined>>)[$type];

export const namespace = kind("namespace");
/** `int`, `string`. */
export const builtInType = kind("type", "defaultLibrary");
/** `sum`, `length`. */
export const builtInMethod = kind("method", "defaultLibrary");
export const builtInProperty = kind("property", "defaultLibrary");
export const builtInFunction = kind("function", "defaultLibrary");
/** `event`, `actor`. */
export const root = kind("variable", "readonly", "defaultLibrary");
export const formerEvent = kind("event", "deprecated");
export const externalFunction = kind("function");
export const keyword = kind("keyword");
