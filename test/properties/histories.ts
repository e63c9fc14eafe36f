/** Sequences of commands on one aggregate over its generated code, with and without a store. */
import { externalsIn } from "../../runtime/src/app/modules.js";
import type { CommandDecl, Lookup } from "@esdl/language/model";
import {
  createApp,
  type App,
  type Caller,
  type CommandContext,
  type EventMeta,
  type Module,
} from "@esdl/runtime";
import type { StoreSource } from "@esdl/runtime";
import fc, { type Arbitrary } from "fast-check";
import type { Compiled, Domain } from "../support/generated.js";
import { objectOf, valueOf } from "./values.js";

/** A command that somebody asks for. */
export interface Step {
  readonly command: string;
  readonly data: object;
  readonly caller: Caller;
  /** Which of the members takes a value that was seen before, and which one. */
  readonly echo: readonly [member: number, value: number] | undefined;
}

export interface History {
  /** The identity, as a command gives it. */
  readonly id: unknown;
  readonly steps: readonly Step[];
}

/** Who runs everything: passes every `allow`. */
export const system: Caller = { id: "operator", roles: [], system: true };
/** The time of everything. */
export const now = "2026-01-31T09:30:00.000Z";

/** Sequences that begin by creating the aggregate, when a command does. */
export function historyOf(
  aggregate: Compiled,
  { model, lookup }: Domain,
  longest: number,
): Arbitrary<History> {
  const { commands, identity } = aggregate.decl;
  const roles = model.contexts.flatMap((context) => context.roles.map(({ name }) => name));
  const caller: Arbitrary<Caller> = fc.oneof(
    { weight: 8, arbitrary: fc.constant(system) },
    {
      weight: 1,
      arbitrary: fc.record(
        { id: fc.constantFrom("alice", "018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2a"), roles: fc.subarray(roles) },
        { noNullPrototype: true },
      ),
    },
  );
  const stepOf = (command: CommandDecl, by: Arbitrary<Caller>): Arbitrary<Step> =>
    fc.record(
      {
        command: fc.constant(command.name),
        data: objectOf(command.params, lookup),
        caller: by,
        echo: fc.option(fc.tuple(fc.nat({ max: 7 }), fc.nat({ max: 15 })), { nil: undefined, freq: 2 }),
      },
      { noNullPrototype: true },
    );
  // One without commands has no life.
  if (commands.length === 0) return fc.record({ id: valueOf(identity.type, lookup), steps: fc.constant([]) });
  const some = fc.oneof(...commands.map((command) => stepOf(command, caller)));
  const creating = commands
    .filter(({ flavour }) => flavour !== "plain")
    .map((command) => stepOf(command, fc.constant(system)));
  const first = creating.length === 0 ? some : fc.oneof(...creating);
  return fc.record(
    {
      id: valueOf(identity.type, lookup),
      steps: fc
        .tuple(first, fc.array(some, { maxLength: longest, size: "max" }))
        .map(([begin, more]) => [begin, ...more]),
    },
    { noNullPrototype: true },
  );
}

/** What code of a context calls. */
export const calledBy = (domain: Domain, context: string): object =>
  externalsIn(domain.modules, externalsOf(domain))(context);

/** External functions that always answer the same, by context. */
export function externalsOf({ model, lookup, modules }: Domain): Readonly<Record<string, object>> {
  // Steps that are left to TypeScript: nothing old is read here.
  const steps = (context: string): readonly (readonly [string, () => never])[] =>
    (modules.find((module) => module.context === context)?.externals ?? []).map((name) => [
      name,
      () => {
        throw new Error(`${name} is not to be called`);
      },
    ]);
  const answers = model.contexts.map((context) => {
    const functions = context.functions
      .filter(({ external }) => external)
      .map(({ name, result }) => {
        const [answer] = fc.sample(valueOf(result, lookup), { numRuns: 1, seed: 3 });
        return [name, () => answer] as const;
      });
    return [context.name, Object.fromEntries([...steps(context.name), ...functions])] as const;
  });
  return Object.fromEntries(answers.filter(([, functions]) => Object.keys(functions).length > 0));
}

export const contextFor = (caller: Caller, externals: object): CommandContext => ({
  now,
  newId: () => "018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1cff",
  caller,
  correlationId: "cause",
  causationId: "cause",
  externals,
});

/** The data of a step: one member may be a value out of what was seen last, so that amounts and ids match at times. */
export function dataOf(
  { decl, definition }: Compiled,
  { data, echo, command }: Step,
  id: unknown,
  seen: unknown,
): object {
  const whole = { ...data, [definition.identity]: id };
  const params = decl.commands.find(({ name }) => name === command)?.params ?? [];
  if (echo === undefined || params.length === 0) return whole;
  const { name } = params[echo[0] % params.length]!;
  const given: unknown = Reflect.get(data, name);
  const alike = scalarsIn(seen).filter((value) => typeof value === typeof given);
  return alike.length === 0 ? whole : { ...whole, [name]: alike[echo[1] % alike.length] };
}

