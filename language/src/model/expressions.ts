/**
 * Expressions of the checked model: resolved, typed, with every conversion explicit, so that a consumer interprets or
 * prints them without knowing scopes or overloads. Values in literals have the JSON form of their type
 * (decimals as canonical strings, ints as numbers, durations and instants as canonical text).
 */
import type { Ref, Type } from "./types.js";

/**
 * What a name in an expression starts from.
 * - `state` the aggregate's or saga's state; `row` the projection's row; `event` the event at hand; `command` the
 *   parameters (also of queries: `query`, and of functions: locals instead);
 * - `old` the older version in a version clause; `it` the value under a `where`;
 * - `self` the value or entity whose getter or invariant this is;
 * - `caller`, `meta`, `rejection`, `reply` as the language page says.
 */
export type Root =
  | "state"
  | "row"
  | "event"
  | "command"
  | "query"
  | "old"
  | "self"
  | "it"
  | "caller"
  | "meta"
  | "rejection"
  | "reply";

/** A number, text, date, duration or truth value that is written out. */
export interface LiteralExpr {
  readonly kind: "literal";
  readonly type: Type;
  /** In the JSON form of `type`. */
  readonly value: string | number | boolean;
}

/** `none`; its type is the optional that was expected. */
export interface NoneExpr {
  readonly kind: "none";
  readonly type: Type;
}

/** An enum member or a status, by its name. */
export interface MemberLiteralExpr {
  readonly kind: "enumMember";
  readonly type: Type;
  readonly member: string;
}

/** A `let`, a `for` variable, a lambda's parameter or a function's parameter. Names never shadow one another. */
export interface LocalExpr {
  readonly kind: "local";
  readonly type: Type;
  readonly name: string;
}

/** `state`, `event` … as a whole; nearly always the target of a `field`. */
export interface RootExpr {
  readonly kind: "root";
  readonly type: Type;
  readonly root: Root;
}

/** The current time of what is being recorded (an instant). Commands and sagas only. */
export interface NowExpr {
  readonly kind: "now";
  readonly type: Type;
}

/** A fresh uuid. Commands and sagas only. */
export interface NewIdExpr {
  readonly kind: "newId";
  readonly type: Type;
}

/**
 * A field of `target`. Bare names are lowered to it: `balance` is `state.balance`.
 * `safe` is `?.`: none when the target is none (the type is then optional).
 */
export interface FieldExpr {
  readonly kind: "field";
  readonly type: Type;
  readonly target: Expr;
  readonly name: string;
  readonly safe?: true;
  /**
   * - `identity`: the identity of the aggregate, row or saga, or the aggregate's identity on an event, which is not in the event's data;
   * - `key`: the key of an entity (a stored field as others are);
   * - `status`: the status of an aggregate;
   * - `getter`: a `get` of a value, an entity, a state or a row, to be computed by its body.
   * Absent: a stored field.
   */
  readonly role?: "identity" | "key" | "status" | "getter";
  /**
   * On a state field that exists in some statuses only. `maybe`: it may be absent here and `type` is optional.
   * `proved`: status checks around this place prove that it is there.
   */
  readonly presence?: "maybe" | "proved";
}

/** An optional that narrowing proved to be there; `type` is the type inside. Never absent in a checked model. */
export interface PresentExpr {
  readonly kind: "present";
  readonly type: Type;
  readonly value: Expr;
}

/** `m[k]` of a map or `lines[k]` of a keyed list: an optional. Lists are not indexed by position. */
export interface IndexExpr {
  readonly kind: "index";
  readonly type: Type;
  readonly target: Expr;
  readonly of: "map" | "keyed";
  readonly index: Expr;
  readonly safe?: true;
}

/**
 * A built-in method or property of a type: `lines.sum(l => …)`, `text.length`, `day.plusDays(1)`.
 * `on` names the row of the method table: the receiver's family.
 */
export interface MethodExpr {
  readonly kind: "method";
  readonly type: Type;
  readonly target: Expr;
  readonly on:
    | "string"
    | "list"
    | "set"
    | "map"
    | "keyed"
    | "decimal"
    | "int"
    | "instant"
    | "date"
    | "duration"
    | "enum";
  readonly name: string;
  readonly args: readonly Expr[];
  readonly safe?: true;
}

/** An argument of a method only. */
export interface LambdaExpr {
  readonly kind: "lambda";
  /** The result's type. */
  readonly type: Type;
  readonly params: readonly { readonly name: string; readonly type: Type }[];
  readonly body: Expr;
}

/** A call of a declared function, arguments in the order of its parameters, defaults filled in. */
export interface CallExpr {
  readonly kind: "call";
  readonly type: Type;
  readonly function: Ref;
  readonly external: boolean;
  readonly args: readonly Expr[];
}

