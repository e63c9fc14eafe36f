/** What of a model has no TypeScript that would mean the same. */
import type { Field, Model } from "@esdl/language/model";
import type { Finding } from "../emitter.js";
import { isConditional } from "./types.js";

/** Every object has members of these names, so that an absent one would seem to be there. */
const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

export function* refusals(model: Model): Generator<Finding> {
  for (const field of absentable(model)) {
    if (!inherited.has(field.name)) continue;
    yield {
      message: `\`${field.name}\` may not be absent: every object of JavaScript has a member of that name`,
      span: field.nameSpan,
      help: `Rename it, or make it one that is always there.`,
    };
  }
}

/** The fields that an object may lack. */
function* absentable(model: Model): Generator<Field> {
  for (const context of model.contexts) {
    for (const value of context.values) yield* optional(value.fields);
    for (const aggregate of context.aggregates) {
      const { entities, events, commands, rejections, state } = aggregate;
      for (const { fields } of [...entities, ...events, ...rejections]) yield* optional(fields);
      // What has a default may be left out of input, which is read with care; its type would be wrong all the same.
      for (const { params } of commands) yield* optional(params);
      yield* state.fields.filter(({ type }) => type.kind === "optional");
      yield* state.fields.filter(
        (field) => field.type.kind !== "optional" && isConditional(aggregate, field),
      );
    }
  }
}

function optional(fields: readonly Field[]): readonly Field[] {
  return fields.filter(({ type }) => type.kind === "optional");
}
