/** Brands, enums, values, roles, functions and external commands. */
import type * as ast from "../generated/ast.js";
import type {
  BrandDecl,
  EnumDecl,
  EnumVersion,
  ExternalCommandDecl,
  FunctionDecl,
  RoleDecl,
  ValueDecl,
} from "../model/index.js";
import type { EnumSignature } from "../signatures/api.js";
import type { SymbolOf } from "../names/api.js";
import { type Assembly, createParts, declaration, docAt, documented, from, optional } from "./assembly.js";
import { conditionOf, fieldsOf, gettersOf, invariantsOf, versionedOf } from "./shapes.js";

export function brandOf(assembly: Assembly, symbol: SymbolOf<"brand">): BrandDecl | undefined {
  const signature = assembly.signatures.brand(symbol.ref);
  const base = signature?.base;
  if (signature === undefined || base === undefined) return undefined;
  const condition = conditionOf(symbol.node.modifiers);
  const where = condition === undefined ? undefined : assembly.elaborate.where(condition, base);
  if (condition !== undefined && where === undefined) return undefined;
  return from(
    assembly,
    {
      ...declaration(assembly, symbol),
      isId: signature.isId,
      base,
      ...optional("where", where),
      personal: signature.personal,
    },
    symbol.node,
  );
}

export function enumOf(assembly: Assembly, symbol: SymbolOf<"enum">): EnumDecl | undefined {
  const signature = assembly.signatures.enum(symbol.ref);
  if (signature === undefined || symbol.node.$type !== "EnumDecl") return undefined;
  return from(
    assembly,
    {
      ...declaration(assembly, symbol, symbol.node),
      members: signature.members.map(({ node }) => documented(assembly, node)),
      version: signature.versions.at(-1)?.version ?? 1,
      versions: signature.versions.map((version) => enumVersionOf(assembly, version)),
    },
    symbol.node,
  );
}

function enumVersionOf(assembly: Assembly, version: EnumSignature["versions"][number]): EnumVersion {
  const { clause } = version;
  if (clause === undefined) return { version: version.version, members: version.members };
  const steps = clause.steps.map((step) => {
    const span = assembly.locate.span(step);
    return step.$type === "RenameMember"
      ? ({ kind: "rename", span, from: step.name, to: step.to.$refText } as const)
      : ({ kind: "remove", span, name: step.name, as: step.as.$refText } as const);
  });
  return {
    version: version.version,
    members: version.members,
    clause: { span: assembly.locate.span(clause), ...docAt(clause), steps },
  };
}

export function valueOf(assembly: Assembly, symbol: SymbolOf<"value">): ValueDecl | undefined {
  const parts = createParts();
  const signature = assembly.signatures.value(symbol.ref);
  const value: ValueDecl = {
    ...declaration(assembly, symbol),
    ...versionedOf(assembly, assembly.signatures.versions(symbol.ref), symbol.name, parts),
    getters: gettersOf(assembly, signature?.getters ?? [], parts),
    invariants: invariantsOf(assembly, symbol.node.members, parts),
  };
  return parts.isWhole() ? from(assembly, value, symbol.node) : undefined;
}

export const roleOf = (assembly: Assembly, symbol: SymbolOf<"role">): RoleDecl =>
  from(assembly, { ...declaration(assembly, symbol), kind: "role" as const }, symbol.node);

export function functionOf(assembly: Assembly, symbol: SymbolOf<"function">): FunctionDecl | undefined {
  const { node } = symbol;
  const parts = createParts();
  const signature = assembly.signatures.function(symbol.ref);
  const result = parts.need(signature?.result);
  const params = fieldsOf(assembly, signature?.params ?? [], parts);
  const how =
    node.$type === "FunctionDecl"
      ? { external: false, ...optional("body", parts.need(assembly.elaborate.functionBody(node))) }
      : { external: true, ...sampleOf(assembly, node, parts) };
  if (result === undefined || !parts.isWhole()) return undefined;
  return from(assembly, { ...declaration(assembly, symbol), params, result, ...how }, node);
}

function sampleOf(assembly: Assembly, node: ast.ExternalFunctionDecl, parts: ReturnType<typeof createParts>) {
  return optional(
    "sample",
    node.sample === undefined ? undefined : parts.need(assembly.elaborate.functionSample(node)),
  );
}

export function externalCommandOf(
  assembly: Assembly,
  symbol: SymbolOf<"externalCommand">,
): ExternalCommandDecl | undefined {
  const { node } = symbol;
  const parts = createParts();
  const signature = assembly.signatures.externalCommand(symbol.ref);
  const command: ExternalCommandDecl = {
    ...declaration(assembly, symbol),
    params: fieldsOf(assembly, signature?.params ?? [], parts),
    returns: fieldsOf(assembly, signature?.returns.fields ?? [], parts),
    ...optional(
      "sample",
      node.sample === undefined ? undefined : parts.need(assembly.elaborate.replySample(node)),
    ),
  };
  return parts.isWhole() ? from(assembly, command, node) : undefined;
}
