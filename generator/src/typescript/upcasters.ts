/**
 * `upcasters.ts` of a context: the shapes that events, values and entities had, the functions that lead from each to the next
 * and, where nothing is lost on the way, back; the former names of enums' members; and what retired events become.
 */
import {
  inverseOf,
  shapeOf,
  type Context,
  type Field,
  type Type,
  type UpcastExpr,
  type ValueType,
  type EntityType,
} from "@esdl/language/model";
import type { EmittedFile } from "../emitter.js";
import { memberAccess } from "../names/index.js";
import { members } from "./declarations.js";
import { equalOf } from "./equality.js";
import { membersOf, type Names } from "./expressions.js";
import { contextAt, externalsSymbol, wayTo } from "./externals.js";
import { commented, createFile, declaredName, type File, type Locals } from "./file.js";
import { block, list, paragraphs, type Doc } from "./layout.js";
import { mayHoldFormer, renameDocs } from "./renames.js";
import { replaceDoc } from "./retired.js";
import { atVersion, evolvingIn, type Evolving, type Symbols } from "./symbols.js";
import { call, object, optional, parameter, property } from "./syntax.js";
import { access, postfix, primary, type Text } from "./text.js";
import { unwrapped } from "./types.js";
import { takesOf, type Takes } from "./upcaster-facts.js";

/** Whether a context has ever had other shapes than those of today. */
export function hasHistory(context: Context, { lookup }: Symbols): boolean {
  return evolvingIn(context).some(
    ({ shape, retired }) =>
      retired || shape.version > 1 || ("aggregate" in shape && mayHoldFormer(shape.fields, lookup)),
  );
}

export function upcastersFile(symbols: Symbols, context: Context): EmittedFile {
  const file = createFile(symbols, symbols.module(context.name, "upcasters"));
  const docs = [
    ...evolvingIn(context).flatMap((evolving) => versionDocs(evolving, file)),
    ...renameDocs(context, file),
  ];
  return file.print([paragraphs(docs)]);
}

function versionDocs(evolving: Evolving, file: File): readonly Doc[] {
  const { shape, retired } = evolving;
  const docs = shape.versions.flatMap(({ version, fields }): readonly Doc[] => [
    ...(version < shape.version || retired ? [typeDoc(evolving, version, fields, file)] : []),
    ...(version < shape.version ? [upcastDoc(evolving, version, file)] : []),
    ...(version > 1 ? downcastDocs(evolving, version, file) : []),
  ]);
  return [...docs, ...("retired" in shape && retired ? [replaceDoc(shape, file)] : [])];
}

/** What messages and comments call it: the data of an event, a value itself. */
function noun({ shape, name }: Evolving, version: number): string {
  const what = `version ${String(version)}`;
  return "aggregate" in shape ? `the data of \`${name}\` in ${what}` : `\`${name}\` in ${what}`;
}

