/**
 * Declared queries as functions that answer data: what a store can judge is a `Condition`, and what it cannot is a
 * predicate, with as much of it as possible said to the store besides.
 */
import {
  expressionsIn,
  unwrapped,
  type BinaryExpr,
  type Expr,
  type FieldExpr,
  type QueryDecl,
} from "@esdl/language/model";
import { stringLiteral } from "../escape/index.js";
import { memberAccess } from "../names/index.js";
import { objectType } from "./declarations.js";
import { defaultOf } from "./evolve.js";
import { expr, text, type Names } from "./expressions.js";
import { commented, declaredName } from "./file.js";
import { block, list, type Doc } from "./layout.js";
import { rowMember, type ProjectionFile } from "./projection-names.js";
import { columnIn, columnKind, ordersDoc, sortOf } from "./projection-table.js";
import { readerOf } from "./readers.js";
import { call, object } from "./syntax.js";
import { alone, primary, type Text } from "./text.js";
import { inputMayLack } from "./types.js";

export function queryDocs(owner: ProjectionFile): readonly Doc[] {
  return owner.projection.queries.map((query) => queryDoc(owner, query));
}

function queryDoc(owner: ProjectionFile, query: QueryDecl): Doc {
  const { file, projection, table } = owner;
  const locals = file.locals();
  const names: Names = {
    file,
    locals,
    root: (root) => {
      if (root === "row") return primary("row");
      throw new Error(`\`${root}\` as a whole is not known in ${projection.ref}`);
    },
    member: (field, root) => argumentOf(field, root) ?? rowMember(owner, field, root, () => "row"),
  };
  const argumentOf = (field: FieldExpr, root: string): Text | undefined =>
    root === "query" || root === "command"
      ? primary(locals.local(`query:${field.name}`, field.name).use())
      : undefined;

  const where = query.where === undefined ? undefined : conditionOf(query.where, owner, names);
  const filter =
    query.where === undefined || where?.exact === true
      ? undefined
      : (["(row) => ", alone(text(query.where, names))] as const);
  const order = query.order.map(({ key, descending }, at) => {
    const name = columnIn(key) ?? table.sorts.get(sortOf(query, at))?.name;
    if (name === undefined) throw new Error(`${projection.ref}.${query.name} sorts by its arguments`);
    return { name, descending };
  });
  const limit = query.limit === undefined ? undefined : limitDoc(query.limit, names);
  const answer: readonly Doc[] = [
    `projection: ${stringLiteral(projection.ref)},`,
    ...(where?.doc === undefined ? [] : [["where: ", where.doc, ","]]),
    ...(order.length === 0 ? [] : [["order: ", ordersDoc(order), ","]]),
    ...(limit === undefined ? [] : [["limit: ", limit, ","]]),
    ...(filter === undefined ? [] : [["filter: ", filter, ","]]),
  ];
  const read = query.params.map((param): Doc => {
    const local = locals.local(`query:${param.name}`, param.name);
    const given = `args${memberAccess(param.name)}`;
    const preset = defaultOf(param, names);
    const input: Doc =
      preset === undefined || param.type.kind === "optional" ? given : [given, " ?? ", preset];
    const reader = file.runtime(param.type.kind === "optional" ? "optionalArgument" : "argument");
    const value = call(reader, [stringLiteral(param.name), readerOf(unwrapped(param.type), file), input]);
    // What the query does not look at is judged all the same.
    return local.uses() === 0 ? [value, ";"] : ["const ", local.declare, " = ", value, ";"];
  });
  const allOptional = query.params.every(inputMayLack);
  return commented(query.doc ?? `The query \`${query.name}\`.`, [
    "export function ",
    declaredName(file.symbols.of("query", `${projection.ref}.${query.name}`).name, query.nameSpan),
    "(",
    ...(query.params.length === 0
      ? []
      : ["args: ", objectType(query.params, file, "input"), allOptional ? " = {}" : ""]),
    `): ${file.runtimeType("ProjectionQuery")}<Row> `,
    block([...read, ["return ", block(answer), ";"]]),
  ]);
}

