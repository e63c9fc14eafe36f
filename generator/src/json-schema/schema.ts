/** A JSON Schema while it is made: its keywords in order. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export type Schema = Readonly<Record<string, Json>>;

/** One schema that says what all of them say; a keyword that two of them have goes under `allOf`. */
export function merge(schemas: readonly Schema[]): Schema {
  const own = new Map<string, Json>();
  const rest: Schema[] = [];
  for (const schema of schemas) {
    const clashes = Object.keys(schema).some((keyword) => own.has(keyword));
    if (clashes) rest.push(schema);
    else for (const [keyword, value] of Object.entries(schema)) own.set(keyword, value);
  }
  return { ...Object.fromEntries(own), ...(rest.length > 0 ? { allOf: rest } : {}) };
}
