/** What the headers of an aggregate's parts demand of each other: `any` and `create`, `allow`, `unique`. */
import type { Declarations } from "../declarations/declarations.js";
import { clauseOut, type FixDraft, leaveOut } from "../diagnostics/drafts.js";
import type { AggregateDecl, CommandDecl, Field, Grant, Type, Unique } from "../model/index.js";
import { hasDefault } from "./assignment.js";
import type { CheckContext } from "./context.js";
import { defaulted } from "./fixes/fields.js";

/** Reports headers that cannot mean anything. */
export function checkHeaders(aggregate: AggregateDecl, context: CheckContext): void {
  for (const command of aggregate.commands) {
    checkFlavour(aggregate, command, context);
    checkGrants(command, context);
  }
  checkUniques(aggregate, context);
}

function checkFlavour(aggregate: AggregateDecl, command: CommandDecl, context: CheckContext): void {
  const { name, flavour } = command;
  if (flavour === "any") {
    if (aggregate.lifecycle !== undefined) {
      context.report("ESDL3015", context.at(command, "name"), { command: name }, [
        { title: "Make it a plain command", edits: [{ in: context.at(command), word: "any", text: "" }] },
        {
          title: "Make it a `create command`",
          edits: [{ in: context.at(command), word: "any", text: "create" }],
        },
      ]);
      return;
    }
    const lacking = aggregate.state.fields.filter((field) => !hasDefault(field));
    const fields = lacking.map((field) => field.name);
    if (fields.length > 0)
      context.report(
        "ESDL3016",
        context.at(command, "name"),
        { command: name, fields },
        defaulted(lacking, context),
      );
  }
  if (flavour === "create" && command.statuses !== undefined) {
    const last = context.at(command, "statuses", command.statuses.length - 1);
    context.report("ESDL3017", context.at(command, "statuses"), { command: name }, [
      clauseOut("in", context.at(command, "statuses"), last),
      {
        title: "Make it a plain command",
        edits: [{ in: context.at(command), word: "create", text: "" }],
      },
    ]);
  }
}

function checkGrants(command: CommandDecl, context: CheckContext): void {
  if (command.allow === undefined) {
    if (context.requireAllow) reportMissingAllow(command, context);
    return;
  }
  // Two grants to one role are fine as long as each has a condition of its own.
  const unconditional = new Set(command.allow.filter((grant) => grant.where === undefined).map(nameOfGrant));
  const seen = new Map<string, Grant>();
  for (const grant of command.allow) {
    const name = nameOfGrant(grant);
    const first = seen.get(name);
    if (first !== undefined && unconditional.has(name))
      context.report("ESDL3023", context.at(grant), { name }, withoutGrant(first, grant, context));
    seen.set(name, first ?? grant);
  }
}

/** Of two without conditions one is enough; where one has a condition, either may be meant. */
function withoutGrant(first: Grant, second: Grant, context: CheckContext): readonly FixDraft[] {
  if (first.where === undefined && second.where === undefined) return [leaveOut(context.at(second))];
  const [conditional, other] = second.where === undefined ? [first, second] : [second, first];
  return [
    leaveOut(context.at(conditional), "Remove the one with a condition"),
    leaveOut(context.at(other), "Keep the one with a condition"),
  ];
}

function reportMissingAllow(command: CommandDecl, context: CheckContext): void {
  const body = context.beforeBody(command);
  context.report(
    "ESDL3022",
    context.at(command, "name"),
    { command: command.name },
    ["anyone", "system"].map((who) => ({
      title: `Allow ${who}`,
      edits: [{ at: body, text: `allow ${who} ` }],
    })),
  );
}

function nameOfGrant({ to }: Grant): string {
  return to.kind === "role" ? to.ref.slice(to.ref.indexOf(".") + 1) : to.kind;
}

function checkUniques(aggregate: AggregateDecl, context: CheckContext): void {
  const fields = new Map(aggregate.state.fields.map((field) => [field.name, field]));
  const rejections = new Map(aggregate.rejections.map((rejection) => [rejection.ref, rejection]));
  const seen = new Set<string>();
  for (const unique of aggregate.uniques) {
    checkUniqueFields(unique, fields, context);
    const rejection = unique.rejection === undefined ? undefined : rejections.get(unique.rejection);
    if (rejection !== undefined && rejection.fields.length > 0)
      context.report(
        "ESDL3019",
        context.at(unique, "rejection"),
        { rejection: rejection.name, fields: rejection.fields.map((field) => field.name) },
        [clauseOut("else", context.at(unique, "rejection"))],
      );
    const key = JSON.stringify([[...unique.fields].sort(), [...(unique.in ?? [])].sort()]);
    if (seen.has(key))
      context.report("ESDL3020", context.at(unique), { fields: unique.fields }, [
        leaveOut(context.at(unique)),
      ]);
    seen.add(key);
  }
}

function checkUniqueFields(unique: Unique, fields: ReadonlyMap<string, Field>, context: CheckContext): void {
  unique.fields.forEach((name, index) => {
    const field = fields.get(name);
    if (field !== undefined && !comparesByKey(field.type))
      context.report("ESDL3018", context.at(unique, "fields", index), { field: name }, [
        unique.fields.length === 1
          ? leaveOut(context.at(unique), "Remove the `unique`")
          : leaveOut(context.at(unique, "fields", index)),
      ]);
    if (unique.fields.indexOf(name) < index)
      context.report("ESDL3024", context.at(unique, "fields", index), { field: name }, [
        leaveOut(context.at(unique, "fields", index)),
      ]);
  });
}

/** Types whose values can stand in a key of the store: collections, and what holds them, cannot. */
function comparesByKey(type: Type): boolean {
  if (type.kind === "optional") return comparesByKey(type.of);
  if (type.kind === "scalar") return type.name !== "json";
  return type.kind === "brand" || type.kind === "enum" || type.kind === "value";
}

/** Types that an identity or a key may have: one scalar, possibly branded, or an enum. */
export function isKeyType(type: Type, declarations: Declarations): boolean {
  if (type.kind === "brand") {
    const base = declarations.brands.get(type.ref)?.base;
    return base === undefined || isKeyType(base, declarations);
  }
  return type.kind === "enum" || (type.kind === "scalar" && type.name !== "json");
}
