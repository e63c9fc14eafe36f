/** Mutants of a whole model: of what its declarations say besides their bodies, and of these. */
import {
  lookup as lookupOf,
  type AggregateDecl,
  type CommandDecl,
  type Context,
  type EventDecl,
  type Expr,
  type Field,
  type Getter,
  type Grant,
  type Invariant,
  type Lookup,
  type Model,
  type OnClause,
  type PolicyDecl,
  type ProjectionDecl,
  type SagaDecl,
  type SagaHandler,
  type Span,
  type Unique,
  type ValueDecl,
} from "@esdl/language/model";
import { expressionText, shortName } from "../text/expression.js";
import type { MutationOperator } from "./expressions.js";
import { inExpression, trapStatement, withTrap, type Mutant, type Scope, type Site } from "./mutant.js";
import { dropped, elements, member, optional, without, type Place } from "./place.js";
import { inBody, inCondition, opened } from "./statements.js";

/** Every mutant of a model, in the order of the model. The same model gives the same ones. */
export function* mutantsOf(model: Model): Generator<Mutant> {
  const lookup = lookupOf(model);
  const all: Place<Model> = { value: model, put: (changed) => changed };
  for (const context of elements(member(all, "contexts"))) yield* inContext(context, lookup);
}

function* inContext(context: Place<Context>, lookup: Lookup): Generator<Mutant> {
  const everywhere = (span: Span): Site => ({ span, scope: {}, lookup });
  for (const brand of elements(member(context, "brands")))
    for (const where of optional(brand, "where")) yield* inRule("rule", where, everywhere(brand.value.span));
  for (const value of elements(member(context, "values"))) yield* inShape(value, everywhere);
  for (const declared of elements(member(context, "functions")))
    for (const body of optional(declared, "body")) yield* inExpression(body, everywhere(declared.value.span));
  for (const aggregate of elements(member(context, "aggregates"))) yield* inAggregate(aggregate, lookup);
  const scope: Scope = { processes: true };
  for (const projection of elements(member(context, "projections")))
    yield* inProjection(projection, scope, lookup);
  for (const saga of elements(member(context, "sagas"))) yield* inSaga(saga, scope, lookup);
  const policies = member(context, "policies");
  for (const policy of elements(policies)) yield* inPolicy(policy, policies, scope, lookup);
}

/** Something left out that is no statement. */
const leftOut = (
  operator: MutationOperator,
  from: string,
  { span, scope }: Site,
  model: () => Model,
): Mutant => ({
  operator,
  span,
  from,
  scope,
  model,
});

/** A rule is opened, and mistaken inside. */
function* inRule(operator: MutationOperator, condition: Place<Expr>, site: Site): Generator<Mutant> {
  yield* opened(operator, condition, site);
  yield* inExpression(condition, site);
}

/** Fields, getters and invariants: those of values, entities and states. */
function* inShape(
  shape: Place<Pick<ValueDecl, "fields" | "getters" | "invariants">>,
  siteAt: (span: Span) => Site,
): Generator<Mutant> {
  yield* inFields(member(shape, "fields"), siteAt);
  yield* inGetters(member(shape, "getters"), siteAt);
  yield* inInvariants(member(shape, "invariants"), siteAt);
}

function* inFields(fields: Place<readonly Field[]>, siteAt: (span: Span) => Site): Generator<Mutant> {
  for (const field of elements(fields)) {
    const site = siteAt(field.value.span);
    for (const where of optional(field, "where")) yield* inRule("rule", where, site);
    for (const constant of optional(field, "default")) yield* inExpression(constant, site);
  }
}

function* inGetters(getters: Place<readonly Getter[]>, siteAt: (span: Span) => Site): Generator<Mutant> {
  for (const getter of elements(getters))
    yield* inExpression(member(getter, "body"), siteAt(getter.value.span));
}

function* inInvariants(
  invariants: Place<readonly Invariant[]>,
  siteAt: (span: Span) => Site,
): Generator<Mutant> {
  for (const invariant of elements(invariants))
    yield* inRule("rule", member(invariant, "condition"), siteAt(invariant.value.span));
}

