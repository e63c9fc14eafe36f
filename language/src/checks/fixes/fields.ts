/** Fixes of fields that have no value: assigned from the event at hand, or given a default. */
import type { FixDraft } from "../../diagnostics/drafts.js";
import { isHandler } from "../../generated/ast.js";
import type { Field } from "../../model/index.js";
import { sameType } from "../../types/equal.js";
import type { CheckContext, Placed } from "../context.js";

const list = (fields: readonly Field[]): string => fields.map(({ name }) => `\`${name}\``).join(", ");

/** The ways to give `fields` their values in `handler`, whose event has fields as well. */
export function valuesFor(
  fields: readonly Field[],
  handler: Placed,
  event: readonly Field[],
  context: CheckContext,
): readonly FixDraft[] {
  return [...assigned(fields, handler, event, context), ...defaulted(fields, context)];
}

/** `f` is short for `f = event.f`. */
function assigned(
  fields: readonly Field[],
  handler: Placed,
  event: readonly Field[],
  context: CheckContext,
): readonly FixDraft[] {
  const node = context.node(handler);
  const carried = fields.every((field) =>
    event.some((other) => other.name === field.name && sameType(other.type, field.type)),
  );
  if (!carried || !isHandler(node)) return [];
  const text = fields.map(({ name }) => name).join("\n");
  const title = `Assign ${list(fields)}`;
  if (node.body !== undefined) return [{ title, edits: [{ inside: node.body, text }] }];
  return [{ title, edits: [{ after: node, text: ` { ${text.replaceAll("\n", ", ")} }` }] }];
}

/** A default for each of them. */
export function defaulted(fields: readonly Field[], context: CheckContext): readonly FixDraft[] {
  const values = fields.map((field) => context.defaultFor(field));
  if (fields.length === 0 || values.includes(undefined)) return [];
  return [
    {
      title: `Give ${list(fields)} a default`,
      edits: fields.map((field, index) => ({
        after: context.at(field),
        text: ` = ${values[index] ?? ""}`,
      })),
    },
  ];
}
