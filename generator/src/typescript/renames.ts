/**
 * The former names of enums' members. The clause of an enum is applied at every read, whatever the version of what holds it:
 * so each shape that an event has had says where a former name may stand in it.
 */
import {
  fieldsAt,
  formerMembers,
  keyNameOf,
  type Context,
  type EventDecl,
  type Field,
  type Lookup,
  type Ref,
  type Type,
  type Versioned,
} from "@esdl/language/model";
import { stringLiteral } from "../escape/index.js";
import { equalOf } from "./equality.js";
import { commented, type File } from "./file.js";
import { hardline, type Doc } from "./layout.js";
import { atVersion, lower, type Sym, type Symbols } from "./symbols.js";
import { call, object, optional, property } from "./syntax.js";
import { baseOf } from "./types.js";

/** Where in a value a former name may stand. */
type Place =
  | { readonly kind: "member"; readonly ref: Ref }
  | { readonly kind: "fields"; readonly fields: readonly (readonly [name: string, place: Place])[] }
  | { readonly kind: "items"; readonly item: Place }
  /** Entities that are told apart by a member. */
  | { readonly kind: "entities"; readonly item: Place; readonly key: string }
  | { readonly kind: "set"; readonly item: Place; readonly of: Type }
  | { readonly kind: "map"; readonly key: Place | undefined; readonly value: Place | undefined };

/** Whether there may be a former name in what has these fields. */
export function mayHoldFormer(fields: readonly Field[], lookup: Lookup): boolean {
  return inFields(fields, lookup) !== undefined;
}

/** The renaming for each version of an event; versions that are alike share one. */
export function renamesOf(event: EventDecl, symbols: Symbols): readonly (Sym | undefined)[] {
  return distinct(event, symbols.lookup).map(
    ({ place, first }) => place && symbols.of("renames", atVersion(`event:${event.ref}`, first)),
  );
}

interface Distinct {
  readonly version: number;
  readonly place: Place | undefined;
  /** The first version with the same places. */
  readonly first: number;
}

function distinct({ versions }: Pick<Versioned, "versions">, lookup: Lookup): readonly Distinct[] {
  return toldApart(versions.map(({ version, fields }) => ({ version, place: inFields(fields, lookup) })));
}

function toldApart(versions: readonly Omit<Distinct, "first">[]): readonly Distinct[] {
  const firsts = new Map<string, number>();
  return versions.map(({ version, place }) => {
    const key = JSON.stringify([place]);
    const first = firsts.get(key) ?? version;
    firsts.set(key, first);
    return { version, place, first };
  });
}

/** `renameEntryBookedV1`, and what the former names of each enum are read as. */
export function renameDocs(context: Context, file: File): readonly Doc[] {
  const constants = new Map<Ref, Doc>();
  const docs = context.aggregates.flatMap(({ events }) =>
    events.flatMap((event) =>
      distinct(event, file.symbols.lookup).flatMap(({ version, place, first }): readonly Doc[] => {
        if (place === undefined || first !== version) return [];
        const { name } = file.symbols.of("renames", atVersion(`event:${event.ref}`, version));
        return [
          commented(
            `Reads former names of enums' members in the data of \`${event.name}\`, from version ${String(version)} on.`,
            [`export const ${name}: ${file.valueType("Renaming")} = `, renaming(place, file, constants), ";"],
          ),
        ];
      }),
    ),
  );
  return [...constants.values(), ...docs];
}

/** Renamings as constants of the file that they stand in: their names by version, and what declares them. */
export interface OwnRenames {
  readonly names: readonly (string | undefined)[];
  readonly docs: readonly Doc[];
}

/** Those of a shape that has a file of its own. */
export function ownRenames(shape: Pick<Versioned, "versions">, called: string, file: File): OwnRenames {
  const constants: Constants = new Map();
  const all = distinct(shape, file.symbols.lookup);
  const { names, docs } = declared(all, { called, name: "rename", constants }, file);
  return { names, docs: [...constants.values(), ...docs] };
}

/** Those of a type that has had these shapes, version 1 first. */
export function typeRenames(types: readonly Type[], as: OwnNames, file: File): OwnRenames {
  const places = types.map((type, at) => ({ version: at + 1, place: inType(type, file.symbols.lookup) }));
  return declared(toldApart(places), as, file);
}

