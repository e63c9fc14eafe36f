/** The facts of a checked model. */
import {
  type AggregateDecl,
  type BrandDecl,
  type CommandDecl,
  type Documented,
  type EntityDecl,
  type EnumDecl,
  type EnumVersion,
  type EventDecl,
  type Expr,
  type ExternalCommandDecl,
  type Field,
  type Invariant,
  lookup,
  type Model,
  type ProjectionDecl,
  type ProjectionIndex,
  type QueryDecl,
  type SagaDecl,
  type SagaHandler,
  type SagaVersionClause,
  type ShapeVersion,
  statementsIn,
  type Unique,
  type ValueDecl,
  type VersionClause,
  type VersionStep,
} from "@esdl/language/model";
import { calledIn, calledText, type Callables } from "../text/called.js";
import { argsText, bodyText, exprText } from "../text/expressions.js";
import { hash } from "../text/hash.js";
import { type CurrentVersion, currentVersions, typeText } from "../text/types.js";
import type {
  AggregateFacts,
  BrandFacts,
  CommandFacts,
  EnumFacts,
  Facts,
  FieldFacts,
  ProjectionFacts,
  RuleFacts,
  SagaFacts,
  ShapeFacts,
  ShapeVersionFacts,
} from "./facts.js";
import { optional } from "../optional.js";

/** The facts of a checked model. Pure. */
export function factsOf(model: Model): Facts {
  const found = lookup(model);
  const current = currentVersions(found);
  const callables: Callables = { lookup: found, current };
  const { contexts } = model;
  const aggregates = contexts.flatMap((context) => context.aggregates);
  return {
    brands: byRef(contexts.flatMap(({ brands }) => brands.map((brand) => brandFacts(brand, current)))),
    enums: byRef(contexts.flatMap(({ enums }) => enums.map(enumFacts))),
    shapes: byRef([
      ...contexts.flatMap(({ values }) => values.map((value) => shapeFacts("value", value, callables))),
      ...aggregates.flatMap(({ entities }) =>
        entities.map((entity) => shapeFacts("entity", entity, callables)),
      ),
      ...aggregates.flatMap(({ events }) => events.map((event) => eventFacts(event, callables))),
    ]),
    aggregates: byRef(aggregates.map((aggregate) => aggregateFacts(aggregate, callables))),
    commands: byRef([
      ...aggregates.flatMap(({ commands }) => commands.map((command) => commandFacts(command, current))),
      ...contexts.flatMap(({ externalCommands }) =>
        externalCommands.map((command) => externalFacts(command, current)),
      ),
    ]),
    projections: byRef(
      contexts.flatMap(({ projections }) => projections.map((one) => projectionFacts(one, callables))),
    ),
    sagas: byRef(contexts.flatMap(({ sagas }) => sagas.map((saga) => sagaFacts(saga, current)))),
  };
}

const byRef = <F extends { readonly ref: string }>(list: readonly F[]): ReadonlyMap<string, F> =>
  new Map(list.map((one) => [one.ref, one]));

interface Docs {
  readonly doc?: string;
}

const docsOf = (declaration: Docs, members: readonly Documented[] = []) => ({
  docs: new Map([["", declaration.doc ?? ""], ...members.map(({ name, doc }) => [name, doc ?? ""] as const)]),
  deprecated: isDeprecated(declaration),
});

/** As TSDoc says it, since doc comments become TSDoc. */
const isDeprecated = ({ doc }: Docs): boolean => /(?:^|\n)\s*@deprecated\b/.test(doc ?? "");

const textOf = (expr: Expr | undefined): string | undefined =>
  expr === undefined ? undefined : exprText(expr);

const fieldFacts =
  (current: CurrentVersion) =>
  (field: Field): FieldFacts => ({
    name: field.name,
    type: typeText(field.type, current),
    ...optional("where", textOf(field.where)),
    ...optional("default", textOf(field.default)),
    ...optional("personal", field.personal === undefined ? undefined : (field.personal.of ?? "")),
    ...optional("in", field.in?.join(" | ")),
    revision: 1,
  });

const ruleFacts = ({ name, condition }: Invariant): RuleFacts => ({ name, condition: exprText(condition) });

const brandFacts = (brand: BrandDecl, current: CurrentVersion): BrandFacts => ({
  ref: brand.ref,
  ...docsOf(brand),
  base: typeText(brand.base, current),
  ...optional("where", textOf(brand.where)),
  personal: brand.personal,
});

