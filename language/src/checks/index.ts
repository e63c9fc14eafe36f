/** All checks on what has been assembled. */
import { type AstNode, GrammarUtils } from "langium";
import type { Location } from "../diagnostics/locate.js";
import type { AssembledModel } from "../declarations/model.js";
import type { Assembly } from "../declarations/assembly.js";
import type { Lifecycle as LifecycleNode } from "../generated/ast.js";
import { type Field, lookup } from "../model/index.js";
import { checkAssignments } from "./assignment.js";
import type { CheckContext, Placed } from "./context.js";
import { checkHandlers } from "./handlers.js";
import { checkHeaders, isKeyType } from "./headers.js";
import { checkLifecycle } from "./lifecycle.js";
import { checkPersonal } from "./personal.js";
import { statementNodes } from "./places.js";
import { checkRecursion } from "./recursion.js";
import { checkRetired } from "./retired.js";
import { checkRows, checkStarts } from "./rows.js";
import { checkSteps } from "./steps.js";
import { checkScenario, checkScenarioNames } from "./scenarios.js";

/** Looks at every whole construct; what is incomplete has been reported already. */
export function checkAssembled(assembled: AssembledModel, assembly: Assembly, requireAllow: boolean): void {
  const context = contextOf(assembled, assembly, requireAllow);
  const key = (what: string, field: Field): void => {
    if (!isKeyType(field.type, context.lookup))
      context.report("ESDL2903", context.at(field, "name"), { what, name: field.name });
  };
  for (const { values } of assembled.model.contexts) for (const value of values) checkSteps(value, context);
  for (const aggregate of assembled.aggregates) {
    for (const shape of [...aggregate.entities, ...aggregate.events]) checkSteps(shape, context);
    key("an aggregate", aggregate.identity);
    for (const entity of aggregate.entities) key("an entity", entity.key);
    checkHeaders(aggregate, context);
    checkHandlers(aggregate, context);
    checkLifecycle(aggregate, context);
    checkAssignments(aggregate, context);
    checkPersonal(aggregate, context);
  }
  for (const projection of assembled.projections) {
    for (const field of projection.keys) key("a projection", field);
    checkRows(projection, context);
  }
  for (const saga of assembled.sagas) {
    key("a saga", saga.key);
    checkStarts(saga, context);
  }
  const whole = new Set(assembled.aggregates.map((aggregate) => aggregate.ref));
  for (const { scenarios } of assembled.model.contexts) {
    checkScenarioNames(scenarios, context);
    for (const scenario of scenarios) checkScenario(scenario, whole, context);
  }
  checkRecursion(assembled.model, context);
  checkRetired(assembled.model, context);
}

const hasText = (node: AstNode, property: string): boolean =>
  GrammarUtils.findNodeForProperty(node.$cstNode, property) !== undefined;

function contextOf({ model }: AssembledModel, assembly: Assembly, requireAllow: boolean): CheckContext {
  const { report, locate, origins } = assembly;
  const statements = statementNodes(locate);
  const nodeOf = (part: Placed): AstNode | undefined => origins.get(part) ?? statements(part.span);
  return {
    report,
    lookup: lookup(model),
    requireAllow,
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
    endOf: (part) => {
      const { file, end } = locate.offsets(nodeOf(part) ?? part.span);
      return { file, start: end - 1, end: end - 1 };
    },
  };
}
