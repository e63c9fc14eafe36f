/** Puts signatures together: each is computed when it is first asked for, and kept. */
import { leaveOut, write } from "../diagnostics/drafts.js";
import type { Report } from "../diagnostics/report.js";
import type * as ast from "../generated/ast.js";
import type { Ref, Type } from "../model/index.js";
import type { DeclaredKind, Names, Place, SymbolOf } from "../names/api.js";
import type {
  AggregateSignature,
  BrandSignature,
  CallSignature,
  CommandSignature,
  EntitySignature,
  ExternalCommandSignature,
  FieldSignature,
  ProjectionSignature,
  SagaSignature,
  ShapeSignature,
  Signatures,
  VersionSignature,
} from "./api.js";
import { checkSignature } from "./check-signature.js";
import { reportCircles } from "./circles.js";
import { enumOf } from "./enums.js";
import { type HistoryContext, historyOf } from "./history.js";
import { memberNamed, statusNamed, stepNamed, stepNodes } from "./members.js";
import { memo } from "./memo.js";
import { keyOf, type ShapeContext, shapeOf } from "./shapes.js";
import { formType, stamp, typeNamed } from "./types.js";

const uuid: Type = { kind: "scalar", name: "uuid" };
const today: ReadonlyMap<Ref, number> = new Map();

