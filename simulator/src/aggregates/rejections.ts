/** Rejections: those that a model declares, and the built-in ones. */
import {
  builtInRejections,
  type BuiltInRejection,
  type Lookup,
  type Ref,
  type RejectionDecl,
} from "@esdl/language/model";
import { maxProblems, type Problem } from "@esdl/runtime/values";
import { Fault } from "../stops.js";
import { dataFrom, memberOf, plainText, type Data } from "../values/value.js";

/** A "no" that the model foresees. */
export interface Rejection {
  /** The qualified name of a declared rejection, or the bare name of a built-in one. */
  readonly type: Ref;
  /** What it says to people. */
  readonly message: string;
  /** Its fields. */
  readonly data: Data;
}

/** The name without the context and the aggregate: what `rejection.type` is in a saga. */
export const bareName = (ref: Ref): string => ref.slice(ref.lastIndexOf(".") + 1);

export function declaredRejection(ref: Ref, data: Data, lookup: Lookup): Rejection {
  const declared = lookup.rejections.get(ref);
  if (declared === undefined) throw new Fault(`there is no rejection ${ref}`);
  return { type: ref, message: messageOf(declared, data), data };
}

/** The message with the rejection's fields in it; without one, its name in words. */
function messageOf({ message, name, fields }: RejectionDecl, data: Data): string {
  if (message === undefined) {
    const words = name.replace(/([a-z0-9])([A-Z])/gu, "$1 $2").toLowerCase();
    return words.charAt(0).toUpperCase() + words.slice(1);
  }
  const kinds = new Map(fields.map((field) => [field.name, field.type.kind]));
  return message
    .map((part) => {
      if (typeof part === "string") return part;
      const value = memberOf(data, part.field);
      return kinds.get(part.field) === "optional" && value === undefined ? "" : plainText(value);
    })
    .join("");
}

function builtIn(name: BuiltInRejection, data: Data = {}, message?: string): Rejection {
  const known = builtInRejections.find((rejection) => rejection.name === name);
  return { type: name, message: message ?? known?.message ?? name, data };
}

export const notFound = (): Rejection => builtIn("NotFound");
export const alreadyExists = (): Rejection => builtIn("AlreadyExists");
export const forbidden = (): Rejection => builtIn("Forbidden");

export const notAllowed = (status: string): Rejection =>
  builtIn("NotAllowed", { status }, `It is not allowed in the status ${status}`);

export const invalid = (problems: readonly Problem[]): Rejection => withProblems("Invalid", problems);

export const invariantViolated = (problems: readonly Problem[]): Rejection =>
  withProblems("InvariantViolated", problems);

/** The message says the first problem: that is more than that there is one. */
function withProblems(name: "Invalid" | "InvariantViolated", problems: readonly Problem[]): Rejection {
  const told = problems.slice(0, maxProblems);
  const [first, ...others] = told;
  const place = first === undefined || first.path === "" ? "" : `${first.path} `;
  const more = others.length === 0 ? "" : ` (and ${String(others.length)} more)`;
  const { message } = builtIn(name);
  return builtIn(
    name,
    {
      problems: told.map(({ path, code, message: text }) =>
        dataFrom([
          ["path", path],
          ["code", code],
          ["message", text],
        ]),
      ),
    },
    first === undefined ? message : `${message}: ${place}${first.message}${more}`,
  );
}
