/** Names of the model as identifiers of TypeScript, by the table in reserved.ts. Pure, and injective within a scope. */
import { generatedFunction, reserved } from "./reserved.js";

/** `_` is appended to a name that is reserved without its trailing underscores; so each result has one origin. */
function escapeReserved(name: string, isReserved: (name: string) => boolean): string {
  return isReserved(name.replace(/_+$/u, "")) ? `${name}_` : name;
}

/** The name of a brand, enum, value, function or role where its context exports it, and of an aggregate's namespace. */
export function typeName(name: string): string {
  return escapeReserved(name, (bare) => reserved.types.has(bare) || generatedFunction.test(bare));
}

/** The name of an event, command, rejection or entity where its aggregate's file exports it. */
export function exportName(name: string): string {
  return escapeReserved(name, (bare) => reserved.exports.has(bare) || generatedFunction.test(bare));
}

/** The name of a query, or of what a column is computed by, where its projection's file declares it. */
export function queryName(name: string): string {
  return escapeReserved(name, (bare) => reserved.queries.has(bare) || generatedFunction.test(bare));
}

/** The name of a parameter or variable; claim it in a `nameScope` over the file's names, so that it hides none of them. */
export function localName(name: string): string {
  return escapeReserved(name, (bare) => reserved.locals.has(bare) || generatedFunction.test(bare));
}

/**
 * The name of a member: of an event's data, a state, an enum. It is the name in the model, because it is the name in stored
 * JSON. Any identifier may be a member's name in TypeScript; `__proto__` is refused before anything is emitted.
 */
export function memberName(name: string): string {
  return name;
}

/** `x.name`, or `x` followed by it in brackets where a dot would not do. */
export function memberAccess(name: string): string {
  return isIdentifier(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** Whether a text can stand as a name in TypeScript, reserved words aside. */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/u.test(name);
}

/** The name of a generated function about a type: `functionName("read", "Money")` is `readMoney`, of `money` `read_money`. */
export function functionName(prefix: string, name: string): string {
  const type = typeName(name);
  return /^[A-Z]/u.test(type) ? prefix + type : `${prefix}_${type}`;
}

/**
 * Hands out identifiers that are unique in one file or function, in the order they are asked for: claim a file's exports
 * first, then its imports. `claim("Billing.Money", "Money")` is `Money`, or `Money_` when another origin has that name.
 */
export interface NameScope {
  /** The identifier for what `origin` stands for; the same origin is given the same identifier again. */
  claim(origin: string, preferred: string): string;
  /** All identifiers in use here: handed out so far, and those of the scopes around when this one began. */
  readonly taken: ReadonlySet<string>;
}

/**
 * Begins a scope of identifiers.
 *
 * @param around the scope that this one stands in: nothing of it is hidden, provided that it claims its names first.
 */
export function nameScope(around?: Pick<NameScope, "taken">): NameScope {
  const byOrigin = new Map<string, string>();
  const taken = new Set<string>(around?.taken);
  return {
    taken,
    claim(origin, preferred) {
      const known = byOrigin.get(origin);
      if (known !== undefined) return known;
      let name = preferred;
      while (taken.has(name)) name += "_";
      byOrigin.set(origin, name);
      taken.add(name);
      return name;
    },
  };
}
