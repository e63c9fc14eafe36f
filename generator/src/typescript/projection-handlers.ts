/** What events do to the rows of a projection: one pure function per event, with all its handlers in order. */
import type { Field, ProjectionHandler, Ref } from "@esdl/language/model";
import { stringLiteral } from "../escape/index.js";
import { memberAccess } from "../names/index.js";
import { createPlaces, entityDraftDocs, type Draft } from "./assignments.js";
import { defaultMember } from "./evolve.js";
import { expr, isShared, needsAnnotation, negated, text, type Names } from "./expressions.js";
import { changesInPlace, mutationsOf, readsRoot, readsState } from "./facts.js";
import { commented, declaredName } from "./file.js";
import { block, group, hardline, indent, join, line, list, softline, type Doc } from "./layout.js";
import { handlerNames, rowNames, rowOwner, type ProjectionFile } from "./projection-names.js";
import { guard, statements, type Body } from "./statements.js";
import { call, hug, object, parameter, property } from "./syntax.js";
import { postfix, primary, returned } from "./text.js";
import { mayBeLeftOut, propertyName, typeText, unwrapped } from "./types.js";

/** The type of a row under change, and what is computed of one. */
export function draftDocs(owner: ProjectionFile): readonly Doc[] {
  const { file, projection, table } = owner;
  if (projection.handlers.every(({ mode }) => mode === "delete")) return getterDocs(owner);
  const draft = placesOf(owner);
  const member = ({ name, type }: Pick<Field, "name" | "type">, of: string): Doc =>
    `${propertyName(name)}${type.kind === "optional" ? "?" : ""}: ${of};`;
  const { keys, fields, getters } = projection;
  const plain = [...keys, ...getters].map((field) => [field, typeText(unwrapped(field.type), file)] as const);
  const kept = new Map<object, string>([
    ...plain,
    ...fields.map((field) => [field, draft.typeOf(field)] as const),
  ]);
  const computed = [...getters, ...table.sorts.values()];
  return [
    [
      "/** A row while an event changes it. */",
      hardline,
      "interface RowDraft ",
      block([
        ...[...keys, ...fields, ...getters].map((field) => member(field, kept.get(field) ?? "")),
        ...[...table.sorts.values()].map(({ name, key }) =>
          member({ name, type: key.type }, typeText(unwrapped(key.type), file)),
        ),
      ]),
    ],
    ...entityDraftDocs(rowOwner(owner), draft),
    ...getterDocs(owner),
    ...(computed.length === 0 ? [] : [computedDoc(owner)]),
    ...(projection.handlers.some(({ mode }) => mode === "upsert") ? [freshDoc(owner)] : []),
  ];
}

function getterDocs(owner: ProjectionFile): readonly Doc[] {
  const { file, projection } = owner;
  return projection.getters.map((getter) => {
    const names = rowNames(owner, file.locals(), () => "row");
    return commented(getter.doc ?? `\`${getter.name}\` of a row.`, [
      "export function ",
      declaredName(file.symbols.of("getter", `${projection.ref}.${getter.name}`).name, getter.nameSpan),
      `(${readsRoot(getter.body, "row") ? "" : "_"}row: Row): ${typeText(getter.type, file)} `,
      block([returned(text(getter.body, names))]),
    ]);
  });
}

/** `computed`: fills the columns that are computed of the others. */
function computedDoc(owner: ProjectionFile): Doc {
  const { file, projection, table } = owner;
  const set = (name: string, isOptional: boolean, value: Doc): Doc =>
    isOptional
      ? [call(file.runtime("setOptional"), ["draft", stringLiteral(name), value]), ";"]
      : ["draft", memberAccess(name), " = ", value, ";"];
  const names = rowNames(owner, file.locals(), () => "draft");
  return [
    "/** The row, with what is computed of it. */",
    hardline,
    "function computed(draft: RowDraft): Row ",
    block([
      ...projection.getters.map(({ name, type }) => {
        const getter = file.use(file.symbols.of("getter", `${projection.ref}.${name}`));
        return set(name, type.kind === "optional", `${getter}(draft)`);
      }),
      ...[...table.sorts.values()].map(({ name, optional, key }) => set(name, optional, expr(key, names))),
      "return draft;",
    ]),
  ];
}

