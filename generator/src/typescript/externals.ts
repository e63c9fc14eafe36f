/**
 * What code of a context may call that is written in TypeScript: the external functions of its own, and public ones of other
 * contexts, which it is given under the name of each: `context.externals.rate(…)`, `context.externals.Shop.rate(…)`. The same
 * way it comes by the steps that another context's values leave to TypeScript.
 */
import { shapeOf, type Context, type Ref, type Type } from "@esdl/language/model";
import { memberAccess } from "../names/index.js";
import { externalStepsOf } from "./external-steps.js";
import type { File } from "./file.js";
import { evolvingIn, type Sym, type Symbols } from "./symbols.js";
import { takesOf } from "./upcaster-facts.js";

/** Another context whose functions are called, and the member of the externals that holds them. */
export interface Reach {
  readonly context: string;
  readonly member: string;
}

/** The contexts whose functions code of a context calls, in the order of the model. */
export function reachesOf(context: Context, symbols: Symbols): readonly Reach[] {
  const known = found.get(symbols) ?? new Map<string, readonly Reach[]>();
  found.set(symbols, known);
  const reaches = known.get(context.name) ?? reachesFrom(context, symbols);
  known.set(context.name, reaches);
  return reaches;
}

const found = new WeakMap<Symbols, Map<string, readonly Reach[]>>();

function reachesFrom(context: Context, symbols: Symbols): readonly Reach[] {
  const { model, lookup } = symbols;
  const others = model.contexts.filter((other) => other !== context && hasOwnExternals(other));
  if (others.length === 0) return [];
  const reached = new Set<string>();
  for (const ref of calledIn([context.aggregates.map(({ commands }) => commands), context.sagas]))
    if (lookup.functions.get(ref)?.external === true) reached.add(contextOf(ref));
  for (const [ref, version] of embeddedIn(context, symbols))
    if (takesOf(shapeOf(ref, lookup), version, lookup).externals) reached.add(contextOf(ref));
  return others
    .filter(({ name }) => reached.has(name))
    .map(({ name }) => ({ context: name, member: symbols.of("external", `${context.name} ${name}`).name }));
}

/** `Sales` of `Sales.Order.Line`. */
const contextOf = (ref: Ref): string => ref.slice(0, ref.indexOf("."));

/** Whether a context has functions that are given to the runtime. */
export function hasOwnExternals(context: Context): boolean {
  return context.functions.some(({ external }) => external) || externalStepsOf(context).length > 0;
}

/** Whether what code of a context is given is more than nothing. */
export function hasExternals(context: Context, symbols: Symbols): boolean {
  return hasOwnExternals(context) || reachesOf(context, symbols).length > 0;
}

/** The type of what code of a context is given: its own functions alone, or with those of others. */
export function externalsSymbol(context: Context, symbols: Symbols): Sym | undefined {
  if (!hasExternals(context, symbols)) return undefined;
  const name = reachesOf(context, symbols).length > 0 ? "AllExternals" : "Externals";
  return { module: symbols.module(context.name, "functions"), name };
}

/** The type that commands and sagas of a context name; nothing where they call no function. */
export function calledExternals(owner: Ref, file: File): string | undefined {
  const context = file.symbols.lookup.contexts.get(contextOf(owner));
  if (context === undefined) return undefined;
  const isCalled =
    context.functions.some(({ external }) => external) || reachesOf(context, file.symbols).length > 0;
  const symbol = isCalled ? externalsSymbol(context, file.symbols) : undefined;
  return symbol && file.type(symbol);
}

/** The way from what a file's code is given to what code of the context that declares something is given. */
export function wayTo(ref: Ref, file: File): string {
  const own = contextAt(file);
  const context = contextOf(ref);
  if (own === undefined || own.name === context) return "";
  const reach = reachesOf(own, file.symbols).find((one) => one.context === context);
  if (reach === undefined)
    throw new Error(`code of ${own.name} is not known to call functions of ${context}`);
  return memberAccess(reach.member);
}

/** The context that a file is generated for. */
export function contextAt({ module, symbols }: File): Context | undefined {
  const folder = module.slice(0, module.indexOf("/"));
  return symbols.model.contexts.find(({ name }) => symbols.names.folder(name) === folder);
}

/** The functions that are called anywhere in a piece of the model. */
function* calledIn(item: unknown): Generator<Ref> {
  if (typeof item !== "object" || item === null) return;
  if ("kind" in item && item.kind === "call" && "function" in item && typeof item.function === "string")
    yield item.function;
  for (const member of Object.values(item)) yield* calledIn(member);
}

/** Steps of values and entities that are taken for what embeds them: in events, values, states of sagas and what was sent. */
function* embeddedIn(context: Context, { lookup }: Symbols): Generator<readonly [ref: Ref, version: number]> {
  const versions = [
    ...evolvingIn(context).flatMap(({ shape }) => shape.versions),
    ...context.sagas.flatMap(({ state }) => state.versions),
  ];
  for (const { clause } of versions)
    for (const { value } of clause?.upcast ?? [])
      if (value.kind !== "expr") for (const { ref, version } of value.adopts) yield [ref, version];
  const commands = [...context.aggregates.flatMap((one) => one.commands), ...context.externalCommands];
  for (const { type } of commands.flatMap(({ params }) => params)) {
    const ref = embedded(type);
    if (ref === undefined) continue;
    for (const { version } of shapeOf(ref, lookup).versions.slice(1)) yield [ref, version];
  }
}

/** The value or entity that a type holds. */
function embedded(type: Type): Ref | undefined {
  switch (type.kind) {
    case "value":
    case "entity":
      return type.ref;
    case "optional":
    case "list":
    case "set":
      return embedded(type.of);
    case "map":
      return embedded(type.value);
    default:
      return undefined;
  }
}
