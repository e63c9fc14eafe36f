/**
 * Where each thing that is generated stands: its module, and its name there. Decided for the whole model before anything is
 * printed, so that every file can refer to every other.
 */
import {
  lookup,
  type Context,
  type Declaration,
  type EntityDecl,
  type EventDecl,
  type Lookup,
  type Model,
  type Ref,
  type ValueDecl,
} from "@esdl/language/model";
import {
  exportName,
  functionName,
  nameScope,
  packageNames,
  queryName,
  typeName,
  type NameScope,
  type PackageNames,
} from "../names/index.js";

/** A generated name, and the module that exports it: a path below `src/` without extension, `banking/types`. */
export interface Sym {
  readonly module: string;
  readonly name: string;
}

export type SymbolKind =
  /** The type of a brand, enum, value or entity, an event, a command or a rejection; most are values, too. */
  | "declared"
  /** The predicate of a brand. */
  | "is"
  /** What a person writes where the value or entity is input. */
  | "input"
  /** A getter: `Sales.Order.total`, `Sales.Money.isZero`. */
  | "getter"
  /** Equality of a value or entity in which there is a set. */
  | "equal"
  /** The reader of input; of a command: of its whole input. */
  | "read"
  /** What an external command is answered with. */
  | "reply"
  /** The judgement of a value in a state. */
  | "check"
  /** A command's validated input. */
  | "data"
  /** The function that decides on a command. */
  | "handler"
  /** The fixed names of an aggregate's file. */
  | "state"
  | "anyState"
  | "status"
  | "draft"
  /** A declared query of a projection: `Sales.OrderList.ofCustomer`. */
  | "query"
  /** A function of the model. */
  | "function"
  /** The type of an older version, and the functions that lead to the next one and back: of `atVersion(ref, n)`. */
  | "version"
  | "upcast"
  | "downcast"
  /** The former names of enums' members, in an event's version. */
  | "renames"
  /** What a retired event becomes. */
  | "replace"
  /** The name among the externals: of the function that leads to a version; of another context, under `Billing Shop`. */
  | "external";

/** A version of an event, value or entity, as a key of symbols. */
export function atVersion(ref: Ref, version: number): Ref {
  return `${ref}@${String(version)}`;
}

export interface Symbols {
  readonly model: Model;
  readonly lookup: Lookup;
  readonly names: PackageNames;
  /** @throws Error when nothing such is generated: the model or the emitter is wrong */
  of(kind: SymbolKind, ref: Ref): Sym;
  /** Names that a module exports or declares. */
  scope(module: string): NameScope;
  /** Where the modules of a context and the files of its aggregates are. */
  module(context: string, file: string): string;
  aggregateModule(aggregate: Ref): string;
  projectionModule(projection: Ref): string;
  /** The file of a saga or policy. */
  processModule(process: Ref): string;
}

/** Fixed names of a projection's file, claimed before any name of the model. */
const projectionOwn = "Row Key RowDraft definition computed fresh".split(" ");

/** The same of a saga's file. */
const sagaOwn = "Key State StateDraft Step Instance Input react initialState definition".split(" ");

/** The same of a policy's file. */
const policyOwn = ["handle", "definition"];

/** Fixed names of an aggregate's file, claimed before any name of the model. */
export const aggregateOwn = [
  ..."State Status Event Command Rejection AnyState DraftState ParsedCommand evolve decide decider definition".split(
    " ",
  ),
  ..."apply handle violations identityOf initialState streamCategory".split(" "),
] as const;

export function symbolsOf(model: Model): Symbols {
  const names = packageNames(model);
  const scopes = new Map<string, NameScope>();
  const symbols = new Map<string, Sym>();
  const scope = (module: string): NameScope => {
    const known = scopes.get(module) ?? nameScope();
    scopes.set(module, known);
    return known;
  };
  const add = (kind: SymbolKind, ref: Ref, module: string, preferred: string): void => {
    const key = `${kind}:${ref}`;
    symbols.set(key, { module, name: scope(module).claim(key, preferred) });
  };
  const module = (context: string, file: string): string => `${names.folder(context)}/${file}`;
  const aggregateModule = (aggregate: Ref): string => {
    const context = aggregate.slice(0, aggregate.indexOf("."));
    return module(context, names.file(aggregate));
  };

  for (const context of model.contexts) {
    claimContext(
      context,
      model.contexts.flatMap(({ name }) => (name === context.name ? [] : [name])),
      [names.module(context.name), names.registry(context.name)],
      module,
      aggregateModule,
      add,
      scope,
    );
    for (const { ref, queries, getters } of context.projections) {
      const file = aggregateModule(ref);
      for (const name of projectionOwn) scope(file).claim(`own:${name}`, name);
      for (const { name } of queries) add("query", `${ref}.${name}`, file, queryName(name));
      for (const { name } of getters) add("getter", `${ref}.${name}`, file, queryName(name));
    }
    for (const { ref, state, version } of context.sagas) {
      const file = aggregateModule(ref);
      for (const name of sagaOwn) scope(file).claim(`own:${name}`, name);
      for (let at = 1; at < version; at++)
        for (const name of ["StateV", "upcastV"])
          scope(file).claim(`own:${name}${String(at)}`, name + String(at));
      for (const { name } of state.getters) add("getter", `${ref}.${name}`, file, queryName(name));
    }
    for (const { ref } of context.policies)
      for (const name of policyOwn) scope(aggregateModule(ref)).claim(`own:${name}`, name);
  }
  return {
    model,
    lookup: lookup(model),
    names,
    scope,
    module,
    aggregateModule,
    projectionModule: aggregateModule,
    processModule: aggregateModule,
    of(kind, ref) {
      const found = symbols.get(`${kind}:${ref}`);
      if (found === undefined) throw new Error(`nothing is generated for the ${kind} ${ref}`);
      return found;
    },
  };
}

