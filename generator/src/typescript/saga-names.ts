/** What names mean inside a saga: its key, what it knows, and the input at hand. */
import { expressionsIn, type Expr, type SagaDecl } from "@esdl/language/model";
import { memberAccess } from "../names/index.js";
import { createPlaces, type Draft, type DraftOwner } from "./assignments.js";
import type { Names } from "./expressions.js";
import { mutationsOf } from "./facts.js";
import type { File, Locals } from "./file.js";
import type { Doc } from "./layout.js";
import { call } from "./syntax.js";
import { access, postfix, primary } from "./text.js";

/** A saga's file while it is written. */
export interface SagaFile {
  readonly file: File;
  readonly saga: SagaDecl;
  /** The getters that read the key, which is no part of the state. */
  readonly keyed: ReadonlySet<string>;
  /** Whether some handler assigns a field: then a state is changed as a draft of its own type. */
  readonly hasDraft: boolean;
}

export function createSagaFile(file: File, saga: SagaDecl): SagaFile {
  const handlers = [...saga.starts, ...saga.steps.flatMap((step) => step.handlers)];
  return {
    file,
    saga,
    keyed: keyedGetters(saga),
    hasDraft: handlers.some(({ body }) => assigns(body)),
  };
}

export function assigns(body: SagaDecl["starts"][number]["body"]): boolean {
  return body.some((statement) => {
    if (statement.kind === "if") return assigns(statement.then) || assigns(statement.else ?? []);
    if (statement.kind === "for") return assigns(statement.body);
    return statement.kind === "assign" || statement.kind === "remove";
  });
}

/** By themselves or by what they call. */
function keyedGetters({ state: { getters } }: SagaDecl): ReadonlySet<string> {
  const keyed = new Set<string>();
  const reads = (e: Expr): boolean =>
    [...expressionsIn(e)].some(
      (part) =>
        part.kind === "field" &&
        part.target.kind === "root" &&
        part.target.root === "state" &&
        (part.role === "identity" || (part.role === "getter" && keyed.has(part.name))),
    );
  for (let before = -1; before < keyed.size;) {
    before = keyed.size;
    for (const { name, body } of getters) if (reads(body)) keyed.add(name);
  }
  return keyed;
}

/** The draft of a saga's state. */
export function sagaOwner({ file, saga }: SagaFile): DraftOwner {
  return {
    file,
    ref: saga.ref,
    fields: saga.state.fields,
    root: "state",
    isConditional: () => false,
    draftName: (entity) => {
      const name = entity.slice(entity.lastIndexOf(".") + 1);
      return file.scope.claim(`draft:${entity}`, `${name}Draft`);
    },
  };
}

export function placesOf(owner: SagaFile): Draft {
  const { starts, steps } = owner.saga;
  return createPlaces(
    sagaOwner(owner),
    mutationsOf([...starts, ...steps.flatMap(({ handlers }) => handlers)]),
  );
}

/** The names where a state is at hand, and nothing else. */
export function stateNamesOf(
  owner: SagaFile,
  locals: Locals,
  state: () => Doc,
  key: () => Doc,
): Pick<Names, "file" | "locals"> & Required<Pick<Names, "root" | "member">> {
  return {
    file: owner.file,
    locals,
    root: (root) => {
      if (root === "state") return primary(state());
      throw new Error(`\`${root}\` is not known in ${owner.saga.ref}`);
    },
    member: (field, root) => {
      if (root !== "state") return undefined;
      if (field.role === "identity") return postfix(key());
      if (field.role === "getter") {
        const getter = owner.file.use(owner.file.symbols.of("getter", `${owner.saga.ref}.${field.name}`));
        return postfix(call(getter, [state(), ...(owner.keyed.has(field.name) ? [key()] : [])]));
      }
      return access(primary(state()), memberAccess(field.name));
    },
  };
}
