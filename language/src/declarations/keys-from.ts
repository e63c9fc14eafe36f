/** Fixes of handlers that do not say whose event it is: `by` what the event carries of the key's type. */
import type { FixDraft } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import type { Type } from "../model/index.js";
import type { SymbolOf } from "../names/api.js";
import type { FieldSignature } from "../signatures/api.js";
import { displayType } from "../types/display.js";
import { sameType } from "../types/equal.js";
import type { Assembly } from "./assembly.js";

/** A `by` for each field that fits a single key; for a composite one, with what fits each part best. */
export function keysFrom(
  assembly: Assembly,
  node: ast.Handler,
  event: SymbolOf<"event">,
  keys: readonly FieldSignature[],
): readonly FixDraft[] {
  const [only] = keys;
  const ways = keys.map((key) => valuesFor(assembly, event, key));
  const texts =
    keys.length === 1 && only !== undefined
      ? (ways[0] ?? [])
      : ways.every(([first]) => first !== undefined)
        ? [`(${ways.map(([first]) => first ?? "").join(", ")})`]
        : [];
  return texts.slice(0, 4).map((text) => addBy(node, text));
}

/** Behind the clauses that stand before it. */
export function addBy(node: ast.Handler, key: string): FixDraft {
  const after = node.condition ?? node.loop ?? node.trigger;
  return { title: `Add \`by ${key}\``, edits: [{ after, text: ` by ${key}` }] };
}

/** What is called like the key first; what has its type, then what it can be made of, converted. */
function valuesFor(
  { signatures, names }: Assembly,
  event: SymbolOf<"event">,
  { name, type }: FieldSignature,
): readonly string[] {
  if (type === undefined) return [];
  const identity =
    event.aggregate === undefined ? undefined : signatures.aggregate(event.aggregate)?.identity;
  const carried = [
    ...(identity === undefined ? [] : [identity]),
    ...(signatures.event(event.ref)?.fields ?? []),
  ];
  const fitting = carried.filter((field) => field.type !== undefined && sameType(field.type, type));
  const first = fitting.filter((field) => field.name === name);
  const rest = fitting.filter((field) => field.name !== name);
  const same = [...first, ...rest].map((field) => `event.${field.name}`);
  if (same.length > 0 || type.kind !== "brand") return [...same, ...timeOf(type)];
  const base = signatures.underlying(type);
  const brand = displayType(type, names.placeOf(event.node).context);
  return carried
    .filter(({ type: own }) => isMadeOf(own && signatures.underlying(own), base))
    .map((field) => `${brand}(event.${field.name})`);
}

const isMadeOf = (own: Type | undefined, base: Type | undefined): boolean =>
  own !== undefined && base !== undefined && own.kind === "scalar" && sameType(own, base);

/** When it happened is known of every event. */
function timeOf(type: Type): readonly string[] {
  if (type.kind !== "scalar") return [];
  return type.name === "date" ? ["meta.occurredAt.date"] : type.name === "instant" ? ["meta.occurredAt"] : [];
}
