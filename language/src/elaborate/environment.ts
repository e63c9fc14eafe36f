/** What an expression can see: the roots that names start from, locals, what has been proved, and what is allowed here. */
import type { AstNode } from "langium";
import type { Locator } from "../diagnostics/locate.js";
import type { Report } from "../diagnostics/report.js";
import type { Arguments, Block, Named, Statement, WhereModifier } from "../generated/ast.js";
import type { Expr, FieldExpr, Root } from "../model/expressions.js";
import type { Ref, Type } from "../model/types.js";
import type { Names, Place } from "../names/api.js";
import type { Signatures } from "../signatures/api.js";
import type { Nominal } from "../types/assignable.js";
import type { Binding as ArgumentBinding, Slot } from "./arguments.js";
import type { BodyRules } from "./statements.js";

/** What the whole phase shares. */
export interface Kit {
  readonly names: Names;
  readonly signatures: Signatures;
  readonly report: Report;
  readonly locate: Locator;
  readonly nominal: Nominal;
  /** The type of every expression so far. */
  readonly types: Map<AstNode, Type>;
  /** The defaults that are being made: one that needs itself is no default. */
  readonly filling: Set<AstNode>;
  /** The conditions under every `where` so far: literals are held to them. */
  readonly conditions: Map<WhereModifier, { readonly expr: Expr | undefined }>;
  /** Is told what each part of a body can see; for editors, absent otherwise. */
  readonly observer?: Observer | undefined;
}

/** Looks on while bodies are elaborated: see `editing/api.ts` for what it makes of it. */
export interface Observer {
  expression(node: AstNode, env: Env, expected: Type | undefined): unknown;
  statement(node: Statement, env: Env, rules: BodyRules): unknown;
  block(node: Block, env: Env, rules: BodyRules): unknown;
  args(node: Arguments, env: Env, slots: readonly Slot[], binding: ArgumentBinding): unknown;
}

/** A member of a root: a field of the state, the event, `meta`. */
export interface RootMember {
  readonly name: string;
  /** Undefined: it could not be made out, which has been reported. */
  readonly type: Type | undefined;
  readonly role?: FieldExpr["role"] | undefined;
  /** The statuses in which the field exists; absent means in all. */
  readonly in?: readonly string[] | undefined;
  /** What declares it, where the source does. */
  readonly node?: Named | undefined;
  /** A bare name reaches it. */
  readonly bare: boolean;
}

/** A root in scope, with its members. */
export interface RootScope {
  readonly root: Root;
  /** Of the root as a whole; records without fields stand for what is no value. */
  readonly type: Type;
  readonly members: ReadonlyMap<string, RootMember>;
  /** The root itself is a value: `it`. */
  readonly isValue?: true;
  /** It can be written as a qualifier; `self` cannot. */
  readonly written: boolean;
}

/** A `let`, a loop's variable or a parameter in scope. */
export interface Local {
  readonly type: Type | undefined;
  readonly node: Named;
}

/** What has been proved about this place. */
export interface Facts {
  /** Paths (see facts.ts) of optionals that are there. */
  readonly present: ReadonlySet<string>;
  /** The statuses that the aggregate can be in; undefined without a lifecycle. */
  readonly statuses: readonly string[] | undefined;
  /** A condition before this place could not be made out: whatever it may have proved is not missed again. */
  readonly unclear?: true;
}

/** What is in scope at a place in a body or expression. */
export interface Env {
  readonly kit: Kit;
  readonly place: Place;
  /** What the place is called in messages: "an `on` body". */
  readonly called: string;
  /** By the name that qualifies them. */
  readonly roots: ReadonlyMap<string, RootScope>;
  readonly locals: ReadonlyMap<string, Local>;
  readonly facts: Facts;
  readonly may: { readonly now: boolean; readonly newId: boolean; readonly external: boolean };
  /** In version clauses: the embedded types that have another version than today's. */
  readonly embedded: ReadonlyMap<Ref, number>;
  /** Members of enums may be written as they were called once. */
  readonly oldMembers: boolean;
  /** In scenarios any string stands for a uuid, and values are not held to their `where`: what is wrong is what they show. */
  readonly scenario: boolean;
  /** In a `create command`: the fields of the state that is yet to be, for messages. */
  readonly unborn?: ReadonlySet<string>;
}

export const noFacts: Facts = { present: new Set(), statuses: undefined };

export const emptyRecord: Type = { kind: "record", fields: [] };

/** An environment in which nothing is in scope and nothing is allowed: that of constants. */
export function constants(kit: Kit, place: Place, called: string): Env {
  return {
    kit,
    place,
    called,
    roots: new Map(),
    locals: new Map(),
    facts: noFacts,
    may: { now: false, newId: false, external: false },
    embedded: new Map(),
    oldMembers: false,
    scenario: false,
  };
}

export const withRoots = (env: Env, scopes: readonly RootScope[]): Env => ({
  ...env,
  roots: new Map([...env.roots, ...scopes.map((scope) => [scope.root, scope] as const)]),
});

export const withLocal = (env: Env, node: Named, type: Type | undefined): Env => ({
  ...env,
  locals: new Map([...env.locals, [node.name, { type, node }]]),
});

export const withFacts = (env: Env, facts: Facts): Env => ({ ...env, facts });

/** Where a bare name is found: a local, or a member of a root. */
export type Binding =
  | { readonly kind: "local"; readonly name: string; readonly local: Local }
  | { readonly kind: "member"; readonly scope: RootScope; readonly member: RootMember };

/** Everything that the bare name could mean here. */
export function bindings(name: string, env: Env): readonly Binding[] {
  const local = env.locals.get(name);
  const found: Binding[] = local === undefined ? [] : [{ kind: "local", name, local }];
  // A local that could not be made out, or hides something, has been reported: nothing more is said of its uses.
  if (local !== undefined && local.type === undefined) return found;
  for (const scope of env.roots.values()) {
    const member = scope.members.get(name);
    if (member?.bare === true) found.push({ kind: "member", scope, member });
  }
  return found;
}

/** The qualifier called `name`, which wins over everything else of that name. */
export function qualifier(name: string, env: Env): RootScope | undefined {
  const scope = env.roots.get(name);
  return scope?.written === true ? scope : undefined;
}

/** An environment in which nothing is said: for looking at something that would otherwise not be looked at. */
export const silent = (env: Env): Env => ({
  ...env,
  kit: { ...env.kit, report: () => undefined, conditions: new Map(env.kit.conditions) },
});

/** All names that may be written bare here, for suggestions. */
export function bareNames(env: Env): readonly string[] {
  const members = [...env.roots.values()].flatMap((scope) =>
    [...scope.members.values()].filter(({ bare }) => bare).map(({ name }) => name),
  );
  const qualifiers = [...env.roots.values()].filter(({ written }) => written).map(({ root }) => root);
  return [...env.locals.keys(), ...members, ...qualifiers];
}
