/** A JSON Schema document: its places, and where references lead. Nothing outside of the document is ever fetched. */
import { isArray, isObject, own, step, steps, type SchemaObject } from "./json.js";

/** A schema inside of a document. The same place is the same object, so that places can be keys. */
export interface Place {
  /** Counts through all places of one comparison. */
  readonly id: number;
  readonly document: SchemaDocument;
  /** Its JSON pointer in the document. */
  readonly pointer: string;
  /** The URI that its references start from. */
  readonly base: string;
  /** Undefined where the document holds something that is no schema. */
  readonly schema: boolean | SchemaObject | undefined;
}

export interface SchemaDocument {
  readonly root: Place;
  /** How many schemas it holds, for the budget of a comparison. */
  readonly size: number;
  readonly places: Map<string, Place>;
  /** Absolute URIs, without and with an anchor. */
  readonly targets: ReadonlyMap<string, string>;
  /** Where references have led, by base and reference. */
  readonly followed: Map<string, Place | string>;
  readonly nextId: () => number;
}

/** Node and browsers have it, the language's own library does not speak of it. */
declare const URL: new (reference: string, base: string) => { readonly href: string };

/** A URI that nobody writes: what an `$id`-less document is called. */
const nameless = "schema://nameless/";

function absolute(reference: string, base: string): string | undefined {
  try {
    return new URL(reference, base).href;
  } catch {
    return undefined;
  }
}

const withoutFragment = (uri: string): string => uri.replace(/#.*$/s, "");

/** Keywords whose values hold data, not schemas. */
const data = new Set(["enum", "const", "default", "examples", "required", "type"]);
/** Keywords whose values map names to schemas. */
const maps = new Set([
  "properties",
  "patternProperties",
  "$defs",
  "definitions",
  "dependentSchemas",
  "dependencies",
]);

/** The base of a schema: its `$id` counts from there on, a draft-07 `$id` that is but a fragment names an anchor. */
function baseOf(schema: unknown, outer: string): string {
  if (!isObject(schema)) return outer;
  const id = own(schema, "$id");
  if (typeof id !== "string" || id.startsWith("#")) return outer;
  return withoutFragment(absolute(id, outer) ?? outer);
}

/** Reads a document: finds its identifiers and anchors, in a loop, as hostile documents nest deeply. */
export function readDocument(schema: unknown, nextId: () => number): SchemaDocument {
  const targets = new Map<string, string>();
  const name = (uri: string, pointer: string): void => {
    if (!targets.has(uri)) targets.set(uri, pointer);
  };
  let size = 0;
  const seen = new Set<object>();
  const waiting: { value: unknown; pointer: string; base: string; map: boolean }[] = [
    { value: schema, pointer: "", base: nameless, map: false },
  ];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, pointer, map } = next;
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    size += 1;
    let base = next.base;
    if (isObject(value) && !map) {
      base = baseOf(value, base);
      if (pointer === "" || base !== next.base) name(base, pointer);
      const id = own(value, "$id");
      if (typeof id === "string" && id.startsWith("#")) name(`${base}${id}`, pointer);
      for (const keyword of ["$anchor", "$dynamicAnchor"]) {
        const anchor = own(value, keyword);
        if (typeof anchor === "string") name(`${base}#${anchor}`, pointer);
      }
    }
    // Pointers grow with depth: what nests deeper than any comparison goes is not indexed.
    if (pointer.length > 20_000) continue;
    for (const [key, child] of Object.entries(value)) {
      if (isObject(value) && !map && data.has(key)) continue;
      waiting.push({
        value: child,
        pointer: pointer + step(key),
        base,
        map: isObject(value) && !map && maps.has(key),
      });
    }
  }
  const places = new Map<string, Place>();
  const document: { -readonly [K in keyof SchemaDocument]: SchemaDocument[K] } = {
    root: undefined as unknown as Place,
    size,
    places,
    targets,
    followed: new Map(),
    nextId,
  };
  document.root = placeAt(document, "", schema, nameless);
  return document;
}

function placeAt(document: SchemaDocument, pointer: string, value: unknown, outer: string): Place {
  const known = document.places.get(pointer);
  if (known) return known;
  const place: Place = {
    id: document.nextId(),
    document,
    pointer,
    base: baseOf(value, outer),
    schema: typeof value === "boolean" || isObject(value) ? value : undefined,
  };
  document.places.set(pointer, place);
  return place;
}

/** The schema under a keyword of another one, such as `child(place, "properties", "name")`. */
export function child(place: Place, ...path: (string | number)[]): Place {
  let value: unknown = place.schema;
  let pointer = place.pointer;
  for (const token of path) {
    const at: unknown = isArray(value)
      ? value[Number(token)]
      : isObject(value)
        ? own(value, String(token))
        : undefined;
    value = at;
    pointer += step(token);
  }
  return placeAt(place.document, pointer, value, place.base);
}

/** Where a reference leads: a place, or the absolute URI that is not in the document. */
export function follow(place: Place, reference: string): Place | string {
  const key = `${place.base} ${reference}`;
  const known = place.document.followed.get(key);
  if (known !== undefined) return known;
  const target = lead(place, reference);
  place.document.followed.set(key, target);
  return target;
}

function lead(place: Place, reference: string): Place | string {
  const { document } = place;
  const uri = absolute(reference, place.base);
  if (uri === undefined) return reference;
  const resource = withoutFragment(uri);
  const fragment = uri.slice(resource.length + 1);
  const anchored = document.targets.get(fragment === "" ? resource : uri);
  const start = anchored ?? (fragment.startsWith("/") ? document.targets.get(resource) : undefined);
  if (start === undefined) return uri;
  return walk(document, steps(start + (anchored === undefined ? decoded(fragment) : ""))) ?? uri;
}

/** The place at the end of a path from the root, if the document goes that far. */
function walk(document: SchemaDocument, path: readonly string[]): Place | undefined {
  let value: unknown = document.root.schema;
  let base = document.root.base;
  let pointer = "";
  for (const token of path) {
    base = baseOf(value, base);
    if (isArray(value)) value = value[Number(token)];
    else if (isObject(value)) value = own(value, token);
    else return undefined;
    pointer += step(token);
  }
  return value === undefined ? undefined : placeAt(document, pointer, value, base);
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
