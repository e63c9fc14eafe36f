/**
 * Signatures: the declared types of all members of everything, in every version. They need no expression to be typed,
 * since fields, parameters, getters and functions all declare their types. Computed on demand and kept; each mistake is
 * reported when the signature is first asked for. A type that is `undefined` could not be made out and has been reported.
 */
import type * as ast from "../generated/ast.js";
import type { DeclaredKind, Names, NameSegment, Place, SymbolOf } from "../names/api.js";
import type { Location } from "../diagnostics/locate.js";
import type { Ref, Type } from "../model/index.js";

/** What others see of a field or parameter. */
export interface FieldSignature {
  readonly name: string;
  readonly type: Type | undefined;
  /** What declares it. In an old version: the current field, or the step that says what it was. */
  readonly node: ast.Field | ast.Parameter | ast.Key | ast.RemoveStep | ast.RenameStep;
  /** What it is today: `node`, or what that was renamed to. Absent on fields that were removed since. */
  readonly today?: ast.Field | ast.Parameter | ast.Key;
  /** Its type was changed since then: what `today` says besides its name does not hold of it. */
  readonly changed?: true;
  /** The name alone. */
  readonly at: Location;
  /** A default is written. Optionals, lists, sets and maps need none: see `emptyOf`. */
  readonly hasDefault: boolean;
  /**
   * - `identity`: of an aggregate (on its state, on commands and, not stored, on events), row or saga;
   * - `key`: of an entity, a stored field as others are;
   * - absent: an ordinary field or parameter.
   */
  readonly role?: "identity" | "key";
  /** State fields: the statuses in which it exists, known ones only; absent means in all. */
  readonly in?: readonly string[];
  /** `personal` is written on it or holds by its type. `of`: the field that holds the data subject, if it was found. */
  readonly personal?: { readonly of?: string };
}

/** What others see of a getter. */
export interface GetterSignature {
  readonly name: string;
  readonly type: Type | undefined;
  readonly node: ast.Getter;
  readonly at: Location;
}

/** What others see of a shape: its fields and getters. */
export interface ShapeSignature {
  /** Stored fields in the order of the source; of two with one name, the first. An entity's key is the first. */
  readonly fields: readonly FieldSignature[];
  readonly getters: readonly GetterSignature[];
  /** Both by name. */
  readonly members: ReadonlyMap<string, FieldSignature | GetterSignature>;
}

/** One version of a value, entity, event or saga state. */
export interface VersionSignature extends ShapeSignature {
  readonly version: number;
  /** How it came from the version before; absent on version 1. Getters stand on the current version only. */
  readonly clause?: ast.VersionClause;
  /** Where each field of this version comes from; empty on version 1 and on `via external`. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** The values and entities that are embedded in another version than today's: what `Line(…)` builds here. */
  readonly embedded: ReadonlyMap<Ref, number>;
}

/** How a field of one version came from the version before. */
export type Origin =
  | {
      readonly kind: "carried";
      readonly from: string;
      /** The embedded types that this clause brings to a new version, as far as they occur in the field. */
      readonly adopts: readonly { readonly ref: Ref; readonly version: number }[];
    }
  /** `value` is absent: the field's default or its empty value. */
  | { readonly kind: "added"; readonly step: ast.AddStep }
  | { readonly kind: "changed"; readonly step: ast.ChangeStep };

/** What others see of an `id` or `type`. */
export interface BrandSignature {
  readonly symbol: SymbolOf<"brand">;
  readonly isId: boolean;
  /** A scalar, an enum or another brand. */
  readonly base: Type | undefined;
  readonly personal: boolean;
}

/** What others see of an enum. */
export interface EnumSignature {
  readonly symbol: SymbolOf<"enum">;
  /** In the order of the source; statuses in the order of their first mention. */
  readonly members: readonly { readonly name: string; readonly node: ast.EnumMember | ast.Status }[];
  /**
   * Names that members had, and those of removed ones, to what they are read as today. An enum is brought up to date
   * wherever it is read, so shapes of every version hold the current enum; version clauses and scenarios that give old events
   * may still write an old name.
   */
  readonly formerly: ReadonlyMap<string, string>;
  /** Oldest first; the last is the current one. */
  readonly versions: readonly {
    readonly version: number;
    readonly members: readonly string[];
    readonly clause?: ast.EnumVersion;
  }[];
}

/** What others see of an entity. */
export interface EntitySignature extends VersionSignature {
  readonly key: FieldSignature;
}

