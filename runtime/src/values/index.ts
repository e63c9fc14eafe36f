/**
 * What the language says about values, in code: the one arithmetic that generated code and the simulator share.
 * Values are plain JSON at run time (a decimal is a string, a set an array, a map an object); this module has the
 * operations, comparisons and checks on them. It uses nothing but JavaScript, so it runs in a browser as well.
 */
export { ValueError, type ValueErrorCode } from "./errors.js";
export type { Brand } from "./brand.js";
export * from "./decimal.js";
export { decimalOrder } from "./decimal-order.js";
export * from "./int.js";
export { compareDate, daysUntil, isDate, parseDate, plusDays } from "./date.js";
export * from "./duration.js";
export * from "./instant.js";
export {
  compareText,
  hasTextLength,
  isWellFormed,
  lowerText,
  messageText,
  splitText,
  textLength,
  trimText,
  upperText,
} from "./text.js";
export * from "./regex.js";
export * from "./uuid.js";
export * from "./equal.js";
export * from "./list.js";
export * from "./set.js";
export * from "./map.js";
export * from "./keyed.js";
export * from "./renames.js";
export type { Key } from "./content-key.js";
export * from "./copy.js";
export * from "./canonical.js";
export * from "./json.js";
export { escapePointer, maxProblems, refuse, under, type Problem, type ProblemCode } from "./problems.js";
export * from "./validate.js";
export * from "./read-scalar.js";
export * from "./read-collection.js";
export * from "./patterns.js";
