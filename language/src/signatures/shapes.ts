/** The members of shapes: fields, parameters, keys and getters with their types and marks. */
import { leaveOut } from "../diagnostics/drafts.js";
import type { Report } from "../diagnostics/report.js";
import type * as ast from "../generated/ast.js";
import type { Ref, Type } from "../model/index.js";
import type { NameSegment, Names, Place } from "../names/api.js";
import { mostSimilar, spelling } from "../names/similar.js";
import type { FieldSignature, GetterSignature, ShapeSignature } from "./api.js";
import { refsIn } from "./types.js";

export interface ShapeContext {
  readonly names: Names;
  readonly report: Report;
  readonly typeOf: (type: ast.TypeExpr, from: Place) => Type | undefined;
  /** Whether a brand is marked `personal`. */
  readonly isPersonal: (brand: Ref) => boolean;
  readonly status: (name: NameSegment, aggregate: Ref) => string | undefined;
}

/** What is special about where a shape stands. */
export interface ShapeOptions {
  readonly place: Place;
  /** What messages call it. */
  readonly owner: string;
  /** Names that are in use beside it, to what has them: the identity of an event's aggregate, `status`. */
  readonly taken?: ReadonlyMap<string, string>;
  /** Comes first, among its fields. */
  readonly key?: FieldSignature;
  /** The aggregate whose state it is: its fields may stand `in` statuses. */
  readonly stateOf?: Ref;
}

type Member = ast.Field | ast.Parameter | ast.Getter;

/** The shape that `members` make. Reports doubles, and modifiers that do not belong. */
export function shapeOf(
  context: ShapeContext,
  members: readonly { readonly $type: string }[],
  options: ShapeOptions,
): ShapeSignature {
  const named = members.filter(isMember);
  const taken = new Map(options.taken);
  if (options.key !== undefined) taken.set(options.key.name, "the key");
  const fields: FieldSignature[] = options.key === undefined ? [] : [options.key];
  const getters: GetterSignature[] = [];
  const own = named.filter((member) => {
    if (member.name === "") return false;
    const other = taken.get(member.name);
    if (other !== undefined) {
      context.report(
        "ESDL1117",
        { node: member, property: "name" },
        { name: member.name, owner: options.owner, other },
        [leaveOut(member)],
      );
      return false;
    }
    taken.set(member.name, wordOf(member));
    return true;
  });
  const siblings = own.filter((member) => member.$type !== "Getter").map((member) => member.name);
  const keys = [...(options.taken?.keys() ?? []), ...(options.key === undefined ? [] : [options.key.name])];
  for (const member of own)
    if (member.$type === "Getter") getters.push(getterOf(context, member, options.place));
    else fields.push(fieldOf(context, member, options, [...keys, ...siblings], own));
  return shape(fields, getters);
}

export function shape(
  fields: readonly FieldSignature[],
  getters: readonly GetterSignature[],
): ShapeSignature {
  return {
    fields,
    getters,
    members: new Map([...fields, ...getters].map((member) => [member.name, member])),
  };
}

const isMember = (node: { readonly $type: string }): node is Member =>
  node.$type === "Field" || node.$type === "Parameter" || node.$type === "Getter";

const wordOf = (member: Member): string =>
  ({ Field: "a field", Parameter: "a parameter", Getter: "a getter" })[member.$type];

/** The key of an aggregate, entity, row or saga. */
export function keyOf(
  context: ShapeContext,
  node: ast.Key,
  place: Place,
  role: "identity" | "key",
): FieldSignature {
  const type = context.typeOf(node.type, place);
  return {
    name: node.name,
    type,
    node,
    today: node,
    at: { node, property: "name" },
    hasDefault: false,
    role,
    ...(isPersonalType(context, type) ? { personal: {} } : {}),
  };
}

function getterOf(context: ShapeContext, node: ast.Getter, place: Place): GetterSignature {
  return {
    name: node.name,
    type: context.typeOf(node.type, place),
    node,
    at: { node, property: "name" },
  };
}

function fieldOf(
  context: ShapeContext,
  node: ast.Field | ast.Parameter,
  options: ShapeOptions,
  siblings: readonly string[],
  members: readonly Member[],
): FieldSignature {
  const type = context.typeOf(node.type, options.place);
  const base = {
    name: node.name,
    type,
    node,
    today: node,
    at: { node, property: "name" },
    hasDefault: node.default !== undefined,
  };
  const { modifiers } = node;
  const statuses = statusesOf(context, modifiers, options);
  const mark = modifiers.find((modifier) => modifier.$type === "PersonalModifier");
  const personal = mark !== undefined || isPersonalType(context, type);
  const of =
    mark?.subject === undefined ? undefined : subjectOf(context, mark.subject, options, siblings, members);
  return {
    ...base,
    ...(statuses === undefined ? {} : { in: statuses }),
    ...(personal ? { personal: of === undefined ? {} : { of } } : {}),
  };
}

function statusesOf(
  context: ShapeContext,
  modifiers: readonly ast.Modifier[],
  { stateOf }: ShapeOptions,
): readonly string[] | undefined {
  const within = modifiers.find((modifier) => modifier.$type === "InModifier");
  if (within === undefined) return undefined;
  if (stateOf === undefined) {
    context.report("ESDL1206", within, {}, [leaveOut(within)]);
    return undefined;
  }
  const known = within.statuses.flatMap((name) => context.status(name, stateOf) ?? []);
  return known.length === 0 ? undefined : known;
}

/** The field that holds the data subject of `personal of f`. */
function subjectOf(
  { names, report }: ShapeContext,
  name: NameSegment,
  { owner }: ShapeOptions,
  siblings: readonly string[],
  members: readonly Member[],
): string | undefined {
  const text = name.$refText;
  if (text === "") return undefined;
  if (!siblings.includes(text)) {
    const similar = mostSimilar(text, siblings);
    report("ESDL1121", name, { name: text, owner, similar }, spelling(name, similar));
    return undefined;
  }
  const node = members.find((member) => member.name === text);
  if (node !== undefined) names.record(name, { kind: "member", node });
  return text;
}

function isPersonalType({ isPersonal }: ShapeContext, type: Type | undefined): boolean {
  return [...refsIn(type)].some(isPersonal);
}