function* inAggregate(aggregate: Place<AggregateDecl>, lookup: Lookup): Generator<Mutant> {
  const scope: Scope = { aggregate: aggregate.value.ref };
  const siteAt = (span: Span): Site => ({ span, scope, lookup });
  const state = member(aggregate, "state");
  yield* inFields(member(state, "fields"), siteAt);
  yield* inGetters(member(state, "getters"), siteAt);
  for (const entity of elements(member(aggregate, "entities"))) yield* inShape(entity, siteAt);
  yield* inInvariants(member(aggregate, "invariants"), siteAt);
  const uniques = member(aggregate, "uniques");
  for (const unique of elements(uniques)) yield* inUnique(unique, uniques, siteAt);
  for (const event of elements(member(aggregate, "events"))) yield* inEvent(event, siteAt);
  const statuses = aggregate.value.lifecycle?.statuses ?? [];
  for (const command of elements(member(aggregate, "commands")))
    yield* inCommand(command, statuses, { ...scope, command: command.value.ref }, lookup);
  for (const handler of elements(member(aggregate, "handlers"))) yield* inHandler(handler, statuses, siteAt);
}

function* inUnique(
  unique: Place<Unique>,
  uniques: Place<readonly Unique[]>,
  siteAt: (span: Span) => Site,
): Generator<Mutant> {
  const { fields, in: statuses, span } = unique.value;
  yield leftOut("unique", `unique ${fields.join(", ")}`, siteAt(span), () => without(uniques, unique.value));
  if (statuses !== undefined)
    yield leftOut("unique", `in ${statuses.join(" | ")}`, siteAt(span), () => dropped(unique, "in"));
}

/** How older versions are read, and what retired events become. */
function* inEvent(event: Place<EventDecl>, siteAt: (span: Span) => Site): Generator<Mutant> {
  for (const version of elements(member(event, "versions"))) {
    for (const clause of optional(version, "clause")) {
      for (const filled of elements(member(clause, "upcast"))) {
        const { name, value } = filled.value;
        if (value.kind !== "expr") continue;
        const expr: Place<Expr> = {
          value: value.expr,
          put: (changed) => filled.put({ name, value: { kind: "expr", expr: changed } }),
        };
        yield* inExpression(expr, siteAt(clause.value.span));
      }
    }
  }
  for (const retired of optional(event, "retired")) {
    for (const become of elements(member(retired, "becomes"))) {
      for (const argument of elements(member(become, "args")))
        yield* inExpression(member(argument, "value"), siteAt(become.value.span));
    }
  }
}

function* inCommand(
  command: Place<CommandDecl>,
  statuses: readonly string[],
  scope: Scope,
  lookup: Lookup,
): Generator<Mutant> {
  const { value } = command;
  const site: Site = { span: value.nameSpan, scope, lookup };
  const { statuses: allowed } = value;
  if (allowed !== undefined) {
    const before = `in ${allowed.join(" | ")}`;
    if (allowed.length < statuses.length)
      yield {
        ...leftOut("status", before, site, () => dropped(command, "statuses")),
        to: "in any status",
      };
    for (const status of allowed.length > 1 ? allowed : []) {
      const fewer = allowed.filter((other) => other !== status);
      const mutant = leftOut("status", before, site, () => command.put({ ...value, statuses: fewer }));
      yield { ...mutant, to: `in ${fewer.join(" | ")}` };
    }
  }
  for (const grants of optional(command, "allow")) {
    if (!grants.value.some(({ to, where }) => to.kind === "anyone" && where === undefined))
      yield {
        ...leftOut("grant", written(grants.value), site, () => dropped(command, "allow")),
        to: "allow anyone",
      };
    for (const grant of elements(grants)) {
      const { span, where } = grant.value;
      const mutant = leftOut("grant", written([grant.value]), { ...site, span }, () =>
        without(grants, grant.value),
      );
      yield grants.value.length > 1 ? mutant : { ...mutant, to: "allow nobody" };
      if (where === undefined) continue;
      const condition: Place<Expr> = {
        value: where,
        put: (changed) => grant.put({ ...grant.value, where: changed }),
      };
      yield* opened("grant", condition, { ...site, span });
      yield* inCondition("grant", condition, { ...site, span });
    }
  }
  yield* inBody(member(command, "body"), site);
}

const written = (grants: readonly Grant[]): string =>
  `allow ${grants.map(({ to }) => (to.kind === "role" ? shortName(to.ref) : to.kind)).join(", ")}`;

function* inHandler(
  handler: Place<OnClause>,
  statuses: readonly string[],
  siteAt: (span: Span) => Site,
): Generator<Mutant> {
  const { value } = handler;
  const { to, creates, span, body } = value;
  const site = siteAt(span);
  const trapped = () => withTrap(handler.put({ ...value, body: [trapStatement(span), ...body] }));
  if (to !== undefined) {
    // What creates the aggregate has to enter some status.
    const next = creates ? statuses[(statuses.indexOf(to) + 1) % statuses.length] : undefined;
    const mutant = leftOut("move", `-> ${to}`, site, () =>
      next === undefined ? dropped(handler, "to") : handler.put({ ...value, to: next }),
    );
    if (next !== to) yield { ...mutant, trapped, ...(next === undefined ? {} : { to: `-> ${next}` }) };
  }
  yield* inBody(member(handler, "body"), site);
}

