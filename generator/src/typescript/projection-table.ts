/** The table of a projection, as the runtime is told of it: real columns, what is compared by, what is indexed. */
import {
  baseOf,
  expressionsIn,
  unwrapped,
  type Expr,
  type Lookup,
  type ProjectionDecl,
  type QueryDecl,
  type Type,
} from "@esdl/language/model";
import { stringLiteral } from "../escape/index.js";
import { rowLogicOf } from "./logic.js";
import { block, hardline, indent, lines, list, type Doc } from "./layout.js";
import { object } from "./syntax.js";

/** What a column holds, as `ColumnType` of the runtime has it. */
export type ColumnKind = "text" | "int" | "bool" | "decimal" | "instant" | "date" | "duration" | "json";

export interface ColumnShape {
  readonly name: string;
  readonly type: ColumnKind;
  readonly optional: boolean;
  readonly ordered: boolean;
  /** No column of the model. */
  readonly isHidden?: true;
}

/** A key that a query sorts by and that is no column of the model: it is kept in one of its own. */
export interface SortColumn extends ColumnShape {
  readonly key: Expr;
}

export interface TableShape {
  readonly key: readonly ColumnShape[];
  readonly columns: readonly ColumnShape[];
  /** By query and place in its order: `top 0`. */
  readonly sorts: ReadonlyMap<string, SortColumn>;
  readonly indexes: ProjectionDecl["indexes"];
  readonly version: string;
}

const scalars: Readonly<Record<string, ColumnKind>> = {
  string: "text",
  uuid: "text",
  int: "int",
  bool: "bool",
  decimal: "decimal",
  instant: "instant",
  date: "date",
  duration: "duration",
};

/** The kind of column for a type; what has parts is JSON. */
export function columnKind(type: Type, lookup: Lookup): ColumnKind {
  const base = baseOf(unwrapped(type), lookup);
  if (base.kind === "enum") return "text";
  return base.kind === "scalar" ? (scalars[base.name] ?? "json") : "json";
}

/** The column that an expression is: its name, through what changes nothing of a value. */
export function columnIn(e: Expr): string | undefined {
  if (e.kind === "present") return columnIn(e.value);
  if (e.kind === "convert" && e.how !== "check" && e.how !== "intToDecimal") return columnIn(e.value);
  return e.kind === "field" && e.safe !== true && e.target.kind === "root" && e.target.root === "row"
    ? e.name
    : undefined;
}

export function tableOf(projection: ProjectionDecl, lookup: Lookup): TableShape {
  const compared = comparedIn(projection);
  const shape = ({ name, type }: { readonly name: string; readonly type: Type }): ColumnShape => {
    const kind = columnKind(type, lookup);
    return {
      name,
      type: kind,
      optional: type.kind === "optional",
      ordered: kind !== "json" && compared.has(name),
    };
  };
  const sorts = sortsOf(projection, lookup);
  const key = projection.keys.map((field) => ({ ...shape(field), ordered: false }));
  const columns = [...[...projection.fields, ...projection.getters].map(shape), ...sorts.values()];
  const { indexes } = projection;
  const content = { columns, indexes: indexes.map(({ columns: of }) => of) };
  return { key, columns, sorts, indexes, version: rowLogicOf(projection, content, lookup) };
}

/** Everything that some index or query compares or sorts by. */
function comparedIn({ indexes, queries }: ProjectionDecl): ReadonlySet<string> {
  const names = new Set(indexes.flatMap(({ columns }) => columns.map(({ name }) => name)));
  for (const { where, order } of queries) {
    for (const e of [...(where === undefined ? [] : [where]), ...order.map(({ key }) => key)]) {
      for (const part of expressionsIn(e)) {
        const name = columnIn(part);
        if (name !== undefined) names.add(name);
      }
    }
  }
  return names;
}

/** The place of a key in the order of a query. */
export const sortOf = (query: QueryDecl, at: number): string => `${query.name} ${String(at)}`;

function sortsOf({ queries }: ProjectionDecl, lookup: Lookup): ReadonlyMap<string, SortColumn> {
  const sorts = new Map<string, SortColumn>();
  for (const query of queries) {
    for (const [at, { key }] of query.order.entries()) {
      if (columnIn(key) !== undefined || readsQuery(key)) continue;
      sorts.set(sortOf(query, at), {
        // No name of a model has a space.
        name: `${query.name} order ${String(at + 1)}`,
        type: columnKind(key.type, lookup),
        optional: key.type.kind === "optional",
        ordered: true,
        isHidden: true,
        key,
      });
    }
  }
  return sorts;
}

/** Whether an expression looks at the arguments of a query. */
export function readsQuery(e: Expr): boolean {
  for (const part of expressionsIn(e))
    if (part.kind === "root" && (part.root === "query" || part.root === "command")) return true;
  return false;
}

/** The table as a literal. */
export function tableDoc(name: string, { key, columns, indexes, version }: TableShape): Doc {
  const column = ({ name: of, type, optional, ordered, isHidden }: ColumnShape): Doc =>
    object([
      `name: ${stringLiteral(of)}`,
      `type: ${stringLiteral(type)}`,
      ...(optional ? ["optional: true"] : []),
      ...(ordered ? ["ordered: true"] : []),
      ...(isHidden === true ? ["isHidden: true"] : []),
    ]);
  return block(
    [
      `name: ${stringLiteral(name)}`,
      `version: ${stringLiteral(version)}`,
      ["key: ", rows(key.map(column))],
      ["columns: ", rows(columns.map(column))],
      [
        "indexes: ",
        rows(
          indexes.map(({ columns: of }) => ordersDoc(of)),
          indexes.every(({ columns: of }) => of.length > 1),
        ),
      ],
    ].map((entry): Doc => [entry, ","]),
  );
}

/** `{ column: "spent", descending: true }`. */
function orderDoc({ name, descending }: { readonly name: string; readonly descending: boolean }): Doc {
  return object([`column: ${stringLiteral(name)}`, ...(descending ? ["descending: true"] : [])]);
}

/** An array; several items that each have parts stand on a line of their own, as prettier has it. */
export function rows(items: readonly Doc[], haveParts = true): Doc {
  if (items.length <= 1 || !haveParts) return list("[", items, "]");
  return ["[", indent(hardline, lines(items.map((item): Doc => [item, ","]))), hardline, "]"];
}

/** What a query or an index sorts by. */
export function ordersDoc(keys: readonly { readonly name: string; readonly descending: boolean }[]): Doc {
  return rows(
    keys.map((key) => orderDoc(key)),
    keys.every(({ descending }) => descending),
  );
}