/** The signatures of everything that `names` knows. */
export function createSignatures(names: Names, report: Report): Signatures {
  const placeOf = (symbol: SymbolOf<DeclaredKind>): Place => {
    const aggregate = symbol.aggregate === undefined ? undefined : names.get("aggregate", symbol.aggregate);
    if (symbol.kind === "aggregate") return { context: symbol.context, aggregate: symbol };
    return aggregate === undefined ? { context: symbol.context } : { context: symbol.context, aggregate };
  };
  /** A signature by qualified name, of one kind of symbol. */
  const of = <K extends DeclaredKind, S>(
    kind: K,
    compute: (symbol: SymbolOf<K>, place: Place) => S,
  ): ((ref: Ref) => S | undefined) =>
    memo((ref) => {
      const symbol = names.get(kind, ref);
      return symbol === undefined ? undefined : compute(symbol, placeOf(symbol));
    });

  // ------------------------------------------------------------------------------------------------------- types

  const meanings = new Map<ast.TypeExpr, Type | undefined>();
  const typeOf = (type: ast.TypeExpr, from: Place): Type | undefined => {
    if (!meanings.has(type)) meanings.set(type, formType({ names, report, underlying }, type, from));
    return meanings.get(type);
  };
  const underlying = (type: Type): Type | undefined => {
    const passed = new Set<Ref>();
    let at: Type | undefined = type;
    while (at?.kind === "brand") {
      if (passed.has(at.ref)) return undefined;
      passed.add(at.ref);
      at = brand(at.ref)?.base;
    }
    return at;
  };
  const brand = of("brand", (symbol, place): BrandSignature => {
    const { node } = symbol;
    const { modifiers } = node;
    const mark = modifiers.find((modifier) => modifier.$type === "PersonalModifier");
    if (mark?.subject !== undefined)
      report("ESDL1207", mark, { name: symbol.name }, [write(mark, "personal")]);
    const within = modifiers.find((modifier) => modifier.$type === "InModifier");
    if (within !== undefined) report("ESDL1206", within, {}, [leaveOut(within)]);
    const base = node.base === undefined ? uuid : typeOf(node.base, place);
    const good =
      base === undefined || base.kind === "scalar" || base.kind === "brand" || base.kind === "enum";
    if (!good) report("ESDL1208", node.base ?? node, { name: symbol.name });
    return {
      symbol,
      isId: node.$type === "IdDecl",
      base: good ? base : undefined,
      personal: mark !== undefined || (base?.kind === "brand" && isPersonal(base.ref)),
    };
  });
  const isPersonal = (ref: Ref): boolean => brand(ref)?.personal === true;
  const enumeration = of("enum", (symbol) => enumOf({ names, report }, symbol));

  // ------------------------------------------------------------------------------------------------------ shapes

  const status: Signatures["status"] = (name, aggregate) => {
    const lifecycle = lifecycles(aggregate);
    return lifecycle === undefined
      ? undefined
      : statusNamed({ names, report }, name, lifecycle, enumeration(`${aggregate}.Status`));
  };
  const shapes: ShapeContext = { names, report, typeOf, isPersonal, status };
  const history: HistoryContext = {
    names,
    report,
    typeOf,
    currentVersion: (ref) => {
      const symbol = names.get("value", ref) ?? names.get("entity", ref);
      return symbol === undefined ? 1 : clausesOf(symbol.node.members).length + 1;
    },
  };
  const identity = of("aggregate", ({ node }, place) => keyOf(shapes, node.key, place, "identity"));
  const takenByIdentity = (aggregate: Ref | undefined): ReadonlyMap<string, string> => {
    const name = aggregate === undefined ? undefined : identity(aggregate)?.name;
    return new Map(name === undefined ? [] : [[name, "the identity"]]);
  };

  const values = of("value", (symbol, place) => {
    const options = { place, owner: symbol.name };
    const { members } = symbol.node;
    return historyOf(history, shapeOf(shapes, members, options), clausesOf(members), options);
  });
  const entities = of("entity", (symbol, place): readonly EntitySignature[] => {
    const { members } = symbol.node;
    const key = keyOf(shapes, symbol.node.key, place, "key");
    const options = { place, owner: symbol.name, key };
    const current = shapeOf(shapes, members, options);
    return historyOf(history, current, clausesOf(members), options).map((version) => ({
      ...version,
      key: version.fields.find(({ role }) => role === "key") ?? key,
    }));
  });
  const events = of("event", (symbol, place) => {
    const options = { place, owner: symbol.name, taken: takenByIdentity(symbol.aggregate) };
    const { members } = symbol.node;
    return historyOf(history, shapeOf(shapes, members, options), clausesOf(members), options);
  });
  const rejection = of("rejection", (symbol, place) =>
    shapeOf(shapes, symbol.node.fields, { place, owner: symbol.name }),
  );

  // -------------------------------------------------------------------------------------------------- aggregates

  /** Without the state, whose fields ask for statuses. */
  const lifecycles = of("aggregate", (symbol): AggregateSignature | undefined => {
    const node = symbol.node.members.find((member) => member.$type === "Lifecycle");
    const key = identity(symbol.ref);
    if (key === undefined) return undefined;
    const base = { symbol, identity: key, state: empty };
    const statuses = node === undefined ? undefined : enumeration(`${symbol.ref}.Status`);
    if (node === undefined || statuses === undefined) return base;
    return {
      ...base,
      lifecycle: {
        enum: statuses.symbol.ref,
        node,
        statuses: statuses.members.map(({ name }) => name),
        edges: edgesOf(node),
      },
    };
  });
  const aggregate = of("aggregate", (symbol, place): AggregateSignature | undefined => {
    const base = lifecycles(symbol.ref);
    if (base === undefined) return undefined;
    const taken = new Map(takenByIdentity(symbol.ref));
    if (base.lifecycle !== undefined) taken.set("status", "the status");
    const members = stateMembers(symbol.node.members);
    const state = shapeOf(shapes, members, { place, owner: symbol.name, taken, stateOf: symbol.ref });
    for (const clause of clausesOf(members))
      report("ESDL4011", clause, { owner: symbol.name, saga: false }, [leaveOut(clause)]);
    return { ...base, state };
  });
  const command = of("command", (symbol, place): CommandSignature | undefined => {
    const { node } = symbol;
    const taken = takenByIdentity(symbol.aggregate);
    const { fields } = shapeOf(shapes, node.params, { place, owner: symbol.name, taken });
    const key = symbol.aggregate === undefined ? undefined : identity(symbol.aggregate);
    const within = symbol.aggregate;
    if (key === undefined || within === undefined) return undefined;
    const statuses = node.statuses.flatMap((name) => status(name, within) ?? []);
    return { symbol, identity: key, params: fields, ...(statuses.length === 0 ? {} : { statuses }) };
  });

  // ------------------------------------------------------------------------------------------------- the others

  const paramsOf = (
    symbol: SymbolOf<"function" | "externalCommand">,
    place: Place,
  ): readonly FieldSignature[] => shapeOf(shapes, symbol.node.params, { place, owner: symbol.name }).fields;
  const externalCommand = of("externalCommand", (symbol, place): ExternalCommandSignature => {
    return {
      params: paramsOf(symbol, place),
      returns: shapeOf(shapes, symbol.node.returns, { place, owner: `The reply of ${symbol.name}` }),
    };
  });
  const call = of("function", (symbol, place): CallSignature => {
    return { params: paramsOf(symbol, place), result: typeOf(symbol.node.result, place) };
  });
  const projection = of("projection", (symbol, place): ProjectionSignature => {
    const keys: FieldSignature[] = [];
    const taken = new Map<string, string>();
    for (const node of symbol.node.keys) {
      if (taken.has(node.name)) {
        report(
          "ESDL1117",
          { node, property: "name" },
          { name: node.name, owner: symbol.name, other: "a key" },
          [leaveOut(node)],
        );
        continue;
      }
      keys.push(keyOf(shapes, node, place, "identity"));
      taken.set(node.name, "a key");
    }
    const row = shapeOf(shapes, symbol.node.members, { place, owner: symbol.name, taken });
    return { symbol, keys, row };
  });
  const queries = memo((node: ast.QueryDecl) => {
    return shapeOf(shapes, node.params, { place: names.placeOf(node), owner: node.name }).fields;
  });
  const sagas = of("saga", (symbol, place) => {
    const { node } = symbol;
    const key = keyOf(shapes, node.key, place, "identity");
    const members = stateMembers(node.members);
    for (const clause of clausesOf(members))
      report("ESDL4011", clause, { owner: symbol.name, saga: true }, [leaveOut(clause)]);
    const options = { place, owner: symbol.name, taken: new Map([[key.name, "the key"]]) };
    const state = shapeOf(shapes, members, options);
    const steps = new Map<string, ast.SagaStep | ast.SagaEnd>();
    for (const step of stepNodes(symbol)) {
      if (step.name === "") continue;
      if (steps.has(step.name))
        report(
          "ESDL1117",
          { node: step, property: "name" },
          { name: step.name, owner: symbol.name, other: "a step" },
          [leaveOut(step)],
        );
      else steps.set(step.name, step);
    }
    const kept = [...steps.values()];
    const signature: SagaSignature = {
      symbol,
      key,
      state,
      steps: kept.filter((step) => step.$type === "SagaStep").map(({ name }) => name),
      ends: kept.filter((step) => step.$type === "SagaEnd").map(({ name }) => name),
    };
    const clauses = node.members.filter((member) => member.$type === "VersionClause");
    return { signature, versions: historyOf(history, state, clauses, { ...options, steps: kept }) };
  });

  const signatures: Signatures = {
    typeOf,
    typeAt: (type, from, embedded) => {
      const meant = typeOf(type, from);
      return meant === undefined ? undefined : stamp(meant, embedded);
    },
    typeNamed: (symbol, embedded) => typeNamed(symbol, embedded ?? today),
    underlying,
    brand,
    enum: enumeration,
    value: (ref, version) => inVersion(values(ref), version),
    entity: (ref, version) => inVersion(entities(ref), version),
    event: (ref, version) => inVersion(events(ref), version),
    rejection,
    aggregate,
    command,
    externalCommand,
    function: call,
    projection,
    query: (query) => queries(query) ?? [],
    saga: (ref) => sagas(ref)?.signature,
    versions: (ref): readonly VersionSignature[] => {
      switch (names.symbols.get(ref)?.kind) {
        case "value":
          return values(ref) ?? [];
        case "entity":
          return entities(ref) ?? [];
        case "event":
          return events(ref) ?? [];
        case "saga":
          return sagas(ref)?.versions ?? [];
        default:
          return [];
      }
    },
    status,
    step: (name, saga) => {
      const signature = sagas(saga)?.signature;
      return signature === undefined ? undefined : stepNamed({ names, report }, name, signature);
    },
    member: (...asked) => memberNamed({ names, report }, ...asked),
    check: (symbol) => {
      checkSignature(symbol, names, signatures, report);
    },
    checkCircles: (symbols) => {
      reportCircles(symbols, names, signatures, report);
    },
    checkAll: () => {
      for (const symbol of names.symbols.values()) signatures.check(symbol);
      signatures.checkCircles(names.symbols.values());
    },
  };
  return signatures;
}