function limitDoc(limit: Expr, names: Names): Doc {
  if (limit.kind === "literal") return String(limit.value);
  return call("Math.max", ["0", expr(limit, names)]);
}

// ----------------------------------------------------------------------------------------- conditions

/** A condition as data. It holds wherever the expression does; `exact`: and nowhere else. */
interface Pushed {
  readonly doc: Doc | undefined;
  readonly exact: boolean;
}

const nothing: Pushed = { doc: undefined, exact: false };

function conditionOf(e: Expr, owner: ProjectionFile, names: Names): Pushed {
  switch (e.kind) {
    case "logical": {
      const parts = flat(e, e.op).map((part) => conditionOf(part, owner, names));
      const docs = parts.flatMap(({ doc }) => (doc === undefined ? [] : [doc]));
      const exact = parts.every((part) => part.exact);
      if (docs.length === 0 || (e.op === "or" && docs.length < parts.length)) return nothing;
      const [only] = docs;
      if (docs.length === 1) return { doc: only, exact };
      return { doc: object([`op: ${stringLiteral(e.op)}`, ["parts: ", list("[", docs, "]")]]), exact };
    }
    case "not": {
      const { doc, exact } = conditionOf(e.operand, owner, names);
      return exact && doc !== undefined ? { doc: object(['op: "not"', ["part: ", doc]]), exact } : nothing;
    }
    case "binary":
      return comparisonOf(e, owner, names);
    default: {
      // A column of truth values, or a truth that no row has a part in.
      const left = operandOf(e, owner, names);
      if (left === undefined || columnKind(e.type, owner.file.symbols.lookup) !== "bool") return nothing;
      return { doc: compared("==", left, operandDoc("true", "bool")), exact: true };
    }
  }
}

function flat(e: Expr, op: "and" | "or"): readonly Expr[] {
  return e.kind === "logical" && e.op === op ? [...flat(e.left, op), ...flat(e.right, op)] : [e];
}

const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);

function comparisonOf(e: BinaryExpr, owner: ProjectionFile, names: Names): Pushed {
  const { lookup } = owner.file.symbols;
  if (!comparisons.has(e.op)) return nothing;
  const typed = e.left.kind === "none" ? e.right : e.left;
  const kind = columnKind(typed.type, lookup);
  const other = e.left.kind === "none" ? e.left : e.right;
  if (kind === "json" || (other.kind !== "none" && columnKind(other.type, lookup) !== kind)) return nothing;
  const side = (part: Expr): Doc | undefined =>
    part.kind === "none" ? operandDoc("undefined", kind) : operandOf(part, owner, names);
  const left = side(e.left);
  const right = side(e.right);
  if (left === undefined || right === undefined) return nothing;
  return { doc: compared(e.op, left, right), exact: true };
}

function compared(op: string, left: Doc, right: Doc): Doc {
  return object([`op: ${stringLiteral(op)}`, ["left: ", left], ["right: ", right]]);
}

function operandDoc(value: Doc, type: string): Doc {
  return object([["value: ", value], `type: ${stringLiteral(type)}`]);
}

/** A column, or a value that is the same for all rows. */
function operandOf(e: Expr, owner: ProjectionFile, names: Names): Doc | undefined {
  const column = columnIn(e);
  if (column !== undefined) return object([`column: ${stringLiteral(column)}`]);
  // That it is there was proved by what stands before; the store judges both.
  const value = e.kind === "present" ? e.value : e;
  for (const part of expressionsIn(value)) {
    if (part.kind === "present") return undefined;
    if (part.kind === "root" && part.root === "row") return undefined;
  }
  return operandDoc(expr(value, names), columnKind(e.type, owner.file.symbols.lookup));
}
