/** Built-in methods as they are written. */
import type { MethodRow, Signatures, Type } from "@esdl/language/editing";
import { typeText } from "./signature.js";

export interface MethodText {
  /** `(x => bool)`; absent on properties. */
  readonly signature?: string;
  /** What it answers. */
  readonly type: string;
}

/** A method of a receiver, which has no brand. */
export function methodText(
  row: MethodRow,
  receiver: Type,
  signatures: Signatures,
  context: string,
): MethodText {
  const type = resultText(row, receiver, context);
  return row.form === "property"
    ? { type }
    : { signature: `(${parameterTexts(row, receiver, signatures, context).join(", ")})`, type };
}

/** Each parameter of a method: its type, or the lambda that it takes. */
export function parameterTexts(
  row: MethodRow,
  receiver: Type,
  signatures: Signatures,
  context: string,
): readonly string[] {
  return row.params.map((param) => {
    const optional = row.optional === true ? "?" : "";
    if (param.kind === "lambda")
      return `${typeText(param.given(receiver), context)} => ${answers[param.answers]}${optional}`;
    if (row.family === "keyed" && receiver.kind === "list" && receiver.of.kind === "entity")
      return typeText(signatures.entity(receiver.of.ref, receiver.of.version)?.key.type, context);
    return typeText(param.type(receiver), context);
  });
}

const answers = { bool: "bool", ordered: "ordered", summable: "number", list: "list", any: "any" } as const;

/** With a lambda, what it answers decides; that is written as `T`. */
function resultText(row: MethodRow, receiver: Type, context: string): string {
  const element: Type = receiver.kind === "list" || receiver.kind === "set" ? receiver.of : receiver;
  const [param] = row.params;
  if (param?.kind !== "lambda") return typeText(row.result(receiver, element), context);
  switch (param.answers) {
    case "any":
      return "T[]";
    case "list":
      return "T[]";
    case "summable":
      return "number";
    default:
      return row.name === "min" || row.name === "max"
        ? "T?"
        : typeText(row.result(receiver, element), context);
  }
}
