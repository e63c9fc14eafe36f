/** Statements of the model in TypeScript; what `emit` and assignments become is up to the kind of body. */
import type { Argument, Expr, Field, Ref, Statement } from "@esdl/language/model";
import {
  condition,
  needsAnnotation,
  negated,
  objectOfArguments,
  text,
  when,
  type Names,
} from "./expressions.js";
import { after, written } from "./narrowing.js";
import { call } from "./syntax.js";
import { stringLiteral } from "../escape/index.js";
import { mayThrow } from "./facts.js";
import { block, group, ifBreak, indent, softline, type Doc } from "./layout.js";
import { alone, level, within, type Text } from "./text.js";
import { typeText } from "./types.js";

export interface Body extends Names {
  emit?(event: Ref, args: readonly Argument[], names: Body): Doc;
  assign?(statement: Extract<Statement, { readonly kind: "assign" | "remove" }>, names: Body): readonly Doc[];
  send?(statement: Extract<Statement, { readonly kind: "send" }>, names: Body): readonly Doc[];
  undoAll?(): readonly Doc[];
  /** A block begins or ends, or another kind of statement stands between assignments. */
  forget?(): void;
  /** The value of a `let` or the list of a loop, when what it is read from is changed in place below. */
  settled?(value: Expr, rest: readonly Statement[], names: Body): Text;
}

export function statements(body: readonly Statement[], names: Body): readonly Doc[] {
  names.forget?.();
  const docs = sequence(body, names);
  names.forget?.();
  return docs;
}

function sequence(body: readonly Statement[], names: Body): readonly Doc[] {
  const [first, ...rest] = body;
  if (first === undefined) return [];
  if (first.kind !== "assign") names.forget?.();
  const next = { ...names, known: after(first, names.known, names.file.symbols.lookup) };
  // Whether a variable is used is known when what follows is printed.
  if (first.kind === "let") {
    const following = (): readonly Doc[] => sequence(rest, next);
    return letDocs(first, following, rest, names);
  }
  if (first.kind === "send" || first.kind === "undoAll")
    return [...sentDocs(first, names), ...sequence(rest, next)];
  return [...statementDocs(first, names), ...sequence(rest, next)];
}

function letDocs(
  { name, value, type }: Extract<Statement, { readonly kind: "let" }>,
  following: () => readonly Doc[],
  rest: readonly Statement[],
  names: Body,
): readonly Doc[] {
  const local = names.locals.local(`local:${name}`, name);
  const uses = local.uses();
  const docs = following();
  const isUnused = local.uses() === uses;
  // What is not printed uses nothing. Computing it may fail, though, which the model asked for.
  if (isUnused && !mayThrow(value)) return docs;
  const settled = names.settled?.(value, rest, names) ?? text(value, names);
  if (isUnused) return [["void ", within(settled, level.unary), ";"], ...docs];
  const annotation = needsAnnotation(value, names) ? `: ${typeText(type, names.file)}` : "";
  return [group("const ", local.declare, annotation, " = ", alone(settled), ";"), ...docs];
}

function sentDocs(
  statement: Extract<Statement, { readonly kind: "send" | "undoAll" }>,
  names: Body,
): readonly Doc[] {
  if (names.send === undefined || names.undoAll === undefined)
    throw new Error(`\`${statement.kind}\` stands outside of a saga`);
  return statement.kind === "send" ? names.send(statement, names) : names.undoAll();
}

function statementDocs(
  statement: Exclude<Statement, { readonly kind: "let" | "send" | "undoAll" }>,
  names: Body,
): readonly Doc[] {
  switch (statement.kind) {
    case "require":
      return [
        guard(negated(statement.condition, names), [
          "return ",
          rejectionDoc(statement.rejection, when(statement.condition, false, names)),
          ";",
        ]),
      ];
    case "emit":
      if (names.emit === undefined) throw new Error("`emit` stands outside of a command");
      return [names.emit(statement.event, statement.args, names)];
    case "if":
      return [ifDoc(statement, names)];
    case "for": {
      const local = names.locals.local(`local:${statement.name}`, statement.name);
      const uses = local.uses();
      const body = statements(statement.body, { ...names, known: written(statement.body, names.known) });
      // An unused variable says so by its name.
      const declared: Doc = local.uses() === uses ? ["_", local.declare] : local.declare;
      const list = names.settled?.(statement.list, statement.body, names) ?? text(statement.list, names);
      return [["for (const ", declared, " of ", alone(list), ") ", block(body)]];
    }
    case "assign":
    case "remove":
      if (names.assign === undefined) throw new Error("a state is assigned outside of an `on` clause");
      return names.assign(statement, names);
  }
}

/** `refuse(problems, "constraint", message, path);`: a rule that a value breaks. */
export function refusal(message: string, file: Names["file"], path?: string): Doc {
  const at = path === undefined ? [] : [stringLiteral(path)];
  return [call(file.value("refuse"), ["problems", '"constraint"', stringLiteral(message), ...at]), ";"];
}

/** `if (condition) answer;`, with braces when it does not fit on a line. */
export function guard(when: Doc, answer: Doc): Doc {
  return group(
    "if (",
    group(indent(softline, when), softline),
    ") ",
    ifBreak("{"),
    indent(softline, answer),
    softline,
    ifBreak("}"),
  );
}

function ifDoc(statement: Extract<Statement, { readonly kind: "if" }>, names: Body): Doc {
  const head: Doc = [
    "if (",
    group(indent(softline, condition(statement.condition, names)), softline),
    ") ",
    block(statements(statement.then, when(statement.condition, true, names))),
  ];
  const otherwise = statement.else ?? [];
  if (otherwise.length === 0) return head;
  const [only] = otherwise;
  const inElse = when(statement.condition, false, names);
  const tail =
    otherwise.length === 1 && only?.kind === "if"
      ? ifDoc(only, inElse)
      : block(statements(otherwise, inElse));
  return [head, " else ", tail];
}

/** `reject(InsufficientFunds({ available }))`. */
function rejectionDoc(
  { ref, args }: { readonly ref: Ref; readonly args: readonly Argument[] },
  names: Body,
): Doc {
  const { file } = names;
  const fields = file.symbols.lookup.rejections.get(ref)?.fields ?? [];
  const create = file.use(file.symbols.of("declared", `rejection:${ref}`));
  return call(file.runtime("reject"), [call(create, dataOf(args, fields, names))]);
}

/** The data of an event or rejection as the argument of its constructor; none when it has no fields. */
export function dataOf(args: readonly Argument[], fields: readonly Field[], names: Names): readonly Doc[] {
  if (fields.length === 0) return [];
  // Constructors leave absent members out by themselves.
  const given = args.filter(({ value }) => value.kind !== "none");
  return [objectOfArguments(given, new Set(), names)];
}
