/** All checks on what has been assembled. */
import { type AstNode, GrammarUtils } from "langium";
import { type FixDraft, write } from "../diagnostics/drafts.js";
import type { Location } from "../diagnostics/locate.js";
import type { Assembly } from "../declarations/assembly.js";
import type { Declarations, TopKind } from "../declarations/declarations.js";
import type { Lifecycle as LifecycleNode, ScenarioDecl as ScenarioNode } from "../generated/ast.js";
import { isField, isKey, isOptionalType, isParameter } from "../generated/ast.js";
import type { AggregateDecl, Field, Model, ProjectionDecl, SagaDecl, ValueDecl } from "../model/index.js";
import type { SymbolOf } from "../names/api.js";
import { checkAssignments } from "./assignment.js";
import type { CheckContext, Placed } from "./context.js";
import { checkHandlers } from "./handlers.js";
import { checkHeaders, isKeyType } from "./headers.js";
import { checkLifecycle } from "./lifecycle.js";
import { checkPersonal, checkPersonalKeys } from "./personal.js";
import { statementNodes } from "./places.js";
import { checkRecursion } from "./recursion.js";
import { checkRetired } from "./retired.js";
import { checkRows, checkStarts } from "./rows.js";
import { checkSagaSteps } from "./sagas.js";
import { checkSteps } from "./steps.js";
import { checkScenario, checkScenarioNames } from "./scenarios.js";

/** What is looked at when one declaration is, and what only when all are. What is incomplete has been reported already. */
export interface Checks {
  declaration(symbol: SymbolOf<TopKind>): void;
  scenario(node: ScenarioNode): void;
  model(model: Model): void;
}

export function createChecks(assembly: Assembly, declarations: Declarations, requireAllow: boolean): Checks {
  const context = contextOf(assembly, declarations, requireAllow);
  return {
    declaration: (symbol) => {
      const assembled = declarations.of(symbol);
      if (assembled === undefined) return;
      const { declaration, whole } = assembled;
      if (symbol.kind === "value") checkSteps(declaration as ValueDecl, context);
      // Whole constructs only: nothing is known of the behaviour of the others.
      if (!whole) return;
      if (symbol.kind === "aggregate") checkAggregate(declaration as AggregateDecl, context);
      if (symbol.kind === "projection") checkProjection(declaration as ProjectionDecl, context);
      if (symbol.kind === "saga") checkSaga(declaration as SagaDecl, context);
    },
    scenario: (node) => {
      const scenario = declarations.scenario(node);
      if (scenario !== undefined) checkScenario(scenario, context);
    },
    model: (model) => {
      for (const { scenarios } of model.contexts) checkScenarioNames(scenarios, context);
      checkRecursion(model, context);
      checkRetired(model, context);
    },
  };
}

function checkAggregate(aggregate: AggregateDecl, context: CheckContext): void {
  for (const shape of [...aggregate.entities, ...aggregate.events]) checkSteps(shape, context);
  checkKey("an aggregate", aggregate.identity, context);
  for (const entity of aggregate.entities) checkKey("an entity", entity.key, context);
  checkHeaders(aggregate, context);
  checkHandlers(aggregate, context);
  checkLifecycle(aggregate, context);
  checkAssignments(aggregate, context);
  checkPersonal(aggregate, context);
}

function checkProjection(projection: ProjectionDecl, context: CheckContext): void {
  for (const field of projection.keys) checkKey("a projection", field, context);
  checkRows(projection, context);
  checkPersonalKeys(projection, context);
}

function checkSaga(saga: SagaDecl, context: CheckContext): void {
  checkKey("a saga", saga.key, context);
  checkStarts(saga, context);
  checkSagaSteps(saga, context);
}

function checkKey(what: string, field: Field, context: CheckContext): void {
  if (!isKeyType(field.type, context.declarations))
    context.report(
      "ESDL2903",
      context.at(field, "name"),
      { what, name: field.name },
      withoutOptional(context.node(field)),
    );
}

/** An identity is always there. */
const withoutOptional = (node: AstNode | undefined): readonly FixDraft[] =>
  isKey(node) && isOptionalType(node.type) && node.type.base.$cstNode !== undefined
    ? [write(node.type, node.type.base.$cstNode.text)]
    : [];

const hasText = (node: AstNode, property: string): boolean =>
  GrammarUtils.findNodeForProperty(node.$cstNode, property) !== undefined;

function contextOf(assembly: Assembly, declarations: Declarations, requireAllow: boolean): CheckContext {
  const { report, locate, origins } = assembly;
  const statements = statementNodes(locate);
  const nodeOf = (part: Placed): AstNode | undefined => origins.get(part) ?? statements(part.span);
  return {
    report,
    declarations,
    requireAllow,
    locate,
    node: nodeOf,
    defaultFor: (field) => {
      const node = origins.get(field);
      if (node === undefined) return undefined;
      const own = isField(node) || isParameter(node) ? node : undefined;
      return assembly.elaborate.placeholder(field.type, own, assembly.names.placeOf(node));
    },
    at: (part, property, index): Location => {
      const node = nodeOf(part);
      if (node !== undefined && property !== undefined) return { node, property, index };
      return node ?? part.nameSpan ?? part.span;
    },
    statusAt: (lifecycle, status) => {
      const node = origins.get(lifecycle) as LifecycleNode | undefined;
      const found = node?.chains
        .flatMap((chain) => chain.groups)
        .flatMap((group) => group.statuses)
        .find((mention) => mention.name === status);
      return found ?? lifecycle.span;
    },
    after: (part, property) => {
      const node = nodeOf(part);
      const at = node !== undefined && property !== undefined ? { node, property } : (node ?? part.span);
      const { file, end } = locate.offsets(at);
      return { file, start: end, end };
    },
    afterLast: (part, properties) => {
      const node = nodeOf(part);
      const written = node === undefined ? undefined : properties.find((property) => hasText(node, property));
      const at = node !== undefined && written !== undefined ? { node, property: written } : part.span;
      const { file, end } = locate.offsets(at);
      return { file, start: end, end };
    },
    beforeBody: (part) => {
      const node = nodeOf(part);
      const { file, start } = locate.offsets(node === undefined ? part.span : { node, property: "body" });
      return { file, start, end: start };
    },
  };
}
