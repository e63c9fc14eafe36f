/**
 * Every declaration of a model, assembled when it is first asked for: whoever looks at one file pays for that file, and for
 * what its checks ask of others.
 */
import type * as ast from "../generated/ast.js";
import type {
  AggregateDecl,
  BrandDecl,
  CommandDecl,
  EntityDecl,
  EnumDecl,
  EventDecl,
  ExternalCommandDecl,
  FunctionDecl,
  PolicyDecl,
  ProjectionDecl,
  Ref,
  RejectionDecl,
  RoleDecl,
  SagaDecl,
  ScenarioDecl,
  ValueDecl,
} from "../model/index.js";
import type { DeclaredKind, SymbolOf } from "../names/api.js";
import { type Assembled, aggregateOf } from "./aggregate.js";
import type { Assembly } from "./assembly.js";
import { policyOf, projectionOf } from "./processes.js";
import { sagaOf } from "./saga.js";
import { scenarioOf } from "./scenario.js";
import { brandOf, enumOf, externalCommandOf, functionOf, roleOf, valueOf } from "./types.js";

/** What each kind of symbol that stands by itself declares. */
export interface DeclarationOf {
  readonly brand: BrandDecl;
  readonly enum: EnumDecl;
  readonly value: ValueDecl;
  readonly role: RoleDecl;
  readonly function: FunctionDecl;
  readonly externalCommand: ExternalCommandDecl;
  readonly aggregate: AggregateDecl;
  readonly projection: ProjectionDecl;
  readonly saga: SagaDecl;
  readonly policy: PolicyDecl;
}

export type TopKind = keyof DeclarationOf;

/** By qualified name; undefined for what is not there or could not be made out, which has been reported. */
export interface Declarations {
  of<K extends TopKind>(symbol: SymbolOf<K>): Assembled<DeclarationOf[K]> | undefined;
  scenario(node: ast.ScenarioDecl): ScenarioDecl | undefined;
  readonly brands: Asked<BrandDecl>;
  readonly values: Asked<ValueDecl>;
  readonly aggregates: Asked<AggregateDecl>;
  readonly entities: Asked<EntityDecl>;
  readonly events: Asked<EventDecl>;
  readonly commands: Asked<CommandDecl>;
  readonly rejections: Asked<RejectionDecl>;
  /** Whether all is known of an aggregate that the checks of its behaviour build on. */
  isWhole(aggregate: Ref): boolean;
}

/** The part of a map that a model's `Lookup` has as well. */
interface Asked<D> {
  get(ref: Ref): D | undefined;
}

type Make<K extends TopKind> = (
  assembly: Assembly,
  symbol: SymbolOf<K>,
) => Assembled<DeclarationOf[K]> | undefined;

/** A declaration that is left out altogether where something is wrong with it. */
const entire =
  <K extends TopKind>(
    make: (assembly: Assembly, symbol: SymbolOf<K>) => DeclarationOf[K] | undefined,
  ): Make<K> =>
  (assembly, symbol) => {
    const declaration = make(assembly, symbol);
    return declaration && { declaration, whole: true };
  };

const makers: { readonly [K in TopKind]: Make<K> } = {
  brand: entire(brandOf),
  enum: entire(enumOf),
  value: entire(valueOf),
  role: entire(roleOf),
  function: entire(functionOf),
  externalCommand: entire(externalCommandOf),
  aggregate: aggregateOf,
  projection: projectionOf,
  saga: sagaOf,
  policy: entire(policyOf),
};

export function createDeclarations(assembly: Assembly): Declarations {
  const { names } = assembly;
  const made = new Map<object, unknown>();
  const once = <D>(key: object, make: () => D): D => {
    if (!made.has(key)) made.set(key, make());
    return made.get(key) as D;
  };
  const of = <K extends TopKind>(symbol: SymbolOf<K>): Assembled<DeclarationOf[K]> | undefined =>
    once(symbol, () => {
      const make: Make<K> = makers[symbol.kind as K];
      return make(assembly, symbol);
    });
  const named = <K extends TopKind>(kind: K): Asked<DeclarationOf[K]> => ({
    get: (ref) => {
      const symbol = names.get(kind, ref);
      return symbol && of(symbol)?.declaration;
    },
  });
  const inAggregate = <D extends { readonly ref: Ref }>(
    kind: "entity" | "event" | "command" | "rejection",
    listOf: (aggregate: AggregateDecl) => readonly D[],
  ): Asked<D> => ({
    get: (ref) => {
      const owner = names.get(kind, ref)?.aggregate;
      const aggregate = owner === undefined ? undefined : names.get("aggregate", owner);
      const declared = aggregate && of<"aggregate">(aggregate)?.declaration;
      return declared && listOf(declared).find((candidate) => candidate.ref === ref);
    },
  });
  return {
    of,
    scenario: (node) => once(node, () => scenarioOf(assembly, node)),
    brands: named("brand"),
    values: named("value"),
    aggregates: named("aggregate"),
    entities: inAggregate("entity", ({ entities }) => entities),
    events: inAggregate("event", ({ events }) => events),
    commands: inAggregate("command", ({ commands }) => commands),
    rejections: inAggregate("rejection", ({ rejections }) => rejections),
    isWhole: (ref) => {
      const symbol = names.get("aggregate", ref);
      return symbol !== undefined && of(symbol)?.whole === true;
    },
  };
}

/** Whether a symbol stands by itself, in no aggregate. */
export const isTop = (symbol: SymbolOf<DeclaredKind>): symbol is SymbolOf<TopKind> =>
  symbol.kind in makers && !("aggregate" in symbol);
