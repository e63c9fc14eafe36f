/** What names mean inside an aggregate: its state, with getters, the identity, and fields that some statuses do not have. */
import type { AggregateDecl, FieldExpr, Ref, Root } from "@esdl/language/model";
import { memberAccess } from "../names/index.js";
import { type Names } from "./expressions.js";
import { call } from "./syntax.js";
import type { File, Locals } from "./file.js";
import { type Doc } from "./layout.js";
import { access, postfix, primary, type Text } from "./text.js";
import { isConditional } from "./types.js";

/** An aggregate's file while it is written. */
export interface AggregateFile {
  readonly file: File;
  readonly aggregate: AggregateDecl;
  /** The type that getters and guards read a state as: a union by status is too narrow for them. */
  readonly anyState: string;
  /** What was referred to so far, and must be declared then. */
  readonly uses: { initial: boolean };
}

export function createAggregateFile(file: File, aggregate: AggregateDecl): AggregateFile {
  return {
    file,
    aggregate,
    anyState: aggregate.lifecycle === undefined ? "State" : "AnyState",
    uses: { initial: false },
  };
}

/** The names in a getter or invariant of the state, and in the statements of `on` clauses. */
export function stateNames({ file, aggregate }: AggregateFile, locals: Locals, state: () => Doc): Names {
  return {
    file,
    locals,
    root: (root) => {
      if (root === "state") return primary(state());
      throw new Error(`\`${root}\` is not known in ${aggregate.ref}`);
    },
    member: (field, root) => stateMember(file, aggregate, field, root, state),
  };
}

/** A getter of an event, which is computed of its data; undefined for what is stored. */
export function eventGetter(file: File, event: Ref, field: FieldExpr, data: () => Doc): Text | undefined {
  if (field.role !== "getter") return undefined;
  return postfix(call(file.use(file.symbols.of("getter", `${event}.${field.name}`)), [data()]));
}

/** A field of the state, as what it is: stored, computed, the identity, or in doubt. */
export function stateMember(
  file: File,
  aggregate: AggregateDecl,
  field: FieldExpr,
  root: Root,
  state: () => Doc,
): Text | undefined {
  if (root !== "state") return undefined;
  if (field.role === "getter") {
    return postfix(call(file.use(file.symbols.of("getter", `${aggregate.ref}.${field.name}`)), [state()]));
  }
  const member = access(primary(state()), memberAccess(field.name));
  if (field.presence !== "proved") return member;
  const declared = aggregate.state.fields.find(({ name }) => name === field.name);
  // The status proves it to the compiler of the model; the type of the state as a whole does not say so.
  // One that is optional besides may be absent there as well.
  return declared !== undefined && declared.type.kind !== "optional" && isConditional(aggregate, declared)
    ? postfix(call(file.runtime("present"), [member.doc]))
    : member;
}
