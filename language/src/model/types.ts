/**
 * The types of the checked model. A type is plain data; named types are referred to by their qualified name, which is
 * `Context.Name` for declarations of a context and `Context.Aggregate.Name` for entities and status enums.
 */

/** The qualified name of a declaration, e.g. `Sales.Order.Line`. */
export type Ref = string;

/** The built-in types. */
export type ScalarName =
  "string" | "int" | "decimal" | "bool" | "uuid" | "instant" | "date" | "duration" | "json";

/** A built-in scalar. `scale` is the largest number of fraction digits and stands on `decimal` only. */
export interface ScalarType {
  readonly kind: "scalar";
  readonly name: ScalarName;
  readonly scale?: number;
}

/** A nominal type: an `id` or `type` declaration. */
export interface BrandType {
  readonly kind: "brand";
  readonly ref: Ref;
}

/** An `enum` declaration, or the status enum of an aggregate with a lifecycle (`Sales.Order.Status`). */
export interface EnumType {
  readonly kind: "enum";
  readonly ref: Ref;
  /** Which version of the enum; absent means the current one. Other versions occur in the history of a shape only. */
  readonly version?: number;
}

/** A value declaration. */
export interface ValueType {
  readonly kind: "value";
  readonly ref: Ref;
  /** Which version of the value; absent means the current one. Other versions occur in the history of a shape only. */
  readonly version?: number;
}

/** An entity of an aggregate. A list of entities is an ordered collection keyed by the entity's key. */
export interface EntityType {
  readonly kind: "entity";
  readonly ref: Ref;
  /** Which version of the entity; absent means the current one. Other versions occur in the history of a shape only. */
  readonly version?: number;
}

/** An optional, `T?`. */
export interface OptionalType {
  readonly kind: "optional";
  readonly of: Type;
}

/** A list, `T[]`. */
export interface ListType {
  readonly kind: "list";
  readonly of: Type;
}

/** A set, `set<T>`. */
export interface SetType {
  readonly kind: "set";
  readonly of: Type;
}

/** A map, `map<K, V>`. */
export interface MapType {
  readonly kind: "map";
  readonly key: Type;
  readonly value: Type;
}

/** An anonymous record: the reply of an external command, `meta`, `meta.actor`, `caller`, `rejection`. Expressions only. */
export interface RecordType {
  readonly kind: "record";
  readonly fields: readonly { readonly name: string; readonly type: Type }[];
}

/** A composite key of a projection, in the order of its parts. Expressions only. */
export interface TupleType {
  readonly kind: "tuple";
  readonly items: readonly Type[];
}

/** The type of the literal `none` before anything is expected of it, and of `[]`'s elements. Expressions only. */
export interface NoneType {
  readonly kind: "none";
}

/** Any type; `kind` tells which. */
export type Type =
  | ScalarType
  | BrandType
  | EnumType
  | ValueType
  | EntityType
  | OptionalType
  | ListType
  | SetType
  | MapType
  | RecordType
  | TupleType
  | NoneType;