/** The texts and numbers in a value, names of members among them, the deepest last. */
function scalarsIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(scalarsIn);
  if (typeof value !== "object" || value === null) return value === undefined ? [] : [value];
  return Object.entries(value).flatMap(([name, member]) =>
    typeof member === "object" ? [name, ...scalarsIn(member)] : scalarsIn(member),
  );
}

/** Freezes JSON through and through: whoever changes it throws. */
export function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/** The modules with other marks on their aggregates: how often a snapshot is taken, and which logic made it. */
export function remade(
  modules: readonly Module[],
  marks: { readonly snapshotEvery?: number; readonly logic?: string },
): Module[] {
  return modules.map((module) => ({
    ...module,
    aggregates: module.aggregates.map((definition) => ({ ...definition, ...marks })),
  }));
}

/** An app over generated modules. */
export async function appOf(
  domain: Domain,
  modules: readonly Module[],
  store: StoreSource,
  cachedStates?: number,
): Promise<App> {
  return createApp({
    // Nobody reacts to what the commands do.
    modules: modules.map(({ contract, context, aggregates, externals, reaches = {} }) => ({
      contract,
      context,
      aggregates,
      externals,
      reaches,
    })),
    store,
    clock: () => new Date(now),
    ...(cachedStates === undefined ? {} : { cachedStates }),
    externals: externalsOf(domain),
  });
}

/** What came of a sequence. */
export interface Lived {
  /** As the commands wrote it, in canonical form. */
  readonly id: string;
  /** The state by pure `evolve`; `undefined` when nothing was accepted. */
  readonly state: object | undefined;
  readonly accepted: number;
  readonly events: readonly { readonly type: string; readonly data: object; readonly meta: EventMeta }[];
}

/**
 * Sends a sequence to an app and folds what it records. A command that is rejected with data is tried once more with each
 * of that data's values: `WrongAmount(total)` is followed by a payment of the total.
 *
 * @param each is called after every accepted command with the state by pure `evolve` and by the fold in place
 */
export async function live(
  app: App,
  aggregate: Compiled,
  { id, steps }: History,
  each: (pure: object, inPlace: object, events: Lived["events"]) => void,
): Promise<Lived> {
  const { definition } = aggregate;
  let pure: object | undefined;
  let inPlace: object | undefined;
  let accepted = 0;
  let streamId = "";
  const events: Lived["events"][number][] = [];
  const send = async (command: string, data: object, caller: Caller): Promise<unknown> => {
    const outcome = await app.execute({ aggregate: definition.name, type: command, data }, { caller });
    if (!outcome.ok) return outcome.rejection.data;
    ({ streamId } = outcome);
    accepted++;
    for (const event of outcome.events) {
      const { type, data: eventData, meta } = event;
      pure = frozen(aggregate.evolve(frozen(pure), frozen({ type, data: eventData }), frozen(meta)));
      // The fold in place owns its state, and shares nothing with the events.
      inPlace = definition.apply(inPlace, structuredClone({ type, data: eventData }), meta);
      events.push({ type, data: eventData, meta });
    }
    if (pure !== undefined && inPlace !== undefined) each(pure, inPlace, outcome.events);
    return undefined;
  };
  for (const step of steps) {
    const data = dataOf(aggregate, step, id, pure);
    const said = await send(step.command, data, step.caller);
    const [member] = aggregate.decl.commands.find(({ name }) => name === step.command)?.params ?? [];
    if (said === undefined || member === undefined || "problems" in (said as object)) continue;
    for (const value of scalarsIn(said).slice(0, 3)) {
      await send(step.command, { ...data, [member.name]: value }, step.caller);
    }
  }
  return { id: streamId.slice(definition.name.length + 1), state: pure, accepted, events };
}

/** Values of an aggregate's state in one of its statuses, well-formed, though no rule need hold of them. */
export function stateOf({ decl }: Compiled, lookup: Lookup): Arbitrary<object> {
  const of = (status: string | undefined): Arbitrary<object> => {
    const fields = decl.state.fields.filter(
      (field) => status === undefined || (field.in?.includes(status) ?? true),
    );
    const whole = objectOf([decl.identity, ...fields], lookup, "stored");
    return status === undefined ? whole : whole.map((members) => ({ ...members, status }));
  };
  const statuses = decl.lifecycle?.statuses;
  return statuses === undefined ? of(undefined) : fc.oneof(...statuses.map(of));
}
