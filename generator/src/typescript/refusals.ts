/** What of a model has no TypeScript that would mean the same. */
import type { Field, Model } from "@esdl/language/model";
import type { Finding } from "../emitter.js";
import { readsQuery } from "./projection-table.js";
import { inherited, isConditional } from "./types.js";

export function* refusals(model: Model): Generator<Finding> {
  yield* meetingViews(model);
  yield* sortedByArguments(model);
  yield* stepsOfSagas(model);
  for (const field of absentable(model)) {
    if (!inherited.has(field.name)) continue;
    yield {
      message: `\`${field.name}\` may not be absent: every object of JavaScript has a member of that name`,
      span: field.nameSpan,
      help: `Rename it, or make it one that is always there.`,
    };
  }
}

/** Views of a database are told apart by more than case. */
function* meetingViews(model: Model): Generator<Finding> {
  const seen = new Map<string, string>();
  for (const { ref, nameSpan } of model.contexts.flatMap(({ projections }) => projections)) {
    const other = seen.get(ref.toLowerCase());
    seen.set(ref.toLowerCase(), ref);
    if (other === undefined) continue;
    yield {
      message: `\`${ref}\` differs from \`${other}\` by case only: a database takes their tables for the same`,
      span: nameSpan,
      help: "Rename one of them.",
    };
  }
}

/** The keys that a query sorts by may not depend on its arguments: rows are kept in their order. */
function* sortedByArguments(model: Model): Generator<Finding> {
  for (const { queries } of model.contexts.flatMap(({ projections }) => projections)) {
    for (const { name, nameSpan, order } of queries) {
      if (!order.some(({ key }) => readsQuery(key))) continue;
      yield {
        message: `The query \`${name}\` sorts by its arguments, which no table can be kept in order for`,
        span: nameSpan,
        help: "Sort by columns of the row, and sort the answer by the argument where it is used.",
      };
    }
  }
}

/** The state and steps of a saga are brought to their next version by what the model says. */
function* stepsOfSagas(model: Model): Generator<Finding> {
  for (const { name, state } of model.contexts.flatMap(({ sagas }) => sagas)) {
    for (const { version, clause } of state.versions) {
      if (clause?.via === undefined) continue;
      yield {
        message: `Version ${String(version)} of the saga \`${name}\` is left to TypeScript, which brings events and values alone to their next version`,
        span: clause.span,
        help: "Say in its clause how each field comes about.",
      };
    }
  }
}

/** The fields that an object may lack. */
function* absentable(model: Model): Generator<Pick<Field, "name" | "nameSpan">> {
  for (const context of model.contexts) {
    for (const { fields, getters, queries } of context.projections) {
      // A row lacks what nothing has assigned yet, optional or not.
      yield* fields;
      yield* getters.filter(({ type }) => type.kind === "optional");
      for (const { params } of queries) yield* optional(params);
    }
    // A state lacks what its start has not assigned yet.
    for (const { state } of context.sagas) yield* state.fields;
    for (const { params, returns } of context.externalCommands) {
      yield* optional(params);
      yield* optional(returns);
    }
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
