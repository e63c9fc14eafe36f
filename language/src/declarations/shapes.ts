/** Fields, getters, invariants, and shapes with their history. */
import type * as ast from "../generated/ast.js";
import { isWhereModifier } from "../generated/ast.js";
import type {
  Documented,
  Field,
  Getter,
  Invariant,
  ShapeVersion,
  VersionClause,
  VersionStep,
  Versioned,
} from "../model/index.js";
import type { ClauseStep } from "../elaborate/api.js";
import type { FieldSignature, GetterSignature, VersionSignature } from "../signatures/api.js";
import { type Assembly, type Parts, docAt, documented, from, optional } from "./assembly.js";

/** A field or parameter with its condition and default; undefined when its type could not be made out. */
export function fieldOf(assembly: Assembly, signature: FieldSignature, parts: Parts): Field | undefined {
  const { node } = signature;
  const type = parts.need(signature.type);
  if (type === undefined) return undefined;
  const modifiers = node.$type === "Field" || node.$type === "Parameter" ? node.modifiers : [];
  const condition = conditionOf(modifiers);
  const written = node.$type === "Field" || node.$type === "Parameter" ? node.default : undefined;
  const field: Field = {
    ...placesOf(assembly, signature),
    type,
    ...optional(
      "where",
      condition === undefined ? undefined : parts.need(assembly.elaborate.where(condition, type)),
    ),
    ...optional(
      "default",
      written === undefined || (node.$type !== "Field" && node.$type !== "Parameter")
        ? undefined
        : parts.need(assembly.elaborate.defaultOf(node, type)),
    ),
    ...optional("personal", signature.personal),
    ...optional("in", signature.in),
  };
  return from(assembly, field, node);
}

/** In an old version the name stands in the step that says what it was. */
const placesOf = ({ locate }: Assembly, { name, node, at }: FieldSignature): Documented => ({
  name,
  ...docAt(node),
  span: locate.span(node),
  nameSpan: locate.span(at),
});

export const fieldsOf = (
  assembly: Assembly,
  signatures: readonly FieldSignature[],
  parts: Parts,
): readonly Field[] => parts.all(signatures.map((signature) => fieldOf(assembly, signature, parts)));

export const gettersOf = (
  assembly: Assembly,
  signatures: readonly GetterSignature[],
  parts: Parts,
): readonly Getter[] =>
  parts.all(
    signatures.map(({ node, type }) => {
      const body = type === undefined ? undefined : assembly.elaborate.getter(node, type);
      if (type === undefined || body === undefined) return undefined;
      return from(assembly, { ...documented(assembly, node), type, body }, node);
    }),
  );

/** The invariants among the members of a shape or an aggregate. */
export function invariantsOf(
  assembly: Assembly,
  members: readonly { readonly $type: string }[],
  parts: Parts,
): readonly Invariant[] {
  const isInvariant = (member: { readonly $type: string }): member is ast.Invariant =>
    member.$type === "Invariant";
  return parts.all(
    members.filter(isInvariant).map((node) => {
      const condition = assembly.elaborate.invariant(node);
      if (condition === undefined) return undefined;
      return from(
        assembly,
        { ...documented(assembly, node), ...optional("message", node.message), condition },
        node,
      );
    }),
  );
}

/** The current fields and the whole history of a value, entity or event. `name` is what it is called. */
export function versionedOf(
  assembly: Assembly,
  versions: readonly VersionSignature[],
  name: string,
  parts: Parts,
): Versioned {
  const current = versions.at(-1);
  const fields = fieldsOf(assembly, current?.fields ?? [], parts);
  return {
    fields,
    version: current?.version ?? 1,
    versions: versions.map((signature): ShapeVersion => ({
      version: signature.version,
      fields: signature === current ? fields : oldFieldsOf(assembly, signature, parts),
      ...optional(
        "clause",
        signature.clause === undefined ? undefined : clauseOf(assembly, signature.clause, name, parts),
      ),
    })),
  };
}

/** Fields as they were: names and types. What is said about a field today did not hold then. */
const oldFieldsOf = (assembly: Assembly, signature: VersionSignature, parts: Parts): readonly Field[] =>
  parts.all(
    signature.fields.map((field) => {
      const type = parts.need(field.type);
      if (type === undefined) return undefined;
      return { ...placesOf(assembly, field), type, ...optional("personal", field.personal) };
    }),
  );

function clauseOf(
  assembly: Assembly,
  node: ast.VersionClause,
  name: string,
  parts: Parts,
): VersionClause | undefined {
  const place = { span: assembly.locate.span(node), ...docAt(node) };
  if (node.external)
    return {
      ...place,
      via: { external: node.functionName ?? `upcast${name}${String(node.version)}` },
      steps: [],
      upcast: [],
    };
  const steps = parts.need(assembly.elaborate.versionSteps(node));
  const upcast = parts.need(assembly.elaborate.upcast(node));
  if (steps === undefined || upcast === undefined) return undefined;
  // Steps of sagas in other clauses have been reported.
  return { ...place, steps: steps.filter(isFieldStep), upcast };
}

const isFieldStep = (step: ClauseStep): step is VersionStep =>
  step.kind !== "renameStep" && step.kind !== "removeStep";

/** The condition among the modifiers of an id, a type or a field. */
export const conditionOf = (modifiers: readonly ast.Modifier[]): ast.WhereModifier | undefined =>
  modifiers.find(isWhereModifier);