function placesOf(owner: ProjectionFile): Draft {
  return createPlaces(rowOwner(owner), mutationsOf(owner.projection.handlers));
}

/** An event that the projection handles, and the function that does. */
export interface HandledFunction {
  readonly aggregate: Ref;
  readonly event: string;
  readonly name: string;
  readonly doc: Doc;
}

export function handlerFunctions(owner: ProjectionFile): readonly HandledFunction[] {
  const { file, projection } = owner;
  const { lookup } = file.symbols;
  const events = [...new Set(projection.handlers.map(({ event }) => event))];
  return events.map((ref) => {
    const event = lookup.events.get(ref);
    if (event === undefined) throw new Error(`there is no event ${ref}`);
    const name = file.scope.claim(
      `on:${ref}`,
      `on${event.name.charAt(0).toUpperCase()}${event.name.slice(1)}`,
    );
    const handlers = projection.handlers.filter((handler) => handler.event === ref);
    return {
      aggregate: event.aggregate,
      event: event.name,
      name,
      doc: functionDoc(owner, ref, name, handlers),
    };
  });
}

function functionDoc(
  owner: ProjectionFile,
  event: Ref,
  name: string,
  handlers: readonly ProjectionHandler[],
): Doc {
  const { file } = owner;
  const param = parameter("event");
  const [only] = handlers;
  const type = file.type(file.symbols.of("declared", `event:${event}`));
  const makers = handlers.map((handler) => handlerOf(owner, handler, handlers.length === 1, param.use));
  // Without loops and conditions the changes are a list.
  const body =
    only !== undefined && handlers.length === 1 && only.for === undefined && only.where === undefined
      ? makers.flatMap((make) =>
          make((change) =>
            only.mode === "delete"
              ? ["return ", list("[", [change], "]"), ";"]
              : ["return [", indent(hardline, change, ","), hardline, "];"],
          ),
        )
      : [
          `const changes: ${file.runtimeType("RowChange")}<Row>[] = [];`,
          ...makers.flatMap((make) => make((change) => ["changes.push(", change, ");"])),
          "return changes;",
        ];
  const docs = handlers.flatMap(({ doc }) => (doc === undefined ? [] : [doc]));
  return commented(
    docs.length > 0 ? docs.join("\n") : `What \`${event.split(".").slice(1).join(".")}\` does.`,
    [
      `function ${name}(`,
      param.declare,
      `: ${file.runtimeType("HandledEvent")}<${type}>): readonly ${file.runtimeType("RowChange")}<Row>[] `,
      block(body),
    ],
  );
}

/** One handler: its loop, its condition, its key, and what `put` does with the change. */
function handlerOf(
  owner: ProjectionFile,
  handler: ProjectionHandler,
  isAlone: boolean,
  used: () => Doc,
): (put: (change: Doc) => Doc) => readonly Doc[] {
  const { file } = owner;
  const locals = file.locals();
  const names = handlerNames(owner, locals, handler.event, used);
  return (put) => {
    const loop = handler.for;
    const item = loop === undefined ? undefined : locals.local(`local:${loop.name}`, loop.name);
    const changed = changeDocs(owner, handler, names, put);
    const skipped =
      handler.where === undefined
        ? changed
        : loop === undefined
          ? [["if (", text(handler.where, names).doc, ") ", block(changed)]]
          : [guard(negated(handler.where, names), "continue;"), ...changed];
    if (loop === undefined || item === undefined) {
      // Variables of several handlers may have one name.
      return skipped.length > 1 && !isAlone ? [block(skipped)] : skipped;
    }
    const declared: Doc = () => (item.uses() === 0 ? `_${item.text()}` : item.text());
    return [["for (const ", declared, " of ", expr(loop.list, names), ") ", block(skipped)]];
  };
}

