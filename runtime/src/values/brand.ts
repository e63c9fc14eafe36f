/**
 * Nominal types. An `OrderId` and a `CustomerId` are both strings at run time and different types to the compiler.
 */

/** The key of the mark; it exists in types only, and is declared once so that every copy of a type agrees on it. */
declare const brand: unique symbol;

/**
 * `Base`, told apart by `Name` (qualified by its context, as in `"Banking.Iban"`).
 *
 * A branded value may stand where its base is expected, and as a key of a record; the base may not stand where the
 * brand is. A value gets its brand from a type predicate (`(text: string): text is Iban`), never from a cast.
 */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