/** `min(a, b)` or `max(a, b)` of two values of one ordered type. */
export interface ExtremeExpr {
  readonly kind: "extreme";
  readonly type: Type;
  readonly which: "min" | "max";
  readonly left: Expr;
  readonly right: Expr;
}

/** A value or an entity, every field given, in the order of its declaration (defaults, empties and `none` filled in). */
export interface ConstructExpr {
  readonly kind: "construct";
  readonly type: Type;
  readonly fields: readonly Argument[];
}

/** A field or parameter with its value. */
export interface Argument {
  readonly name: string;
  readonly value: Expr;
}

/** `[a, b]`: a list or a set that is written out. */
export interface ListExpr {
  readonly kind: "list";
  /** A list or, where a set was expected, a set (duplicates are dropped). */
  readonly type: Type;
  readonly items: readonly Expr[];
}

/** An empty map: the default of a map-typed field. */
export interface EmptyMapExpr {
  readonly kind: "emptyMap";
  readonly type: Type;
}

/** `(a, b)`: a composite key. */
export interface TupleExpr {
  readonly kind: "tuple";
  readonly type: Type;
  readonly items: readonly Expr[];
}

/** The operators that compute. */
export type ArithmeticOp = "+" | "-" | "*" | "/" | "%";
/** The operators that compare. */
export type ComparisonOp = "==" | "!=" | "<" | "<=" | ">" | ">=";

/**
 * An operator on two operands that have one common type after conversions, but for instants, dates and durations.
 * `on` names the row of the operator table:
 * `int`, `decimal`, `string` (join), `list` (join), `instant-instant`, `instant-duration`, `duration`,
 * and for `==`/`!=` just `value` (equality by content; a `T` with a `T?` too).
 */
export interface BinaryExpr {
  readonly kind: "binary";
  readonly type: Type;
  readonly op: ArithmeticOp | ComparisonOp;
  readonly on:
    | "int"
    | "decimal"
    | "string"
    | "list"
    | "instant-instant"
    | "instant-duration"
    | "duration"
    | "instant"
    | "date"
    | "value";
  readonly left: Expr;
  readonly right: Expr;
}

/** `and`, `or`: the right side is evaluated only if the left does not decide. */
export interface LogicalExpr {
  readonly kind: "logical";
  readonly type: Type;
  readonly op: "and" | "or";
  readonly left: Expr;
  readonly right: Expr;
}

/** `not operand`. */
export interface NotExpr {
  readonly kind: "not";
  readonly type: Type;
  readonly operand: Expr;
}

/** `-operand`. */
export interface NegateExpr {
  readonly kind: "negate";
  readonly type: Type;
  readonly on: "int" | "decimal" | "duration";
  readonly operand: Expr;
}

/** `left ?? right`. */
export interface CoalesceExpr {
  readonly kind: "coalesce";
  readonly type: Type;
  readonly left: Expr;
  readonly right: Expr;
}

/** `left in right`, where `right` is a list, a set, a keyed list (by key) or a map (by key). */
export interface InExpr {
  readonly kind: "in";
  readonly type: Type;
  readonly left: Expr;
  readonly right: Expr;
}

/** `value matches /source/`: unanchored, flag `u`. */
export interface MatchesExpr {
  readonly kind: "matches";
  readonly type: Type;
  readonly value: Expr;
  /** The text between the slashes, as a JavaScript `RegExp` with flag `u` takes it. */
  readonly source: string;
}

/** `if condition then a else b`. */
export interface IfExpr {
  readonly kind: "if";
  readonly type: Type;
  readonly condition: Expr;
  readonly then: Expr;
  readonly else: Expr;
}

/**
 * A conversion.
 * - `intToDecimal`: changes the representation;
 * - `brand`: a base value taken as a brand or a narrower decimal without a check here (it is judged where it is stored);
 * - `unbrand`: a branded value taken as its base; the representation stays;
 * - `check`: written `Sku(text)`: checks the brand's `where` at run time and fails the command when it does not hold.
 * Optional wrapping (`T` to `T?`) changes nothing and is not written.
 */
export interface ConvertExpr {
  readonly kind: "convert";
  readonly type: Type;
  readonly how: "intToDecimal" | "brand" | "unbrand" | "check";
  readonly value: Expr;
}

/** Any expression; `kind` tells which. */
export type Expr =
  | LiteralExpr
  | NoneExpr
  | MemberLiteralExpr
  | LocalExpr
  | RootExpr
  | NowExpr
  | NewIdExpr
  | FieldExpr
  | PresentExpr
  | IndexExpr
  | MethodExpr
  | LambdaExpr
  | CallExpr
  | ExtremeExpr
  | ConstructExpr
  | ListExpr
  | EmptyMapExpr
  | TupleExpr
  | BinaryExpr
  | LogicalExpr
  | NotExpr
  | NegateExpr
  | CoalesceExpr
  | InExpr
  | MatchesExpr
  | IfExpr
  | ConvertExpr;
