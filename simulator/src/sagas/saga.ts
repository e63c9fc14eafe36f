/** A saga, ready to be run: its handlers, by what they wait for. */
import type { Correlation, Ref, SagaDecl, SagaHandler } from "@esdl/language/model";
import { compile, test } from "../expressions/compile.js";
import { emptyScope, type Frame, type Own, type Scope, type Test } from "../expressions/frame.js";
import { lazily } from "../lazy.js";
import type { Machine } from "../machine.js";
import { loopOf, type Looped } from "../projections/projection.js";
import { body, type Run } from "../statements/body.js";
import { Fault } from "../stops.js";
import { canonicalOf } from "../values/equality.js";
import { AbsentValue, dataFrom, memberOf, textOf, type Data, type Value } from "../values/value.js";
import type { World } from "../world/world.js";

export interface Saga {
  readonly decl: SagaDecl;
  /** The name of an instance among all. */
  instanceId(key: Value): string;
  /** The events that it waits for somewhere. */
  readonly events: ReadonlySet<Ref>;
  /** Handlers of an event that start an instance, in order. */
  starts(event: Ref): readonly EventHandler[];
  /** Handlers of an event in one step, in order. */
  inStep(step: string, event: Ref): readonly EventHandler[];
  /** Handlers of an event in any step. */
  anywhere(event: Ref): readonly EventHandler[];
  /** Handlers of answers and timers in one step, in order. */
  waiting(step: string): readonly Waiting[];
  /** The state that an instance begins with. */
  initial(frame: Frame): Data;
  isEnd(step: string): boolean;
  /** A canonical text of a state. */
  canonical(state: Data): string;
}

export interface Handling {
  readonly handler: SagaHandler;
  readonly where: Test | undefined;
  readonly run: Run;
}

export interface EventHandler extends Handling {
  readonly loop: Looped;
  /** The key that the event has for this handler; undefined where it has none. */
  keyOf(frame: Frame, world: World): Value;
}

export interface Waiting extends Handling {
  readonly input: Exclude<SagaHandler["input"], { readonly kind: "event" }>;
}

export function sagaOf(ref: Ref, machine: Machine): Saga {
  const decl = machine.lookup.sagas.get(ref);
  if (decl === undefined) throw new Fault(`there is no saga ${ref}`);
  const { lookup, rules } = machine;
  const scope: Scope = { ...emptyScope, own: ownOf(decl, machine) };
  const keyText = canonicalOf(decl.key.type, lookup);
  const saga = { ref, keyText };
  const compiled = lazily((handler: SagaHandler) => eventHandler(handler, saga, scope, machine));
  const inSteps = decl.steps.flatMap(({ handlers }) => handlers);
  const of = (handlers: readonly SagaHandler[], event: Ref): readonly EventHandler[] =>
    handlers.filter(({ input }) => input.kind === "event" && input.event === event).map(compiled);
  const stepOf = (name: string): readonly SagaHandler[] =>
    decl.steps.find((step) => step.name === name)?.handlers ?? [];
  const waiting = lazily((name: string) =>
    stepOf(name).flatMap((handler) => waitingHandler(handler, scope, machine)),
  );
  const presets = decl.state.fields.map((field) => [field.name, rules.presetOf(field)] as const);
  const texts = new Map(decl.state.fields.map(({ name, type }) => [name, canonicalOf(type, lookup)]));
  return {
    decl,
    instanceId: (key) => `${ref}/${keyText(key)}`,
    events: new Set(
      [...decl.starts, ...inSteps].flatMap(({ input }) => (input.kind === "event" ? [input.event] : [])),
    ),
    starts: (event) => of(decl.starts, event),
    inStep: (step, event) => of(stepOf(step), event),
    anywhere: (event) => of(inSteps, event),
    waiting,
    initial: (frame) => dataFrom(presets.map(([name, preset]) => [name, preset(frame)] as const)),
    isEnd: (step) => decl.ends.some(({ name }) => name === step),
    canonical: (state) =>
      Object.keys(state)
        .sort()
        .map((name) => `${JSON.stringify(name)}:${texts.get(name)?.(state[name]) ?? "null"}`)
        .join(","),
  };
}

function ownOf({ ref, state }: SagaDecl, { compiler }: Machine): Own {
  const own: Own = {
    getter: lazily((name: string) => {
      const getter = state.getters.find((each) => each.name === name);
      if (getter === undefined) throw new Fault(`${ref} has no getter ${name}`);
      return compile(getter.body, { ...emptyScope, own }, compiler);
    }),
    typeOf: (name) => {
      const field = state.fields.find((each) => each.name === name);
      if (field === undefined) throw new Fault(`${ref} has no field ${name}`);
      return field.type;
    },
  };
  return own;
}

function handling(handler: SagaHandler, scope: Scope, { compiler }: Machine): Handling {
  return {
    handler,
    where: handler.where === undefined ? undefined : test(handler.where, scope, compiler),
    run: body(handler.body, scope, compiler),
  };
}

function waitingHandler(handler: SagaHandler, scope: Scope, machine: Machine): readonly Waiting[] {
  const { input } = handler;
  return input.kind === "event" ? [] : [{ ...handling(handler, scope, machine), input }];
}

interface Identified {
  readonly ref: Ref;
  readonly keyText: (key: Value) => string;
}

function eventHandler(handler: SagaHandler, saga: Identified, scope: Scope, machine: Machine): EventHandler {
  const { input } = handler;
  if (input.kind !== "event") throw new Fault("this handler waits for no event");
  const loop = loopOf(input.for, { ...scope, event: input.event }, machine);
  return {
    ...handling(handler, loop.scope, machine),
    loop,
    keyOf: correlated(input.correlation, saga, loop.scope, machine),
  };
}

function correlated(
  correlation: Correlation,
  { ref }: Identified,
  scope: Scope,
  { compiler }: Machine,
): (frame: Frame, world: World) => Value {
  switch (correlation.kind) {
    case "by": {
      const key = compile(correlation.key, scope, compiler);
      return (frame) => {
        try {
          return key(frame);
        } catch (error) {
          // What the handler's `where` would have seen to is not there: the event is for nobody.
          if (error instanceof AbsentValue) return undefined;
          throw error;
        }
      };
    }
    case "identity":
      return (frame) => frame.event?.identity;
    case "field":
      return (frame) => memberOf(frame.event?.data ?? {}, correlation.field);
    case "causation":
      return ({ event }, world) => {
        const cause = event === undefined ? undefined : sentBy(textOf(memberOf(event.meta, "causationId")));
        const instance = cause === undefined ? undefined : world.instances.get(cause.instance);
        // What an earlier run of the key has sent is no longer its concern.
        return instance?.saga === ref && instance.run === cause?.run ? instance.key : undefined;
      };
  }
}

/** The id of what a saga sends: its instance and run, the input at hand, and how many it sent before at that input. */
export const sendId = (instance: string, run: number, input: number, ordinal: number): string =>
  `${instance}#${[run, input, ordinal].map(String).join(".")}`;

/** Who sent what has an id; undefined for other ids. */
export function sentBy(id: string): { readonly instance: string; readonly run: number } | undefined {
  const [, instance, run] = /^(.*)#([0-9]+)\.[0-9]+\.[0-9]+(?:\.undo)?$/su.exec(id) ?? [];
  return instance === undefined ? undefined : { instance, run: Number(run) };
}