/** What others see of an aggregate. */
export interface AggregateSignature {
  readonly symbol: SymbolOf<"aggregate">;
  readonly identity: FieldSignature;
  readonly lifecycle?: {
    readonly enum: Ref;
    readonly node: ast.Lifecycle;
    readonly statuses: readonly string[];
    readonly edges: readonly { readonly from: string; readonly to: string }[];
  };
  /** Without the identity and the status. */
  readonly state: ShapeSignature;
}

/** What others see of a command. */
export interface CommandSignature {
  readonly symbol: SymbolOf<"command">;
  readonly identity: FieldSignature;
  /** Without the identity, which is the first argument of every command. */
  readonly params: readonly FieldSignature[];
  /** The known ones of `in s | t`; absent means all. */
  readonly statuses?: readonly string[];
}

/** What others see of a function. */
export interface CallSignature {
  readonly params: readonly FieldSignature[];
  readonly result: Type | undefined;
}

/** What others see of an external command. */
export interface ExternalCommandSignature {
  readonly params: readonly FieldSignature[];
  /** The fields of its reply. */
  readonly returns: ShapeSignature;
}

/** What others see of a projection. */
export interface ProjectionSignature {
  readonly symbol: SymbolOf<"projection">;
  readonly keys: readonly FieldSignature[];
  /** Without the keys. */
  readonly row: ShapeSignature;
}

/** What others see of a saga. */
export interface SagaSignature {
  readonly symbol: SymbolOf<"saga">;
  readonly key: FieldSignature;
  readonly state: ShapeSignature;
  readonly steps: readonly string[];
  readonly ends: readonly string[];
}

/** Asked by symbol; everything is computed once. `version` defaults to the current one. */
export interface Signatures {
  typeOf(type: ast.TypeExpr, from: Place): Type | undefined;
  /** As `typeOf` in a version clause, where embedded types may have another version: see `VersionSignature.embedded`. */
  typeAt(type: ast.TypeExpr, from: Place, embedded: ReadonlyMap<Ref, number>): Type | undefined;
  /** The type that a reference to `symbol` has, in the version that `embedded` says. */
  typeNamed(
    symbol: SymbolOf<"brand" | "enum" | "value" | "entity">,
    embedded?: ReadonlyMap<Ref, number>,
  ): Type;
  /** What is under brands: `int` for `type Quantity = int`. Undefined when a brand's base could not be made out. */
  underlying(type: Type): Type | undefined;

  brand(ref: Ref): BrandSignature | undefined;
  enum(ref: Ref): EnumSignature | undefined;
  value(ref: Ref, version?: number): VersionSignature | undefined;
  entity(ref: Ref, version?: number): EntitySignature | undefined;
  /** Without the aggregate's identity: `aggregate(symbol.aggregate).identity`. */
  event(ref: Ref, version?: number): VersionSignature | undefined;
  rejection(ref: Ref): ShapeSignature | undefined;
  aggregate(ref: Ref): AggregateSignature | undefined;
  command(ref: Ref): CommandSignature | undefined;
  externalCommand(ref: Ref): ExternalCommandSignature | undefined;
  function(ref: Ref): CallSignature | undefined;
  projection(ref: Ref): ProjectionSignature | undefined;
  query(query: ast.QueryDecl): readonly FieldSignature[];
  saga(ref: Ref): SagaSignature | undefined;
  /** Of a value, entity, event or saga: oldest first, the last is the current one. */
  versions(ref: Ref): readonly VersionSignature[];

  /** The status that `name` is of `aggregate`; reports what is wrong. */
  status(name: NameSegment, aggregate: Ref): string | undefined;
  /** The step or end that `name` is of `saga`; reports. */
  step(name: NameSegment, saga: Ref): string | undefined;
  /** The member of `shape` called so, getters only if `getters`; reports. `owner` is what the message calls the shape. */
  member(
    name: NameSegment,
    shape: Pick<ShapeSignature, "members">,
    owner: string,
  ): FieldSignature | GetterSignature | undefined;

  /** Asks for the signature of one symbol, so that everything wrong with it is reported. */
  check(symbol: SymbolOf<DeclaredKind>): void;
  /** Reports types among those of `symbols` that contain themselves. */
  checkCircles(symbols: Iterable<SymbolOf<DeclaredKind>>): void;
  /** Asks for every signature there is, so that everything wrong with them is reported. */
  checkAll(): void;
}

/** What the later phases are given: `createProgram` of `signatures/program.ts` makes it. */
export interface Program {
  readonly names: Names;
  readonly signatures: Signatures;
}
