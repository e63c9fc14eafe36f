/** What of a model has no TypeScript that would mean the same. */
import { lookup, type Field, type Model, type Ref, type Versioned } from "@esdl/language/model";
import type { Finding } from "../emitter.js";
import { readsRoot } from "./facts.js";
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

/** The state of a saga is brought to its next version by what the model says alone: it comes in no envelope. */
function* stepsOfSagas(model: Model): Generator<Finding> {
  const { values, entities } = lookup(model);
  const shapes = new Map<Ref, Versioned>([...values, ...entities]);
  const takes = (ref: Ref, version: number): boolean => {
    const shape = shapes.get(ref);
    if (shape === undefined) return false;
    const clause = shape.versions.find((one) => one.version === version)?.clause;
    if (clause?.via !== undefined) return true;
    return (clause?.upcast ?? []).some(({ value }) =>
      value.kind === "expr"
        ? readsRoot(value.expr, "meta")
        : value.adopts.some((adopted) => takes(adopted.ref, adopted.version)),
    );
  };
  for (const { name, state } of model.contexts.flatMap(({ sagas }) => sagas)) {
    for (const { version, clause } of state.versions) {
      if (clause === undefined) continue;
      const what = `Version ${String(version)} of the saga \`${name}\``;
      if (clause.via !== undefined)
        yield {
          message: `${what} is left to TypeScript, which brings events alone to their next version`,
          span: clause.span,
          help: "Say in its clause how each field comes about.",
        };
      for (const step of clause.steps)
        if (step.kind === "adopt" && takes(step.ref, step.version))
          yield {
            message: `${what} adopts a version that reads \`meta\` or is left to TypeScript: a state comes in no envelope`,
            span: step.span,
            help: "Build the value in the saga's clause, by `change`.",
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