/** What a context's index exports as a namespace, in its order. */
export function namespacesOf({ aggregates, projections, sagas, policies }: Context): readonly Declaration[] {
  return [...aggregates, ...projections, ...sagas, ...policies];
}

/** What generated decisions call. */
const called: ReadonlySet<string> = new Set(["accept", "reject", "present", "forbidden", "refuse", "under"]);

type Add = (kind: SymbolKind, ref: Ref, module: string, preferred: string) => void;

function claimContext(
  context: Context,
  others: readonly string[],
  constants: readonly string[],
  module: (context: string, file: string) => string,
  aggregateModule: (aggregate: Ref) => string,
  add: Add,
  scope: (module: string) => NameScope,
): void {
  const types = module(context.name, "types");
  const readers = module(context.name, "types.validators");
  const functions = module(context.name, "functions");
  // The context's index exports all of these side by side: they share one scope.
  const exported = nameScope();
  for (const name of ["Externals", "AllExternals", "ExternalCommands", "Database", ...constants])
    exported.claim(`own:${name}`, name);
  for (const { ref, name } of namespacesOf(context)) exported.claim(ref, typeName(name));
  const share = (kind: SymbolKind, ref: Ref, file: string, preferred: string): void => {
    add(kind, ref, file, exported.claim(`${kind}:${ref}`, preferred));
  };
  // What the model names comes first, so that only derived names step aside.
  for (const { ref, name } of [...context.brands, ...context.enums, ...context.values]) {
    share("declared", ref, types, typeName(name));
  }
  const commands = module(context.name, "external-commands");
  scope(commands).claim("own:ExternalCommands", "ExternalCommands");
  scope(commands).claim("own:definitions", "definitions");
  for (const { ref, name } of context.externalCommands) {
    share("declared", `external:${ref}`, commands, typeName(name));
    add("read", `external:${ref}`, `${commands}.validators`, functionName("read", name));
  }
  for (const name of ["Externals", "AllExternals"]) scope(functions).claim(`own:${name}`, name);
  for (const { ref, name } of context.functions) share("function", ref, functions, typeName(lower(name)));
  for (const { ref, name } of context.brands) share("is", ref, types, `is${upper(name)}`);
  for (const { ref, name } of context.values) share("input", ref, types, `${name}Input`);
  for (const { ref, name, returns } of context.externalCommands) {
    share("input", ref, commands, `${name}Input`);
    add("data", ref, `${commands}.validators`, `${name}Data`);
    if (returns.length === 0) continue;
    share("reply", ref, commands, `${name}Reply`);
    add("read", `reply:${ref}`, `${commands}.validators`, functionName("read", `${name}Reply`));
  }
  for (const value of context.values) {
    for (const getter of value.getters) {
      share("getter", `${value.ref}.${getter.name}`, types, lower(value.name) + upper(getter.name));
    }
    share("equal", value.ref, types, functionName("equal", value.name));
  }
  for (const { ref, name } of [...context.brands, ...context.enums, ...context.values]) {
    add("read", ref, readers, functionName("read", name));
    add("check", ref, readers, functionName("check", name));
  }

  claimVersions(context, others, module, share, add);

  for (const aggregate of context.aggregates) {
    const file = aggregateModule(aggregate.ref);
    for (const name of aggregateOwn) scope(file).claim(`own:${name}`, name);
    const { entities, events, commands, rejections } = aggregate;
    for (const { ref, name } of entities) add("declared", ref, file, exportName(name));
    // The three kinds may share a name with one another: then the later steps aside.
    for (const { ref, name } of events) add("declared", `event:${ref}`, file, exportName(name));
    for (const { ref, name } of commands) add("declared", `command:${ref}`, file, exportName(name));
    for (const { ref, name } of rejections) add("declared", `rejection:${ref}`, file, exportName(name));
    for (const event of events) {
      for (const getter of event.getters) {
        add("getter", `${event.ref}.${getter.name}`, file, lower(event.name) + upper(getter.name));
      }
    }
    add("state", aggregate.ref, file, "State");
    for (const getter of aggregate.state.getters) {
      add("getter", `${aggregate.ref}.${getter.name}`, file, exportName(getter.name));
    }
    for (const entity of entities) {
      for (const getter of entity.getters) {
        add("getter", `${entity.ref}.${getter.name}`, file, lower(entity.name) + upper(getter.name));
      }
      add("equal", entity.ref, file, functionName("equal", entity.name));
      add("input", entity.ref, file, `${entity.name}Input`);
      add("draft", entity.ref, file, `${entity.name}Draft`);
    }
    for (const { ref, name } of commands) add("input", ref, file, `${name}Input`);
    for (const { ref, name } of commands) {
      const handler = lower(name);
      // A private name: it leaves the runtime's names to the runtime.
      add("handler", ref, file, called.has(handler) ? `${handler}Command` : exportName(handler));
    }
    const validators = `${file}.validators`;
    for (const { ref, name } of commands) add("data", ref, validators, `${name}Data`);
    for (const { ref, name } of entities) {
      add("read", ref, validators, functionName("read", name));
      add("check", ref, validators, functionName("check", name));
    }
    for (const { ref, name } of commands)
      add("read", `command:${ref}`, validators, functionName("read", name));
    for (const { ref, name } of events) add("read", `event:${ref}`, validators, functionName("read", name));
  }
}