const empty: ShapeSignature = { fields: [], getters: [], members: new Map() };

const clausesOf = (members: readonly ast.ShapeMember[]): readonly ast.VersionClause[] =>
  members.filter((member) => member.$type === "VersionClause");

/** What all the `state` blocks hold; that there is one only is checked elsewhere. */
const stateMembers = (
  members: readonly (ast.AggregateMember | ast.SagaMember)[],
): readonly ast.ShapeMember[] =>
  members.flatMap((member) => (member.$type === "StateBlock" ? member.members : []));

function inVersion<V extends VersionSignature>(
  versions: readonly V[] | undefined,
  version: number | undefined,
): V | undefined {
  return version === undefined ? versions?.at(-1) : versions?.[version - 1];
}

/** Each status of a group moves to each of the next group. */
function edgesOf(lifecycle: ast.Lifecycle): readonly { readonly from: string; readonly to: string }[] {
  const edges = new Map<string, { readonly from: string; readonly to: string }>();
  for (const { groups } of lifecycle.chains)
    groups.slice(1).forEach((group, index) => {
      for (const { name: from } of groups[index]?.statuses ?? [])
        for (const { name: to } of group.statuses)
          if (from !== "" && to !== "") edges.set(`${from} ${to}`, { from, to });
    });
  return [...edges.values()];
}
