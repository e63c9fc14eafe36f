/** A model made ready to be run: its declarations by name, each compiled when it is first needed. */
import {
  describeBrand,
  lookup,
  shapeOf,
  type FunctionDecl,
  type Lookup,
  type Model,
  type Ref,
  type SagaHandler,
} from "@esdl/language/model";
import {
  parseDate,
  parseDecimal,
  parseDuration,
  parseInstant,
  parseUuid,
  ValueError,
} from "@esdl/runtime/values";
import { aggregateOf, type Aggregate } from "./aggregates/aggregate.js";
import { compile, type Compiler } from "./expressions/compile.js";
import { declare, emptyScope, type Cell, type Frame } from "./expressions/frame.js";
import { createUpcaster, type Upcaster } from "./history/upcast.js";
import { lazily, once } from "./lazy.js";
import { projectionOf, type Projection } from "./projections/projection.js";
import { policyOf, type Policy } from "./sagas/policy.js";
import { sagaOf, type Saga } from "./sagas/saga.js";
import { Fault, Stopped } from "./stops.js";
import { scalarOf } from "./values/check.js";
import { createRules, type Rules } from "./values/rules.js";
import type { Value } from "./values/value.js";

export interface Machine {
  readonly model: Model;
  readonly lookup: Lookup;
  readonly compiler: Compiler;
  readonly rules: Rules;
  aggregate(ref: Ref): Aggregate;
  projection(ref: Ref): Projection;
  saga(ref: Ref): Saga;
  policy(ref: Ref): Policy;
  /** Who handles an event, in the order of the model. */
  readersOf(event: Ref): Readers;
  readonly upcaster: Upcaster;
}

/** The projections that handle an event; the sagas and policies that do. */
export interface Readers {
  readonly projections: readonly Ref[];
  readonly processes: readonly Ref[];
}

/** Makes a model ready. Costs little: bodies are compiled when they are first run. */
export function createMachine(model: Model): Machine {
  const declarations = lookup(model);
  const compiler: Compiler = {
    lookup: declarations,
    functionOf: lazily((ref: Ref) => functionOf(ref, compiler)),
    getterOf: (ref, name) => getters(ref)(name),
    brandOf: lazily((ref: Ref) => brandOf(ref, rules)),
  };
  const getters = lazily((ref: Ref) => lazily((name: string) => getterOf(ref, name, compiler)));
  const rules = createRules(compiler);
  const machine: Machine = {
    model,
    lookup: declarations,
    compiler,
    rules,
    upcaster: createUpcaster(compiler),
    aggregate: lazily((ref: Ref) => aggregateOf(ref, machine)),
    projection: lazily((ref: Ref) => projectionOf(ref, machine)),
    saga: lazily((ref: Ref) => sagaOf(ref, machine)),
    policy: lazily((ref: Ref) => policyOf(ref, machine)),
    readersOf: lazily((event: Ref) => readersOf(event, model)),
  };
  return machine;
}

function readersOf(event: Ref, { contexts }: Model): Readers {
  const refs = <D extends { readonly ref: Ref }>(
    declared: readonly D[],
    handles: (each: D) => boolean,
  ): Ref[] => declared.filter(handles).map(({ ref }) => ref);
  const waitsFor = ({ input }: SagaHandler): boolean => input.kind === "event" && input.event === event;
  return {
    projections: contexts.flatMap(({ projections }) =>
      refs(projections, ({ handlers }) => handlers.some((handler) => handler.event === event)),
    ),
    processes: contexts.flatMap(({ sagas, policies }) => [
      ...refs(sagas, ({ starts, steps }) =>
        [...starts, ...steps.flatMap(({ handlers }) => handlers)].some(waitsFor),
      ),
      ...refs(policies, (policy) => policy.event === event),
    ]),
  };
}

function functionOf(ref: Ref, compiler: Compiler): (args: readonly Value[], frame: Frame) => Value {
  const declared = compiler.lookup.functions.get(ref);
  if (declared === undefined) throw new Fault(`there is no function ${ref}`);
  if (declared.external) return sampled(declared, compiler);
  const { body, params } = declared;
  if (body === undefined) throw new Fault(`${ref} has no body`);
  const [scope, ...cells] = declare(emptyScope, ...params.map(({ name }) => name));
  // Compiled at the first call: a function may stand before those that it calls.
  const code = once(() => compile(body, scope, compiler));
  return (args, frame) => {
    cells.forEach((cell, at) => {
      cell.value = args[at];
    });
    return frame.meter.call(() => code()(frame));
  };
}

/** An external function is written in TypeScript, and its sample stands for it. */
function sampled(
  { ref, name, sample }: FunctionDecl,
  compiler: Compiler,
): (args: readonly Value[], frame: Frame) => Value {
  if (sample === undefined) {
    return () => {
      throw new Stopped(
        "sample",
        `This needs what the external function ${ref} answers, and it has no sample`,
        `Write a sample behind it in the model: external function ${name}(…): … sample …`,
      );
    };
  }
  const code = compile(sample, emptyScope, compiler);
  return (_, frame) => code(frame);
}

function getterOf(ref: Ref, name: string, compiler: Compiler): (self: Value, frame: Frame) => Value {
  const event = compiler.lookup.events.get(ref);
  const { getters } = event ?? shapeOf(ref, compiler.lookup);
  const getter = getters.find((each) => each.name === name);
  if (getter === undefined) throw new Fault(`${ref} has no getter ${name}`);
  const cell: Cell = { value: undefined };
  const code = compile(getter.body, { ...emptyScope, self: cell, ...(event && { event: ref }) }, compiler);
  return (self, frame) => {
    cell.value = self;
    return frame.meter.call(() => code(frame));
  };
}

/** Scalars whose text has more than one form. */
const parsers: Readonly<Record<string, (text: string) => string | undefined>> = {
  uuid: parseUuid,
  instant: parseInstant,
  date: parseDate,
  duration: parseDuration,
  decimal: parseDecimal,
};

/** `Sku(text)`. */
function brandOf(ref: Ref, rules: Rules): (value: Value, frame: Frame) => Value {
  const brand = rules.lookup.brands.get(ref);
  if (brand === undefined) throw new Fault(`there is no ${ref}`);
  const parse = parsers[scalarOf(brand.base, rules) ?? ""];
  const holds = rules.brandHolds(ref);
  return (value, frame) => {
    const canonical = parse !== undefined && typeof value === "string" ? parse(value) : value;
    if (canonical !== undefined && holds(canonical, frame)) return canonical;
    throw new ValueError("invalid", describeBrand(brand, rules.lookup));
  };
}
