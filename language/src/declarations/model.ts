/** The whole model: every declaration of every context, in the order of the files and of their places. */
import type { Location } from "../diagnostics/locate.js";
import type * as ast from "../generated/ast.js";
import {
  type AggregateDecl,
  type Context,
  type Model,
  modelFormatVersion,
  type ProjectionDecl,
  type SagaDecl,
} from "../model/index.js";
import type { ContextSymbol, DeclaredKind, SymbolOf } from "../names/api.js";
import { type Assembled, aggregateOf } from "./aggregate.js";
import { type Assembly, docAt } from "./assembly.js";
import { policyOf, projectionOf } from "./processes.js";
import { sagaOf } from "./saga.js";
import { scenarioOf } from "./scenario.js";
import { brandOf, enumOf, externalCommandOf, functionOf, roleOf, valueOf } from "./types.js";

export interface AssembledModel {
  /** What could be made out; the whole model if nothing was reported. */
  readonly model: Model;
  /** Those that are whole, for the checks that look at one construct. */
  readonly aggregates: readonly AggregateDecl[];
  readonly projections: readonly ProjectionDecl[];
  readonly sagas: readonly SagaDecl[];
}

export function assembleModel(assembly: Assembly): AssembledModel {
  const whole = {
    aggregates: new Set<AggregateDecl>(),
    projections: new Set<ProjectionDecl>(),
    sagas: new Set<SagaDecl>(),
  };
  const keep = <D>(set: Set<D>, assembled: Assembled<D> | undefined): D | undefined => {
    if (assembled?.whole === true) set.add(assembled.declaration);
    return assembled?.declaration;
  };

  const contextOf = (symbol: ContextSymbol): Context => {
    const declared = symbolsOf(assembly, symbol);
    const each = <K extends DeclaredKind, D>(
      kind: K,
      make: (symbol: SymbolOf<K>) => D | undefined,
    ): readonly D[] =>
      declared
        .filter((candidate): candidate is SymbolOf<K> => candidate.kind === kind)
        .flatMap((candidate) => make(candidate) ?? []);
    return {
      name: symbol.name,
      ...headerDoc(symbol),
      headers: symbol.files.map((file) => assembly.locate.span(headerAt(assembly, file))),
      uses: symbol.uses.map(({ context, role, node }) => ({
        span: assembly.locate.span(node),
        context,
        role,
      })),
      brands: each("brand", (brand) => brandOf(assembly, brand)),
      enums: each("enum", (declaration) => enumOf(assembly, declaration)),
      values: each("value", (value) => valueOf(assembly, value)),
      roles: each("role", (role) => roleOf(assembly, role)),
      functions: each("function", (declaration) => functionOf(assembly, declaration)),
      externalCommands: each("externalCommand", (command) => externalCommandOf(assembly, command)),
      aggregates: each("aggregate", (aggregate) => keep(whole.aggregates, aggregateOf(assembly, aggregate))),
      projections: each("projection", (projection) =>
        keep(whole.projections, projectionOf(assembly, projection)),
      ),
      sagas: each("saga", (saga) => keep(whole.sagas, sagaOf(assembly, saga))),
      policies: each("policy", (policy) => policyOf(assembly, policy)),
      scenarios: symbol.files
        .flatMap((file) => file.declarations)
        .filter((node) => node.$type === "ScenarioDecl")
        .flatMap((node) => scenarioOf(assembly, node) ?? []),
    };
  };

  const model: Model = {
    formatVersion: modelFormatVersion,
    files: assembly.locate.files.map((file) => file.path),
    contexts: [...assembly.names.contexts.values()].map(contextOf),
  };
  return {
    model,
    aggregates: [...whole.aggregates],
    projections: [...whole.projections],
    sagas: [...whole.sagas],
  };
}

/** What a context declares, in the order of its files; second declarations of a name are left out. */
const symbolsOf = ({ names }: Assembly, { files }: ContextSymbol): readonly SymbolOf<DeclaredKind>[] =>
  files
    .flatMap((file) => file.declarations)
    .flatMap((node) => (node.$type === "ScenarioDecl" ? [] : (names.declaredBy(node) ?? [])));

function headerDoc({ files }: ContextSymbol): { readonly doc?: string } {
  const docs = files.flatMap((file) => docAt(file).doc ?? []);
  return docs.length === 0 ? {} : { doc: docs.join("\n\n") };
}

/** From `context` to the end of its name. */
function headerAt({ locate }: Assembly, file: ast.Model): Location {
  const name = locate.offsets({ node: file, property: "name" });
  return { ...name, start: Math.min(locate.offsets(file).start, name.start) };
}
