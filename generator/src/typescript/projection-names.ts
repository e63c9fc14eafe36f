/** What names mean inside a projection: its row, with what is computed of it, and the event at hand. */
import type { FieldExpr, ProjectionDecl, Ref, Root } from "@esdl/language/model";
import { memberAccess } from "../names/index.js";
import { eventGetter } from "./aggregate-names.js";
import { identityIn } from "./aggregate-state.js";
import type { DraftOwner } from "./assignments.js";
import type { Names } from "./expressions.js";
import type { File, Locals } from "./file.js";
import type { Doc } from "./layout.js";
import { call } from "./syntax.js";
import { access, postfix, primary, type Text } from "./text.js";
import { tableOf, type TableShape } from "./projection-table.js";

/** A projection's file while it is written. */
export interface ProjectionFile {
  readonly file: File;
  readonly projection: ProjectionDecl;
  readonly table: TableShape;
}

export function createProjectionFile(file: File, projection: ProjectionDecl): ProjectionFile {
  return { file, projection, table: tableOf(projection, file.symbols.lookup) };
}

/** The draft of a row. */
export function rowOwner({ file, projection }: ProjectionFile): DraftOwner {
  return {
    file,
    ref: projection.ref,
    fields: projection.fields,
    root: "row",
    isConditional: () => false,
    draftName: (entity) => {
      const name = entity.slice(entity.lastIndexOf(".") + 1);
      return file.scope.claim(`draft:${entity}`, `${name}Draft`);
    },
  };
}

/** The names where a row is at hand, and nothing else. */
export function rowNames(owner: ProjectionFile, locals: Locals, row: () => Doc): Names {
  return {
    file: owner.file,
    locals,
    root: (root) => {
      if (root === "row") return primary(row());
      throw new Error(`\`${root}\` is not known in ${owner.projection.ref}`);
    },
    member: (field, root) => rowMember(owner, field, root, row),
  };
}

/** A column of the row, or what is computed of it. */
export function rowMember(
  { file, projection }: ProjectionFile,
  field: FieldExpr,
  root: Root,
  row: () => Doc,
): Text | undefined {
  if (root !== "row") return undefined;
  if (field.role === "getter") {
    const getter = file.use(file.symbols.of("getter", `${projection.ref}.${field.name}`));
    return postfix(call(getter, [row()]));
  }
  return access(primary(row()), memberAccess(field.name));
}

/** The names in a handler: the event as `HandledEvent` has it, and the draft of the row that it changes. */
export function handlerNames(owner: ProjectionFile, locals: Locals, event: Ref, used: () => Doc): Names {
  const { file } = owner;
  const row = rowNames(owner, locals, () => "draft");
  return {
    ...row,
    root: (root) => {
      if (root === "event") return access(primary(used()), ".data");
      if (root === "meta") return access(primary(used()), ".meta");
      return row.root(root);
    },
    member: (field, root) => {
      if (root !== "event") return rowMember(owner, field, root, () => "draft");
      if (field.role === "identity") {
        used();
        return identityIn("event.id", field.type, file);
      }
      const data = (): Doc => {
        used();
        return "event.data";
      };
      return eventGetter(file, event, field, data) ?? access(primary(data()), memberAccess(field.name));
    },
  };
}