function* inProjection(projection: Place<ProjectionDecl>, scope: Scope, lookup: Lookup): Generator<Mutant> {
  const siteAt = (span: Span): Site => ({ span, scope, lookup });
  yield* inFields(member(projection, "fields"), siteAt);
  yield* inGetters(member(projection, "getters"), siteAt);
  const handlers = member(projection, "handlers");
  for (const handler of elements(handlers)) {
    const { span, event, mode, body } = handler.value;
    const site = siteAt(span);
    const trapped = () => withTrap(handler.put({ ...handler.value, body: [trapStatement(span), ...body] }));
    const whole = leftOut("handler", `on ${shortName(event)}`, site, () => without(handlers, handler.value));
    // A row that is deleted has no body that a trap could stand in.
    yield mode === "delete" ? whole : { ...whole, trapped };
    if (mode === "update")
      yield {
        ...leftOut("handler", "update", site, () => handler.put({ ...handler.value, mode: "upsert" })),
        trapped,
      };
    for (const loop of optional(handler, "for")) yield* inExpression(member(loop, "list"), site);
    yield* inWhere(handler, site);
    for (const part of elements(member(handler, "by"))) yield* inExpression(part, site);
    yield* inBody(member(handler, "body"), site);
  }
}

/** The `where` of a handler. */
function* inWhere<T extends { readonly where?: Expr }>(place: Place<T>, site: Site): Generator<Mutant> {
  const { where } = place.value;
  if (where === undefined) return;
  const condition: Place<Expr> = {
    value: where,
    put: (changed) => place.put({ ...place.value, where: changed }),
  };
  yield* opened("guard", condition, site);
  yield* inCondition("guard", condition, site);
}

function* inSaga(saga: Place<SagaDecl>, scope: Scope, lookup: Lookup): Generator<Mutant> {
  const siteAt = (span: Span): Site => ({ span, scope, lookup });
  const state = member(saga, "state");
  yield* inFields(member(state, "fields"), siteAt);
  yield* inGetters(member(state, "getters"), siteAt);
  // A saga that starts has to enter some step.
  yield* inSagaHandlers(member(saga, "starts"), false, siteAt);
  for (const step of elements(member(saga, "steps")))
    yield* inSagaHandlers(member(step, "handlers"), true, siteAt);
}

function* inSagaHandlers(
  handlers: Place<readonly SagaHandler[]>,
  mayStay: boolean,
  siteAt: (span: Span) => Site,
): Generator<Mutant> {
  for (const handler of elements(handlers)) {
    const { value } = handler;
    const { span, input, to, body } = value;
    const site = siteAt(span);
    const trapped = () => withTrap(handler.put({ ...value, body: [trapStatement(span), ...body] }));
    const operator = input.kind === "after" ? "timer" : "handler";
    yield { ...leftOut(operator, inputText(value), site, () => without(handlers, value)), trapped };
    if (to !== undefined && mayStay)
      yield { ...leftOut("move", `-> ${to}`, site, () => dropped(handler, "to")), trapped };
    yield* inWhere(handler, site);
    yield* inBody(member(handler, "body"), site);
  }
}

const inputText = ({ input }: SagaHandler): string => {
  switch (input.kind) {
    case "event":
      return `on ${shortName(input.event)}`;
    case "rejected":
    case "completed":
      return `on ${input.kind} ${shortName(input.command)}`;
    case "after":
      return `after ${expressionText({ kind: "literal", type: { kind: "scalar", name: "duration" }, value: input.duration })}`;
  }
};

function* inPolicy(
  policy: Place<PolicyDecl>,
  policies: Place<readonly PolicyDecl[]>,
  scope: Scope,
  lookup: Lookup,
): Generator<Mutant> {
  const { value } = policy;
  const { nameSpan: span, body } = value;
  const site: Site = { span, scope, lookup };
  const trapped = () => withTrap(policy.put({ ...value, body: [trapStatement(span), ...body] }));
  yield { ...leftOut("handler", `policy ${value.name}`, site, () => without(policies, value)), trapped };
  yield* inWhere(policy, site);
  yield* inBody(member(policy, "body"), site);
}