/** The key's variables, and the change of the row. */
function changeDocs(
  owner: ProjectionFile,
  handler: ProjectionHandler,
  names: Names,
  put: (change: Doc) => Doc,
): readonly Doc[] {
  const { file, projection } = owner;
  const { keys } = projection;
  if (handler.mode === "delete") {
    const by = handler.by.map((key) => expr(key, names));
    return [put(object([["key: ", list("[", by, "]")], "update: () => undefined"]))];
  }
  const parts = keys.map(({ name }) => names.locals.local(`key:${name}`, name));
  const bound = keys.map(({ type }, at): Doc => {
    const key = handler.by[at];
    const part = parts[at];
    if (key === undefined || part === undefined) throw new Error(`${projection.ref} lacks a part of its key`);
    const annotation = needsAnnotation(key, names) ? `: ${typeText(type, file)}` : "";
    return group("const ", part.declare, annotation, " = ", expr(key, names), ";");
  });
  const update = updateDoc(
    owner,
    handler,
    names,
    parts.map((part) => part.use()),
  );
  const key = list(
    "[",
    parts.map((part) => part.use()),
    "]",
  );
  return [
    ...bound,
    put(
      hug(
        block([
          ["key: ", key, ","],
          ["update: ", update, ","],
        ]),
      ),
    ),
  ];
}

/** `(row) => { … }`: the row after, from the row before. */
function updateDoc(
  owner: ProjectionFile,
  handler: ProjectionHandler,
  names: Names,
  parts: readonly Doc[],
): Doc {
  const { file, projection, table } = owner;
  const draft = placesOf(owner);
  const body: Body = {
    ...names,
    assign: (statement, here) => draft.assign(statement, here),
    forget: draft.forget,
    settled: (value, rest, here) =>
      changesInPlace(rest) && readsState(value, draft.mutable, "row") && isShared(value, here)
        ? postfix(call(file.value("copyValue"), [expr(value, here)]))
        : text(value, here),
  };
  const { fields: mutable } = mutationsOf(projection.handlers);
  // Rows may be held by others: what is changed in place is copied first.
  const copy = changesInPlace(handler.body)
    ? `${file.value("copyValue")}(row) as RowDraft`
    : mutable.size + table.sorts.size > 0
      ? "{ ...row } as RowDraft"
      : "{ ...row }";
  const begun: readonly Doc[] =
    handler.mode === "update"
      ? ["if (row === undefined) return undefined;", `const draft: RowDraft = ${copy};`]
      : [
          [
            "const draft: RowDraft = row === undefined ? ",
            call("fresh", parts),
            ` : ${copy.startsWith("{ ...row } as") ? `(${copy})` : copy};`,
          ],
        ];
  const isComputed = projection.getters.length + table.sorts.size > 0;
  return [
    "(row) => ",
    block([
      ...begun,
      ...statements(handler.body, body),
      isComputed ? "return computed(draft);" : "return draft;",
    ]),
  ];
}

/** `fresh`: a row that was not there. */
function freshDoc({ file, projection, table }: ProjectionFile): Doc {
  const { keys, fields, getters } = projection;
  const locals = file.locals();
  const names: Names = { file, locals, root: () => primary("row") };
  const parts = keys.map(({ name }) => locals.local(`key:${name}`, name));
  const unassigned = fields.filter((field) => !mayBeLeftOut(field));
  const computed = [
    ...getters.filter(({ type }) => type.kind !== "optional"),
    ...[...table.sorts.values()].filter((sort) => !sort.optional),
  ];
  const lacking = [...unassigned, ...computed].map(({ name }) => stringLiteral(name));
  const members = [
    ...keys.map(({ name }, at) => property(name, parts[at]?.use() ?? "")),
    ...fields.flatMap((field) => defaultMember(field, names)),
  ];
  return [
    unassigned.length > 0
      ? "/** A row that was not there. Its first event assigns what has no default. */"
      : "/** A row that was not there. */",
    hardline,
    "function fresh",
    list(
      "(",
      keys.map(({ type }, at): Doc => [parts[at]?.declare ?? "", `: ${typeText(type, file)}`]),
      ")",
    ),
    ": RowDraft ",
    block(
      lacking.length > 0
        ? [
            ["const row: ", without("RowDraft", lacking), " = ", object(members), ";"],
            "return row as RowDraft;",
          ]
        : [["return ", object(members), ";"]],
    ),
  ];
}

/**
 * `Omit<RowDraft, "owner" | "total">`. In a `Partial` every object would have a member `valueOf`, of a type of its own.
 */
function without(type: string, members: readonly string[]): Doc {
  const names = group(join([line, "| "], members));
  return group("Omit<", indent(softline, `${type},`, line, names), softline, ">");
}