/** Older versions, and all versions of retired events. Names that several aggregates have are told apart by theirs. */
function claimVersions(
  context: Context,
  others: readonly string[],
  module: (context: string, file: string) => string,
  share: Add,
  add: Add,
): void {
  const file = module(context.name, "upcasters");
  const readers = module(context.name, "upcasters.validators");
  const externals = nameScope();
  for (const { name, external } of context.functions) if (external) externals.claim(`function:${name}`, name);
  const all = evolvingIn(context);
  const uses = new Map<string, number>();
  for (const { name } of all) uses.set(name, (uses.get(name) ?? 0) + 1);
  for (const { key, name, owner, shape, retired } of all) {
    const own = uses.get(name) === 1 || owner === undefined ? name : `${owner}${upper(name)}`;
    for (const { version, clause } of shape.versions) {
      const ref = atVersion(key, version);
      const called = `${own}V${String(version)}`;
      const isOlder = version < shape.version;
      if (isOlder || retired) {
        share("version", ref, file, typeName(called));
        add("read", ref, readers, functionName("read", called));
      }
      if (isOlder) share("upcast", ref, file, functionName("upcast", called));
      if (version > 1) share("downcast", ref, file, functionName("downcast", called));
      add("renames", ref, file, functionName("rename", called));
      if (clause?.via !== undefined) {
        const { external } = clause.via;
        const isTaken = externals.taken.has(external) && owner !== undefined;
        const preferred = isTaken ? `${lower(owner)}${upper(external)}` : external;
        add("external", ref, `${file}#externals`, externals.claim(ref, preferred));
      }
    }
    if (retired) share("replace", key, file, functionName("replace", own));
  }
  for (const other of others) {
    const member = externals.claim(`context:${other}`, other);
    add("external", `${context.name} ${other}`, `${file}#externals`, member);
  }
}

/** A shape with a history, and how it is called where one is told apart from others. */
export interface Evolving {
  /** As `Symbols.of` takes it: a reference; events with `event:` before it. */
  readonly key: Ref;
  readonly ref: Ref;
  readonly name: string;
  /** The aggregate of an event or entity. */
  readonly owner: string | undefined;
  readonly shape: EventDecl | ValueDecl | EntityDecl;
  readonly retired: boolean;
}

/** Everything of a context that may have had other shapes, in the order of the model. */
export function evolvingIn(context: Context): readonly Evolving[] {
  return [
    ...context.values.map((shape): Evolving => ({
      key: shape.ref,
      ref: shape.ref,
      name: shape.name,
      owner: undefined,
      shape,
      retired: false,
    })),
    ...context.aggregates.flatMap(({ name: owner, entities, events }) => [
      ...entities.map((shape): Evolving => ({
        key: shape.ref,
        ref: shape.ref,
        name: shape.name,
        owner,
        shape,
        retired: false,
      })),
      ...events.map((shape): Evolving => ({
        key: `event:${shape.ref}`,
        ref: shape.ref,
        name: shape.name,
        owner,
        shape,
        retired: shape.retired !== undefined,
      })),
    ]),
  ];
}

export function lower(name: string): string {
  return name.replace(/^(?:[A-Z]+(?=[A-Z][a-z])|[A-Z]+)/u, (start) => start.toLowerCase());
}

export function upper(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
