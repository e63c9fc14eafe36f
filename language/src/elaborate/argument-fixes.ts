/** Fixes of arguments: named, added, taken away, and fields declared for them. */
import { type FixDraft, leaveOut } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import { isEventDecl, isRejectionDecl, isValueDecl } from "../generated/ast.js";
import { assignable } from "../types/assignable.js";
import { isScalar, presentOf } from "../types/scalars.js";
import type { Binding, Slot } from "./arguments.js";
import { bindings, type Env } from "./environment.js";
import { whereIn } from "./conditions.js";
import { placeholder } from "./placeholder.js";
import { simpleType } from "./simple-type.js";
import { shown } from "./words.js";

/** The name that a bare argument is short for; empty for a hole. */
export const shorthand = (item: ast.Argument, binding: Binding): string | undefined =>
  binding.style === "named" && item.value.$type === "NameExpr"
    ? item.value.target.$refText
    : item.value.$type === "MissingExpr"
      ? ""
      : undefined;

/** A label for each of the fields that are not given yet. */
export function named(
  item: ast.Argument,
  items: readonly ast.Argument[],
  slots: readonly Slot[],
  binding: Binding,
): readonly FixDraft[] {
  const given = new Set(items.map((other) => other.label?.$refText ?? shorthand(other, binding)));
  const free = slots.filter(({ name }) => !given.has(name)).slice(0, 4);
  return free.map(({ name }) => ({
    title: `Write \`${name}: …\``,
    edits: [{ before: item, text: `${name}: ` }],
  }));
}

/** The label of their place for those that have none. */
export function allNamed(items: readonly ast.Argument[], slots: readonly Slot[]): readonly FixDraft[] {
  const labels = items.map((item, index) => item.label?.$refText ?? slots[index]?.name);
  if (labels.includes(undefined) || new Set(labels).size < labels.length) return [];
  const edits = items.flatMap((item, index) =>
    item.label === undefined ? [{ before: item, text: `${labels[index] ?? ""}: ` }] : [],
  );
  return [{ title: "Name all of them", edits }];
}

/** All from the first that is one too many. */
export const surplus = (first: ast.Argument, items: readonly ast.Argument[]): FixDraft => {
  const last = items.at(-1) ?? first;
  return first === last
    ? leaveOut(first)
    : { title: "Leave them out", edits: [{ remove: first, through: last }] };
};

/** What is missing, in the style of what is there. */
export function added(
  missing: readonly string[],
  node: ast.Arguments | undefined,
  slots: readonly Slot[],
  env: Env,
  binding: Binding,
): FixDraft {
  const byPlace =
    binding.style === "either" &&
    node !== undefined &&
    node.items.length > 0 &&
    node.items.every(({ label }) => label === undefined);
  const inserted = missing
    .map((name) => {
      const value = valueFor(
        slots.find((slot) => slot.name === name),
        name,
        env,
      );
      if (byPlace) return value;
      return binding.style === "named" && value === name ? name : `${name}: ${value}`;
    })
    .join(", ");
  const title = `Add ${missing.map((name) => `\`${name}\``).join(", ")}`;
  if (node === undefined) return { title, edits: [{ after: binding.at, text: `(${inserted})` }] };
  const last = node.items.at(-1);
  if (last !== undefined) return { title, edits: [{ after: last, text: `, ${inserted}` }] };
  const { file, end } = env.kit.locate.offsets(node);
  return { title, edits: [{ at: { file, start: end - 1, end: end - 1 }, text: inserted }] };
}

/** What is in scope under that name, else a constant to write over; where there is none, the name may be what is meant. */
function valueFor(slot: Slot | undefined, name: string, env: Env): string {
  const type = slot?.type;
  if (slot === undefined || type === undefined) return name;
  const [only, ...others] = bindings(name, env);
  const bound = only?.kind === "local" ? only.local.type : only?.member.type;
  if (bound !== undefined && others.length === 0 && assignable(bound, type, env.kit.nominal) !== undefined)
    return name;
  const plain = env.kit.signatures.underlying(presentOf(type)) ?? type;
  // In a scenario any text stands for a uuid.
  if (env.scenario && isScalar(plain, "uuid")) return `"${name}"`;
  if (env.may.newId && isScalar(plain, "uuid")) return "newId()";
  if (env.may.now && isScalar(plain, "instant")) return "now";
  const { node } = slot;
  const own =
    node?.$type === "Field" || node?.$type === "Parameter"
      ? whereIn((node as ast.Field).modifiers)
      : undefined;
  return placeholder(type, own, env.place.context, env.kit) ?? name;
}

/** A field for an argument that fills none, of the type of what is given. */
export function newField(name: string, item: ast.Argument, binding: Binding, env: Env): readonly FixDraft[] {
  const shape = binding.declaredBy;
  if (!isEventDecl(shape) && !isRejectionDecl(shape) && !isValueDecl(shape)) return [];
  const type = simpleType(item.value, env);
  if (type === undefined) return [];
  const fields = isRejectionDecl(shape)
    ? shape.fields
    : shape.members.filter(({ $type }) => $type === "Field");
  const last = fields.at(-1);
  const text = `${name}: ${shown(type, env)}`;
  return [
    {
      title: `Add field \`${text}\``,
      edits: [last === undefined ? { inside: shape, text } : { beside: last, text }],
    },
  ];
}
