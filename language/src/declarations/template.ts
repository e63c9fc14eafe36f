/** The message of a rejection: text in which `{name}` stands for the value of a field. */

/** Literal text and names, in order; neighbouring texts are one, empty ones none. */
export function parseTemplate(message: string): readonly (string | { readonly field: string })[] {
  // A brace that encloses no name is a brace.
  return message
    .split(/(\{[A-Za-z_]\w*\})/)
    .filter((part) => part !== "")
    .map((part) => (/^\{\w+\}$/.test(part) ? { field: part.slice(1, -1) } : part));
}
