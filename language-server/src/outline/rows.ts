/** What of a file is listed in its outline, and how each is called there. */
import { SymbolKind } from "vscode-languageserver";
import { type AstNode, ast } from "@esdl/language/editing";
import { oneLine } from "../describe/signature.js";

/** One kind of node in the outline. */
interface Row<N> {
  readonly kind: SymbolKind;
  /** Of nodes without a name of their own; of others the word that introduces them, where the name is still missing. */
  readonly called: string | ((node: N) => string);
  readonly detail?: (node: N) => string;
  readonly isDeprecated?: (node: N) => boolean;
  /** Its name says all that is in it. */
  readonly isLeaf?: true;
}

type Nodes = { readonly [T in keyof ast.EsdlAstType]: ast.EsdlAstType[T] };
type Rows = { readonly [T in keyof Nodes]?: Row<Nodes[T]> };

const textOf = (node: AstNode | undefined): string => oneLine(node?.$cstNode?.text ?? "");

const typed = ({ type }: { readonly type: AstNode }): string => textOf(type);

const parametersOf = ({ params }: { readonly params: readonly AstNode[] }): string =>
  `(${params.map(textOf).join(", ")})`;

const versionsOf = ({ members }: { readonly members: readonly AstNode[] }): string => {
  const version = Math.max(0, ...members.map((member) => (ast.isVersionClause(member) ? member.version : 0)));
  return version > 0 ? `version ${String(version)}` : "";
};

const joined = (...parts: readonly string[]): string => parts.filter(Boolean).join(" · ");

const keyed = (keys: readonly AstNode[]): string => `by ${keys.map(textOf).join(", ")}`;

const triggerOf = ({ input, trigger, target }: ast.Handler): string =>
  [`on`, input, textOf(trigger), target === undefined ? undefined : `-> ${target.$refText}`]
    .filter(Boolean)
    .join(" ");

/** Parameters of functions and queries, and what stands inside of bodies, are left out: they are read where they are. */
export const rows: Rows = {
  Model: { kind: SymbolKind.Namespace, called: "context" },
  IdDecl: {
    kind: SymbolKind.TypeParameter,
    called: "id",
    detail: ({ base }) => (base === undefined ? "id" : `id = ${textOf(base)}`),
  },
  TypeDecl: { kind: SymbolKind.TypeParameter, called: "type", detail: ({ base }) => textOf(base) },
  EnumDecl: { kind: SymbolKind.Enum, called: "enum" },
  EnumMember: { kind: SymbolKind.EnumMember, called: "member" },
  ValueDecl: { kind: SymbolKind.Struct, called: "value", detail: versionsOf },
  RoleDecl: { kind: SymbolKind.Key, called: "role", detail: () => "role" },
  FunctionDecl: {
    kind: SymbolKind.Function,
    called: "function",
    detail: (node) => `${parametersOf(node)}: ${textOf(node.result)}`,
  },
  ExternalFunctionDecl: {
    kind: SymbolKind.Function,
    called: "external function",
    detail: (node) => `${parametersOf(node)}: ${textOf(node.result)}`,
  },
  ExternalCommandDecl: { kind: SymbolKind.Interface, called: "external command", detail: parametersOf },
  AggregateDecl: { kind: SymbolKind.Class, called: "aggregate", detail: ({ key }) => keyed([key]) },
  EntityDecl: {
    kind: SymbolKind.Struct,
    called: "entity",
    detail: (node) => joined(keyed([node.key]), versionsOf(node)),
  },
  ProjectionDecl: { kind: SymbolKind.Class, called: "projection", detail: ({ keys }) => keyed(keys) },
  SagaDecl: {
    kind: SymbolKind.Class,
    called: "saga",
    detail: (node) => joined(keyed([node.key]), versionsOf(node)),
  },
  PolicyDecl: {
    kind: SymbolKind.Function,
    called: "policy",
    detail: ({ handler }) => triggerOf(handler),
    isLeaf: true,
  },
  ScenarioDecl: {
    kind: SymbolKind.Method,
    called: "scenario",
    detail: ({ subject }) => (subject === undefined ? "scenario" : `for ${textOf(subject)}`),
  },

  Field: { kind: SymbolKind.Field, called: "field", detail: typed },
  Key: { kind: SymbolKind.Key, called: "key", detail: typed },
  Getter: { kind: SymbolKind.Property, called: "get", detail: typed },
  Invariant: {
    kind: SymbolKind.Boolean,
    called: "invariant",
    detail: ({ message }) => message ?? "invariant",
  },
  VersionClause: { kind: SymbolKind.Operator, called: ({ version }) => `version ${String(version)}` },
  EnumVersion: { kind: SymbolKind.Operator, called: ({ version }) => `version ${String(version)}` },

  Lifecycle: { kind: SymbolKind.Enum, called: "lifecycle" },
  Status: { kind: SymbolKind.EnumMember, called: "status" },
  StateBlock: { kind: SymbolKind.Object, called: "state" },
  Unique: {
    kind: SymbolKind.Boolean,
    called: ({ fields }) => `unique ${fields.map(({ $refText }) => $refText).join(", ")}`,
  },
  RejectionDecl: {
    kind: SymbolKind.Constant,
    called: "rejection",
    detail: ({ message }) => message ?? "rejection",
  },
  EventDecl: {
    kind: SymbolKind.Event,
    called: "event",
    detail: (node) => joined(node.retired ? "retired" : "", versionsOf(node)),
    isDeprecated: ({ retired }) => retired,
  },
  CommandDecl: {
    kind: SymbolKind.Method,
    called: "command",
    detail: (node) => `${node.flavour === undefined ? "" : `${node.flavour} `}${parametersOf(node)}`,
  },
  Handler: { kind: SymbolKind.Event, called: triggerOf },
  IndexDecl: {
    kind: SymbolKind.Array,
    called: ({ columns }) => `index ${columns.map(({ field }) => field.$refText).join(", ")}`,
  },
  QueryDecl: { kind: SymbolKind.Function, called: "query", detail: parametersOf },
  SagaStart: {
    kind: SymbolKind.Constructor,
    called: ({ handler }) => `start ${triggerOf(handler)}`,
    isLeaf: true,
  },
  SagaStep: { kind: SymbolKind.EnumMember, called: "step", detail: () => "step" },
  SagaEnd: { kind: SymbolKind.EnumMember, called: "end", detail: () => "end" },
  TimeoutHandler: { kind: SymbolKind.Event, called: ({ duration }) => `after ${duration}` },
};

/** Nodes that are not listed, and hold some that are. */
export const passed: ReadonlySet<string> = new Set(["LifecycleChain", "StatusGroup", "SagaEnds"]);

export interface Read {
  readonly kind: SymbolKind;
  readonly name: string;
  readonly detail: string;
  readonly isDeprecated: boolean;
  readonly isLeaf: boolean;
}

/** The row of a node, read for it. */
export function rowOf(node: AstNode): Read | undefined {
  const row = (rows as Readonly<Record<string, Row<AstNode> | undefined>>)[node.$type];
  if (row === undefined) return undefined;
  const called = typeof row.called === "string" ? row.called : row.called(node);
  const own = ast.isNamed(node) || ast.isScenarioDecl(node) ? node.name : "";
  return {
    kind: row.kind,
    // Editors refuse an empty name.
    name: own || called,
    detail: row.detail?.(node) ?? "",
    isDeprecated: row.isDeprecated?.(node) ?? false,
    isLeaf: row.isLeaf ?? false,
  };
}