const enumFacts = (declaration: EnumDecl): EnumFacts => ({
  ref: declaration.ref,
  ...docsOf(declaration, declaration.members),
  public: declaration.public,
  versions: declaration.versions.map(({ version, members, clause }) => ({
    version,
    members,
    ...optional("steps", clause?.steps.map(enumStepText)),
  })),
});

type EnumStep = NonNullable<EnumVersion["clause"]>["steps"][number];

const enumStepText = (step: EnumStep): string =>
  step.kind === "rename" ? `rename ${step.from} to ${step.to}` : `remove ${step.name} as ${step.as}`;

const shapeFacts = (
  kind: ShapeFacts["kind"],
  shape: ValueDecl | EntityDecl | EventDecl,
  callables: Callables,
): ShapeFacts => ({
  ref: shape.ref,
  kind,
  ...docsOf(shape, shape.fields),
  public: shape.public,
  formerly: [],
  versions: shape.versions.map((version) => versionFacts(version, callables.current)),
  calls: new Map(
    [...calledIn([shape.versions, "retired" in shape && shape.retired], callables)].map(
      ([name, text]) => [name, hash(text)] as const,
    ),
  ),
  invariants: shape.invariants.map(ruleFacts),
});

const eventFacts = (event: EventDecl, callables: Callables): ShapeFacts => ({
  ...shapeFacts("event", event, callables),
  formerly: event.formerly,
  ...optional(
    "retired",
    event.retired?.becomes.map(({ event: target, args, for: loop }) => {
      const each = loop === undefined ? "" : ` for ${loop.name} in ${exprText(loop.list)}`;
      return `${target}(${argsText(args)})${each}`;
    }),
  ),
});

const versionFacts = (
  { version, fields, clause }: ShapeVersion,
  current: CurrentVersion,
): ShapeVersionFacts => ({
  version,
  revision: 1,
  fields: fields.map(fieldFacts(current)),
  ...optional("steps", clause === undefined ? undefined : clauseText(clause, current)),
});

/** The steps of a clause, a text each; what fills a field that a bare `add` names is written down with it. */
const clauseText = (clause: VersionClause, current: CurrentVersion): readonly string[] =>
  clause.via === undefined
    ? clause.steps.map((step) => stepText(step, clause, current))
    : [`via external ${clause.via.external}`];

function stepText(step: VersionStep, clause: VersionClause | undefined, current: CurrentVersion): string {
  switch (step.kind) {
    case "add": {
      const filled = clause?.upcast.find(({ name }) => name === step.name)?.value;
      const value = step.value ?? (filled?.kind === "expr" ? filled.expr : undefined);
      return `add ${step.name}${value === undefined ? "" : ` = ${exprText(value)}`}`;
    }
    case "remove":
      return `remove ${step.name}: ${typeText(step.type, current)}`;
    case "rename":
      return `rename ${step.from} to ${step.to}`;
    case "change":
      return `change ${step.name} from ${typeText(step.from, current)} = ${exprText(step.value)}`;
    case "adopt":
      return `adopt ${step.ref} ${String(step.version)}`;
  }
}

const uniqueText = ({ fields, in: statuses }: Unique): string =>
  `${fields.join(", ")}${statuses === undefined ? "" : ` in ${statuses.join(" | ")}`}`;

const aggregateFacts = (aggregate: AggregateDecl, callables: Callables): AggregateFacts => ({
  ref: aggregate.ref,
  ...docsOf(aggregate, aggregate.state.fields),
  public: aggregate.public,
  identity: { name: aggregate.identity.name, type: typeText(aggregate.identity.type, callables.current) },
  state: aggregate.state.fields.map(fieldFacts(callables.current)),
  invariants: aggregate.invariants.map(ruleFacts),
  uniques: aggregate.uniques.map(uniqueText),
  handlers: new Map(
    aggregate.handlers.map(({ event, to, body }) => {
      const called = calledText(body, { ...callables, own: aggregate.state.getters });
      return [event, hash(`-> ${to ?? ""} ${bodyText(body)}${called}`)];
    }),
  ),
});

const commandFacts = (command: CommandDecl, current: CurrentVersion): CommandFacts => ({
  ref: command.ref,
  ...docsOf(command, command.params),
  public: command.public,
  external: false,
  params: command.params.map(fieldFacts(current)),
  returns: [],
  emits: [...new Set(command.emits)].sort(),
  rejections: [...new Set(command.rejections)].sort(),
});