/** What the constants are named after, and where those are kept that they share. */
export interface OwnNames {
  /** In comments. */
  readonly called: string;
  /** In code, before the version. */
  readonly name: string;
  readonly constants: Constants;
}

function declared(all: readonly Distinct[], { called, name, constants }: OwnNames, file: File): OwnRenames {
  const nameOf = (first: number): string =>
    file.scope.claim(`renames:${name}:${String(first)}`, `${name}V${String(first)}`);
  const docs = all.flatMap(({ version, place, first }): readonly Doc[] => {
    if (place === undefined || first !== version) return [];
    return [
      commented(`Reads former names of enums' members in ${called}, from version ${String(version)} on.`, [
        `const ${nameOf(version)}: ${file.valueType("Renaming")} = `,
        renaming(place, file, constants),
        ";",
      ]),
    ];
  });
  return { names: all.map(({ place, first }) => place && nameOf(first)), docs };
}

function inFields(fields: readonly Field[], lookup: Lookup): Place | undefined {
  const places = fields.flatMap(({ name, type }) => {
    const place = inType(type, lookup);
    return place === undefined ? [] : [[name, place] as const];
  });
  return places.length === 0 ? undefined : { kind: "fields", fields: places };
}

function inType(type: Type, lookup: Lookup): Place | undefined {
  const inner = baseOf(type, lookup);
  switch (inner.kind) {
    case "optional":
      return inType(inner.of, lookup);
    case "list":
    case "set": {
      const item = inType(inner.of, lookup);
      if (item === undefined) return undefined;
      if (inner.kind === "set") return { kind: "set", item, of: inner.of };
      const key = renamedKey(inner.of, lookup);
      return key === undefined ? { kind: "items", item } : { kind: "entities", item, key };
    }
    case "map": {
      const [key, value] = [inType(inner.key, lookup), inType(inner.value, lookup)];
      return key === undefined && value === undefined ? undefined : { kind: "map", key, value };
    }
    case "value":
    case "entity":
      return inFields(fieldsAt(inner, lookup), lookup);
    case "enum": {
      const declared = lookup.enums.get(inner.ref);
      const isRenamed = declared !== undefined && formerMembers(declared).size > 0;
      return isRenamed ? { kind: "member", ref: inner.ref } : undefined;
    }
    default:
      return undefined;
  }
}

/** The key of an entity, where it may have a former name. */
function renamedKey(type: Type, lookup: Lookup): string | undefined {
  if (type.kind !== "entity") return undefined;
  const name = keyNameOf(type, lookup);
  const key = fieldsAt(type, lookup).find((field) => field.name === name);
  return key !== undefined && inType(key.type, lookup) !== undefined ? name : undefined;
}

/** What former names of enums are read as: a constant for each. */
export type Constants = Map<Ref, Doc>;

function renaming(place: Place, file: File, constants: Constants): Doc {
  const inside = (inner: Place): Doc => renaming(inner, file, constants);
  switch (place.kind) {
    case "member":
      return formerOf(place.ref, file, constants);
    case "fields":
      return call(file.value("renamedFields"), [
        object(place.fields.map(([name, inner]) => property(name, inside(inner)))),
      ]);
    case "items":
      return call(file.value("renamedItems"), [inside(place.item)]);
    case "entities":
      return call(file.value("renamedEntities"), [inside(place.item), stringLiteral(place.key)]);
    case "set":
      return call(file.value("renamedSet"), [inside(place.item), ...optional(equalOf(place.of, file))]);
    case "map":
      return call(file.value("renamedMap"), [
        place.key === undefined ? "undefined" : inside(place.key),
        ...(place.value === undefined ? [] : [inside(place.value)]),
      ]);
  }
}

/** The constant that says what an enum's former names are read as. */
function formerOf(ref: Ref, file: File, constants: Constants): string {
  const declared = file.symbols.lookup.enums.get(ref);
  if (declared === undefined) throw new Error(`the model has no enum ${ref}`);
  const name = file.scope.claim(`former:${ref}`, `${lower(declared.name)}Former`);
  const names = [...formerMembers(declared)].map(([old, today]) => property(old, stringLiteral(today)));
  constants.set(ref, [
    `/** What former names of \`${declared.name}\` are read as. */`,
    hardline,
    `const ${name} = `,
    call(file.value("renamedMember"), [object(names)]),
    ";",
  ]);
  return name;
}
