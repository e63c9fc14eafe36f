/** Printed expressions: a document, and how tightly its outermost operator binds, so that parentheses stand where needed. */
import { group, ifBreak, indent, line, softline, type Doc } from "./layout.js";

/** From loosest to tightest, as JavaScript has it. `as` binds like `<`. */
export const level = {
  arrow: 0,
  conditional: 1,
  coalesce: 2,
  or: 3,
  and: 4,
  equality: 5,
  relational: 6,
  additive: 7,
  unary: 8,
  postfix: 9,
  primary: 10,
} as const;

export type Level = (typeof level)[keyof typeof level];

export interface Text {
  readonly doc: Doc;
  readonly level: Level;
  /** `x as T`: stands in parentheses beside any operator, as readers expect. */
  readonly isAs?: true;
  /** How a person would write the contrary, if not with a `!` before it. */
  readonly opposite?: Text;
}

export const primary = (doc: Doc): Text => ({ doc, level: level.primary });
export const postfix = (doc: Doc): Text => ({ doc, level: level.postfix });

/** The text as an operand that must bind at least as tightly as `least`. */
export function within(text: Text, least: Level): Doc {
  return text.level >= least && text.isAs !== true ? text.doc : parenthesised(text);
}

/** In parentheses that stand on lines of their own when what is in them breaks. */
function parenthesised(text: Text): Doc {
  if (text.level !== level.or && text.level !== level.and) return ["(", text.doc, ")"];
  return group("(", indent(softline, text.doc), softline, ")");
}

/** As an argument, a member's or a variable's value: operators that break are indented. */
export function alone(text: Text): Doc {
  return text.level === level.or || text.level === level.and ? group(indent(text.doc)) : text.doc;
}

/** An operator between two operands, breaking after it; the left one may be of the same level. */
export function infix(left: Text, operator: string, right: Text, at: Level): Text {
  const next = (at + 1) as Level;
  const doc = group(within(left, at), " ", operator, indent(line, within(right, next)));
  return { doc, level: at };
}

/** `and`, `or`: chains stand flush. `??` may not stand beside them without parentheses. */
export function logical(left: Text, operator: "&&" | "||", right: Text): Text {
  const at = operator === "&&" ? level.and : level.or;
  const guard = (text: Text, least: Level): Doc => {
    // `a || b && c` is right without parentheses, and read wrongly.
    const mixed = text.level === level.coalesce || (at === level.or && text.level === level.and);
    return mixed ? parenthesised(text) : within(text, least);
  };
  return { doc: [guard(left, at), " ", operator, line, guard(right, at)], level: at };
}

export function coalesce(left: Text, right: Text): Text {
  const guard = (text: Text): Doc =>
    text.level === level.or || text.level === level.and ? parenthesised(text) : within(text, level.coalesce);
  return { doc: group(guard(left), " ??", indent(line, guard(right))), level: level.coalesce };
}

export function conditional(condition: Text, then: Text, otherwise: Text): Text {
  const branch = (text: Text): Doc =>
    text.level === level.arrow || text.level === level.coalesce ? ["(", text.doc, ")"] : text.doc;
  const doc = group(
    within(condition, level.coalesce),
    indent(line, "? ", branch(then), line, ": ", branch(otherwise)),
  );
  return { doc, level: level.conditional };
}

/** `value as Type`. */
export function asType(value: Text, type: string): Text {
  const operand = value.isAs === true ? value.doc : within(value, level.relational);
  return { doc: [operand, " as ", type], level: level.relational, isAs: true };
}

/** `target.name`, `target?.name`, `target[0]`: what follows a postfix expression. */
export function access(target: Text, suffix: Doc): Text {
  return postfix([within(target, level.postfix), suffix]);
}

export function not(text: Text): Text {
  return { doc: ["!", within(text, level.unary)], level: level.unary };
}

/** `return value;`: what breaks at its operators stands in parentheses then. */
export function returned(value: Text): Doc {
  if (value.level === level.conditional || value.level >= level.unary)
    return group("return ", value.doc, ";");
  return group("return ", ifBreak("("), indent(softline, group(value.doc)), softline, ifBreak(")"), ";");
}