const externalFacts = (command: ExternalCommandDecl, current: CurrentVersion): CommandFacts => ({
  ref: command.ref,
  ...docsOf(command, [...command.params, ...command.returns]),
  public: command.public,
  external: true,
  params: command.params.map(fieldFacts(current)),
  returns: command.returns.map(fieldFacts(current)),
  emits: [],
  rejections: [],
});

const indexText = ({ columns }: ProjectionIndex): string =>
  columns.map(({ name, descending }) => (descending ? `${name} desc` : name)).join(", ");

const queryText = ({ where, order, limit }: QueryDecl): string =>
  [
    textOf(where) ?? "",
    order.map(({ key, descending }) => `${exprText(key)}${descending ? " desc" : ""}`).join(", "),
    textOf(limit) ?? "",
  ].join("; ");

const projectionFacts = (projection: ProjectionDecl, callables: Callables): ProjectionFacts => {
  const { current } = callables;
  const within: Callables = { ...callables, own: projection.getters };
  const handlers = new Map<string, string>();
  for (const handler of projection.handlers) {
    const { event, for: loop, where, by, mode, body } = handler;
    const text = [
      handlers.get(event) ?? "",
      loop === undefined ? "" : `for ${loop.name} in ${exprText(loop.list)}`,
      textOf(where) ?? "",
      by.map(exprText).join(", "),
      mode,
      bodyText(body),
      calledText(handler, within),
    ].join(" ");
    handlers.set(event, hash(text));
  }
  return {
    ref: projection.ref,
    ...docsOf(projection, projection.fields),
    public: projection.public,
    keys: projection.keys.map(fieldFacts(current)),
    fields: projection.fields.map(fieldFacts(current)),
    getters: projection.getters.map(({ name, type, body }) => ({
      name,
      type: typeText(type, current),
      value: hash(exprText(body) + calledText(body, within)),
    })),
    indexes: projection.indexes.map(indexText),
    handlers,
    queries: projection.queries.map((query) => ({
      name: query.name,
      params: query.params.map((param) => `${param.name}: ${typeText(param.type, current)}`).join(", "),
      answer: hash(queryText(query) + calledText(query, within)),
    })),
  };
};

const sagaFacts = (saga: SagaDecl, current: CurrentVersion): SagaFacts => {
  const handlers = [...saga.starts, ...saga.steps.flatMap((step) => step.handlers)];
  const sends = handlers.flatMap(({ body }) => [...statementsIn(body)]).filter(({ kind }) => kind === "send");
  const undos = sends.flatMap((send) =>
    send.kind === "send" && send.undo !== undefined ? [`${send.send.command} by ${send.undo.command}`] : [],
  );
  return {
    ref: saga.ref,
    ...docsOf(saga, saga.state.fields),
    key: { name: saga.key.name, type: typeText(saga.key.type, current) },
    fromStart: saga.fromStart,
    state: saga.state.fields.map(fieldFacts(current)),
    starts: saga.starts.flatMap((start) => inputText(start) ?? []),
    steps: [
      ...saga.steps.map(({ name, handlers: inputs }) => ({
        name,
        end: false,
        inputs: inputs.flatMap((handler) => inputText(handler) ?? []),
        timers: inputs.flatMap(({ input }) => (input.kind === "after" ? [input.duration] : [])),
      })),
      ...saga.ends.map(({ name }) => ({ name, end: true, inputs: [], timers: [] })),
    ],
    undos: [...new Set(undos)].sort(),
    version: saga.version,
    clauses: new Map(
      saga.clauses.map(({ version, steps }) => [version, steps.map((step) => sagaStepText(step, current))]),
    ),
  };
};

type SagaClauseStep = SagaVersionClause["steps"][number];

function sagaStepText(step: SagaClauseStep, current: CurrentVersion): string {
  if (step.kind === "renameStep") return `rename step ${step.from} to ${step.to}`;
  if (step.kind === "removeStep") return `remove step ${step.name} as ${step.as}`;
  return stepText(step, undefined, current);
}

/** What an input is and how it finds its instance; timers are told apart by their durations. */
function inputText({ input }: SagaHandler): string | undefined {
  switch (input.kind) {
    case "event": {
      const { correlation } = input;
      const by = {
        by: () => (correlation.kind === "by" ? exprText(correlation.key) : ""),
        identity: () => "identity",
        field: () => (correlation.kind === "field" ? `field ${correlation.field}` : ""),
        causation: () => "causation",
      }[correlation.kind]();
      return `on ${input.event} by ${by}`;
    }
    case "rejected":
    case "completed":
      return `on ${input.kind} ${input.command}`;
    case "after":
      return undefined;
  }
}
