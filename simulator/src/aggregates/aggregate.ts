/** An aggregate, ready to be run: its commands, its fold, its rules. Each part is compiled when it is first needed. */
import type { AggregateDecl, CommandDecl, Field, Ref } from "@esdl/language/model";
import type { Problem } from "@esdl/runtime/values";
import { compile, test } from "../expressions/compile.js";
import { emptyScope, type Code, type Frame, type Own, type Scope, type Test } from "../expressions/frame.js";
import { lazily, once } from "../lazy.js";
import type { Machine } from "../machine.js";
import { body, type Run } from "../statements/body.js";
import { Fault } from "../stops.js";
import { fieldChecks } from "../values/check.js";
import { canonicalOf } from "../values/equality.js";
import { invariantsOf, messageOf, shapeReader, type Read } from "../values/read.js";
import { memberOf, type Data, type Value } from "../values/value.js";
import { foldOf, type Fold } from "./fold.js";

export interface Aggregate {
  readonly decl: AggregateDecl;
  /** How its state is read by its own expressions. */
  readonly scope: Scope;
  command(ref: Ref): Command;
  /** What an event does to the state. */
  fold(event: Ref): Fold;
  /** What is wrong with the data of an event about to be recorded. */
  eventReader(event: Ref): Read;
  /** The state of nothing yet: the identity and the defaults of the fields that exist in every status. */
  initial(identity: Value, frame: Frame): Data;
  /** The value that a field begins with; absent where it has none. */
  preset(field: Field): Code;
  /** The invariants that do not hold, each with its place. */
  violations(state: Data, frame: Frame): readonly Problem[];
  /** The keys that a state holds, in the order of the `unique` clauses; undefined where one does not apply now. */
  uniqueKeys(state: Data | undefined): readonly (string | undefined)[];
  /** A canonical text of a state: equal states have equal ones. */
  canonical(state: Data): string;
}

export interface Command {
  readonly decl: CommandDecl;
  readonly read: Read;
  readonly grants:
    | readonly { readonly role?: string; readonly to: "role" | "system" | "anyone"; readonly where?: Test }[]
    | undefined;
  readonly run: Run;
}

export function aggregateOf(ref: Ref, machine: Machine): Aggregate {
  const decl = machine.lookup.aggregates.get(ref);
  if (decl === undefined) throw new Fault(`there is no aggregate ${ref}`);
  const { compiler, rules } = machine;
  const scope: Scope = { ...emptyScope, own: ownOf(decl, machine) };
  const preset = lazily((field: Field) => rules.presetOf(field));
  const rulesOfState = once(() => ({
    fields: fieldChecks(decl.state.fields, rules),
    invariants: decl.invariants.map((invariant) => ({
      holds: test(invariant.condition, scope, compiler),
      words: messageOf(invariant),
    })),
  }));
  const uniques = once(() => decl.uniques.map((unique) => uniqueOf(decl, unique, machine)));
  const canonical = once(() => canonicalState(decl, machine));
  return {
    decl,
    scope,
    command: lazily((name: Ref) => commandOf(name, decl, scope, machine)),
    fold: lazily((event: Ref) => foldOf(event, machine.aggregate(ref), machine)),
    eventReader: lazily((event: Ref) => {
      const declared = machine.lookup.events.get(event);
      if (declared === undefined) throw new Fault(`there is no event ${event}`);
      return shapeReader(declared.fields, rules, invariantsOf(declared, rules, event));
    }),
    preset,
    initial: (identity, frame) => {
      const members = decl.state.fields.filter(({ in: statuses }) => statuses === undefined);
      const state: [string, Value][] = members.map((field) => [field.name, preset(field)(frame)]);
      return Object.fromEntries(
        [[decl.identity.name, identity] as const, ...state].flatMap(([name, value]) =>
          value === undefined ? [] : [[name, value]],
        ),
      );
    },
    violations: (state, frame) => {
      const problems: Problem[] = [];
      const { fields, invariants } = rulesOfState();
      const judged: Frame = { ...frame, own: state, key: memberOf(state, decl.identity.name) };
      fields(state, problems, judged);
      for (const { holds, words } of invariants) {
        frame.meter.step();
        if (!holds(judged)) problems.push({ path: "", code: "constraint", message: words });
      }
      return problems;
    },
    uniqueKeys: (state) => uniques().map((keyOf) => (state === undefined ? undefined : keyOf(state))),
    canonical: (state) => canonical()(state),
  };
}

function ownOf({ state }: AggregateDecl, { compiler }: Machine): Own {
  const own: Own = {
    getter: lazily((name: string) => {
      const getter = state.getters.find((each) => each.name === name);
      if (getter === undefined) throw new Fault(`there is no getter ${name}`);
      return compile(getter.body, { ...emptyScope, own }, compiler);
    }),
    typeOf: (name) => {
      const field = state.fields.find((each) => each.name === name);
      if (field === undefined) throw new Fault(`there is no field ${name}`);
      return field.type;
    },
  };
  return own;
}

function commandOf(ref: Ref, { identity, commands }: AggregateDecl, scope: Scope, machine: Machine): Command {
  const decl = commands.find((command) => command.ref === ref);
  if (decl === undefined) throw new Fault(`there is no command ${ref}`);
  const { compiler, rules } = machine;
  const run = once(() => body(decl.body, scope, compiler));
  return {
    decl,
    read: shapeReader([identity, ...decl.params], rules),
    grants: decl.allow?.map(({ to, where }) => ({
      to: to.kind,
      ...(to.kind === "role" ? { role: to.ref.slice(to.ref.lastIndexOf(".") + 1) } : {}),
      ...(where === undefined ? {} : { where: test(where, scope, compiler) }),
    })),
    run: (frame) => run()(frame),
  };
}

/** The key that a state holds of one clause: while its fields are there, in the statuses that it names. */
function uniqueOf(
  { ref, state }: AggregateDecl,
  { fields, in: statuses }: AggregateDecl["uniques"][number],
  { lookup }: Machine,
): (state: Data) => string | undefined {
  const parts = fields.map((name) => {
    const field = state.fields.find((each) => each.name === name);
    if (field === undefined) throw new Fault(`${ref} has no field ${name}`);
    return { name, text: canonicalOf(field.type, lookup) };
  });
  return (current) => {
    if (statuses !== undefined && !statuses.some((status) => status === memberOf(current, "status")))
      return undefined;
    const texts: string[] = [];
    for (const { name, text } of parts) {
      const value = memberOf(current, name);
      if (value === undefined) return undefined;
      texts.push(text(value));
    }
    return `${ref} ${fields.join(",")} [${texts.join(",")}]`;
  };
}

function canonicalState({ state, identity }: AggregateDecl, { lookup }: Machine): (state: Data) => string {
  const texts = new Map(
    [identity, ...state.fields].map(({ name, type }) => [name, canonicalOf(type, lookup)] as const),
  );
  return (current) =>
    Object.keys(current)
      .sort()
      .map(
        (name) =>
          `${JSON.stringify(name)}:${texts.get(name)?.(current[name]) ?? JSON.stringify(current[name])}`,
      )
      .join(",");
}