function typeDoc(evolving: Evolving, version: number, fields: readonly Field[], file: File): Doc {
  const { name } = file.symbols.of("version", atVersion(evolving.key, version));
  const { shape } = evolving;
  const own = version === shape.version ? shape.doc : shape.versions[version - 1]?.clause?.doc;
  const text = `${sentence(noun(evolving, version))}${own === undefined ? "." : `: ${own}`}`;
  const declared = declaredName(name, shape.nameSpan);
  return commented(
    text,
    fields.length === 0
      ? ["export type ", declared, " = Readonly<Record<never, never>>;"]
      : ["export interface ", declared, " ", members(fields, file)],
  );
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The type of a version: an older one's own, or the one that the aggregate or `types.ts` exports. */
export function versionType({ key, shape, retired }: Evolving, version: number, file: File): string {
  const { symbols } = file;
  if (version < shape.version || retired) return file.type(symbols.of("version", atVersion(key, version)));
  const current = file.type(symbols.of("declared", key));
  return "aggregate" in shape ? `${current}["data"]` : current;
}

/** `upcastMoneyDepositedV1(old: MoneyDepositedV1): MoneyDepositedV2`. */
function upcastDoc(evolving: Evolving, version: number, file: File): Doc {
  const { shape, key } = evolving;
  const after = shape.versions[version];
  const clause = after?.clause;
  if (after === undefined || clause === undefined)
    throw new Error(`${shape.ref} has no clause for ${String(version + 1)}`);
  const takes = takesOf(shape, version + 1, file.symbols.lookup);
  const { via } = clause;
  const locals = file.locals();
  const old = parameter("old");
  const before = shape.versions[version - 1]?.fields ?? [];
  const result: Doc =
    via === undefined
      ? filled(after.fields, before, clause.upcast, { file, locals, root: "old", from: old.use })
      : call(`externals${memberAccess(file.symbols.of("external", atVersion(key, version + 1)).name)}`, [
          old.use(),
          "meta",
        ]);
  const parameters: readonly Doc[] = [
    [old.declare, `: ${versionType(evolving, version, file)}`],
    ...trailing(takes, file),
  ];
  const doc = `Brings ${noun(evolving, version)} to version ${String(version + 1)}${clause.doc === undefined ? "." : `: ${clause.doc}`}`;
  return commented(doc, [
    `export function ${file.symbols.of("upcast", atVersion(key, version)).name}`,
    list("(", parameters, ")"),
    `: ${versionType(evolving, version + 1, file)} `,
    block([["return ", result, ";"]]),
  ]);
}

/** `meta` and `externals`, as far as they are needed. */
export function trailing({ meta, externals }: Takes, file: File): readonly string[] {
  return [
    ...(meta || externals ? [`${meta ? "" : "_"}meta: ${file.runtimeType("EventMeta")}`] : []),
    ...(externals ? [`externals: ${externalsType(file)}`] : []),
  ];
}

function externalsType(file: File): string {
  const context = contextAt(file);
  const symbol = context && externalsSymbol(context, file.symbols);
  if (symbol === undefined) throw new Error(`${file.module} takes functions, and is given none`);
  return file.type(symbol);
}

/** `downcastMoneyDepositedV2(data: MoneyDepositedV2): MoneyDepositedV1`, where the step can be undone. */
function downcastDocs(evolving: Evolving, version: number, file: File): readonly Doc[] {
  const { shape, key } = evolving;
  const inverse = inverseOf(shape, version, file.symbols.lookup);
  if (inverse === undefined) return [];
  const locals = file.locals();
  const data = parameter("data");
  const before = shape.versions[version - 2]?.fields ?? [];
  const after = shape.versions[version - 1]?.fields ?? [];
  const result = filled(before, after, inverse, { file, locals, root: "self", from: data.use });
  const doc = commented(`Brings ${noun(evolving, version)} back to version ${String(version - 1)}.`, [
    `export function ${file.symbols.of("downcast", atVersion(key, version)).name}`,
    list("(", [[data.declare, `: ${versionType(evolving, version, file)}`]], ")"),
    `: ${versionType(evolving, version - 1, file)} `,
    block([["return ", result, ";"]]),
  ]);
  return [doc];
}

interface Place {
  readonly file: File;
  readonly locals: Locals;
  /** What expressions call the version at hand. */
  readonly root: "old" | "self";
  readonly from: () => Doc;
}

/** An object with every field of a version, each carried over from the version at hand or computed. */
export function filled(
  fields: readonly Field[],
  given: readonly Field[],
  values: readonly { readonly name: string; readonly value: UpcastExpr }[],
  place: Place,
): Doc {
  const { file, locals, root, from } = place;
  const names: Names = {
    file,
    locals,
    root: (asked) => primary(asked === root ? from() : asked === "meta" ? "meta" : asked),
  };
  const optionals = new Set(fields.flatMap(({ name, type }) => (type.kind === "optional" ? [name] : [])));
  const parts = fields.flatMap((field): readonly Doc[] => {
    const value = values.find(({ name }) => name === field.name)?.value;
    if (value === undefined) return [];
    if (value.kind === "expr") return membersOf([{ name: field.name, value: value.expr }], optionals, names);
    const type = given.find(({ name }) => name === value.from)?.type ?? field.type;
    return [carried(field, value.from, type, place)];
  });
  return object(parts);
}

/** A field carried over, with what is embedded in it in its other version. */
function carried(field: Field, name: string, type: Type, place: Place): Doc {
  const member = [place.from(), memberAccess(name)];
  const converted = (value: Doc): Doc =>
    converter(unwrapped(type), unwrapped(field.type), place)?.(primary(value)).doc ?? value;
  if (type.kind !== "optional") return property(field.name, converted(member));
  return ["...(", member, " === undefined ? {} : { ", property(field.name, converted(member)), " })"];
}

type Convert = (value: Text) => Text;

/** How a value of one type becomes one of another that embeds other versions; `undefined` when nothing is to be done. */
export function conversion(from: Type, to: Type, file: File): Convert | undefined {
  return converter(from, to, { file });
}

function converter(from: Type, to: Type, place: Pick<Place, "file">): Convert | undefined {
  const { file } = place;
  if ((from.kind === "list" && to.kind === "list") || (from.kind === "set" && to.kind === "set")) {
    const item = each(from.of, to.of, place);
    if (item === undefined) return undefined;
    const mapped: Convert = (value) => access(value, call(".map", [item]));
    if (to.kind === "list") return mapped;
    return (value) =>
      postfix(call(file.value("setOf"), [mapped(value).doc, ...optional(equalOf(to.of, file))]));
  }
  if (from.kind === "map" && to.kind === "map") {
    const item = each(from.value, to.value, place);
    if (item === undefined) return undefined;
    return (value) => postfix(call(file.value("mapValues"), [value.doc, item]));
  }
  if (from.kind === "value" || from.kind === "entity")
    return to.kind === from.kind ? embedded(from, to, place) : undefined;
  return undefined;
}

/** A function that converts an element. */
function each(from: Type, to: Type, place: Pick<Place, "file">): Doc | undefined {
  const convert = converter(from, to, place);
  if (convert === undefined) return undefined;
  return ["(item) => ", convert(primary("item")).doc];
}

/** The steps between two versions of an embedded value or entity, in either direction. */
function embedded(
  from: ValueType | EntityType,
  to: ValueType | EntityType,
  place: Pick<Place, "file">,
): Convert | undefined {
  const { file } = place;
  const { lookup } = file.symbols;
  const shape = shapeOf(from.ref, lookup);
  const [start, end] = [from.version ?? shape.version, to.version ?? shape.version];
  if (start === end) return undefined;
  return (value) => {
    let text = value;
    for (let at = start; at < end; at++) {
      const { meta, externals } = takesOf(shape, at + 1, lookup);
      const rest = [
        ...(meta || externals ? ["meta"] : []),
        ...(externals ? [`externals${wayTo(from.ref, file)}`] : []),
      ];
      text = postfix(call(file.use(file.symbols.of("upcast", atVersion(from.ref, at))), [text.doc, ...rest]));
    }
    for (let at = start; at > end; at--)
      text = postfix(call(file.use(file.symbols.of("downcast", atVersion(from.ref, at))), [text.doc]));
    return text;
  };
}
