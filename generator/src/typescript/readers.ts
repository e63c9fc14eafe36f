/**
 * Readers and checks of the model's types, in the patterns of `@esdl/runtime/values`. A *reader* takes unknown input and
 * answers the value in canonical form; a *check* judges a value that is well-formed but may break a rule.
 */
import {
  keyNameOf,
  describeCondition as describe,
  type BrandDecl,
  type EntityDecl,
  type Expr,
  type Field,
  type Invariant,
  type Ref,
  type Type,
  type ValueDecl,
} from "@esdl/language/model";
import { stringLiteral } from "../escape/index.js";
import { memberAccess } from "../names/index.js";
import { eventGetter } from "./aggregate-names.js";
import { equalOf } from "./equality.js";
import { expr, negated, opposite, text, type Names } from "./expressions.js";
import { call, hug, object, property } from "./syntax.js";
import { readsRoot } from "./facts.js";
import type { File, Local, Locals } from "./file.js";
import { block, group, hardline, indent, join, line, lines, list, type Doc } from "./layout.js";
import { guard, refusal } from "./statements.js";
import { level, primary, within, type Text } from "./text.js";
import { atVersion, type Sym } from "./symbols.js";
import {
  baseOf,
  enumSymbol,
  isConstrained,
  inherited,
  mayBeLeftOut,
  olderVersion,
  typeText,
  unwrapped,
} from "./types.js";

const scalarReaders: Readonly<Record<string, string>> = {
  string: "readText",
  int: "readInt",
  decimal: "readDecimal",
  bool: "readBool",
  uuid: "readUuid",
  instant: "readInstant",
  date: "readDate",
  duration: "readDuration",
  json: "readJson",
};

/** A reader as a value, where one is passed to `readList` and the like. */
export function readerOf(type: Type, file: File): Doc {
  switch (type.kind) {
    case "scalar":
      if (type.scale === undefined && type.name !== "json")
        return file.value(scalarReaders[type.name] ?? "readText");
      break;
    case "brand":
    case "value":
    case "entity":
      return file.use(readSymbol(type, file));
    default:
  }
  return ["(input, problems) => ", readCall(type, "input", file)];
}

/** `readDecimalOf(input, problems, 2)`. */
export function readCall(type: Type, input: Doc, file: File): Doc {
  const { symbols } = file;
  const read = (name: string, ...rest: readonly Doc[]): Doc => call(name, [input, "problems", ...rest]);
  switch (type.kind) {
    case "scalar":
      if (type.scale !== undefined) return read(file.value("readDecimalOf"), String(type.scale));
      return read(file.value(scalarReaders[type.name] ?? "readText"));
    case "brand":
    case "value":
    case "entity":
      return read(file.use(readSymbol(type, file)));
    case "enum":
      return read(file.value("readEnum"), file.use(enumValues(type.ref, file)));
    case "optional":
      return readCall(type.of, input, file);
    case "list":
      if (type.of.kind === "entity") {
        return read(
          file.value("readKeyed"),
          readerOf(type.of, file),
          stringLiteral(keyNameOf(type.of, symbols.lookup)),
        );
      }
      return read(file.value("readList"), readerOf(type.of, file));
    case "set": {
      const equal = equalOf(type.of, file);
      return read(file.value("readSet"), readerOf(type.of, file), ...(equal === undefined ? [] : [equal]));
    }
    case "map":
      return read(file.value("readMap"), readerOf(type.key, file), readerOf(type.value, file));
    default:
      throw new Error(`there is no reader of ${type.kind}`);
  }
}

/** The reader of a named type, in the version that the type says. */
function readSymbol(
  type: Extract<Type, { readonly kind: "brand" | "value" | "entity" }>,
  { symbols }: File,
): Sym {
  const older = type.kind === "brand" ? undefined : olderVersion(type, symbols.lookup);
  return symbols.of("read", older === undefined ? type.ref : atVersion(type.ref, older));
}

/** The constant that lists an enum's members. */
function enumValues(ref: string, file: File): { readonly module: string; readonly name: string } {
  return enumSymbol(ref, file.symbols);
}

/** The names in a `where`: `it` is the value at hand. */
function itNames(file: File, locals: Locals, it: Doc): Names {
  return { file, locals, root: () => primary(it) };
}

/** The names in a getter or invariant of a value, an entity, or the data of `event`. */
export function selfNames(file: File, locals: Locals, self: () => Doc, event?: Ref): Names {
  const root = (): Text => primary(self());
  if (event === undefined) return { file, locals, root };
  return { file, locals, root, member: (field) => eventGetter(file, event, field, self) };
}

// -------------------------------------------------------------------------------------------- brands

/** `readIban`. */
export function brandReader(brand: BrandDecl, file: File): Doc {
  const { symbols } = file;
  const type = file.type(symbols.of("declared", brand.ref));
  const head = [
    `/** Reads ${article(type)} {@link ${type}}. */`,
    hardline,
    `export function ${symbols.of("read", brand.ref).name}`,
    list("(", ["input: unknown", `problems: ${file.valueType("Problem")}[]`], ")"),
    `: ${type} | undefined `,
  ];
  const value = readCall(brand.base, "input", file);
  if (brand.where === undefined) {
    const base = typeText(baseOf(brand.base, symbols.lookup), file);
    const bare = brand.base.kind === "brand" ? ` as ${base} | undefined` : "";
    return [...head, block([["return ", value, bare, ` as ${type} | undefined;`]])];
  }
  return [
    ...head,
    block([
      ["const value = ", value, ";"],
      whenIs(brand, brand.where, type, file),
      ["return ", refusal(describe(brand.where), file)],
    ]),
  ];
}

/** Answers the value that its base's reader has found to be of the base: what is left to ask is the condition. */
function whenIs(brand: BrandDecl, where: Expr, type: string, file: File): Doc {
  if (brand.base.kind !== "scalar") {
    return `if (value === undefined || ${file.use(file.symbols.of("is", brand.ref))}(value)) return value;`;
  }
  const names: Names = {
    ...itNames(file, file.locals(), "value"),
    isCanonical: true,
    hint: `${brand.name.charAt(0).toLowerCase()}${brand.name.slice(1)}`,
  };
  const holds = within(text(where, names), level.and);
  return guard(join([" ||", line], ["value === undefined", holds]), `return value as ${type} | undefined;`);
}

/** `checkIban`; brands that restrict nothing have none. */
export function brandCheck(brand: BrandDecl, file: File): readonly Doc[] {
  const { symbols } = file;
  if (!isConstrained({ kind: "brand", ref: brand.ref }, symbols.lookup)) return [];
  const type = file.type(symbols.of("declared", brand.ref));
  const is = file.use(symbols.of("is", brand.ref));
  const rules = [
    ...(brand.where === undefined ? [] : [describe(brand.where)]),
    ...(brand.base.kind === "scalar" && brand.base.scale !== undefined ? [scaleRule(brand.base.scale)] : []),
  ];
  return [
    [
      `/** Judges ${article(type)} {@link ${type}} that was computed. */`,
      hardline,
      `export function ${symbols.of("check", brand.ref).name}`,
      list("(", [`value: ${type}`, `problems: ${file.valueType("Problem")}[]`], ")"),
      ": void ",
      block([guard(`!${is}(value)`, refusal(rules.join("; "), file))]),
    ],
  ];
}

function scaleRule(digits: number): string {
  return `must have at most ${String(digits)} digits after the point`;
}

function article(name: string): string {
  return /^[AEIOU]/u.test(name) ? "an" : "a";
}

// -------------------------------------------------------------------------------------------- shapes

export interface Shape {
  /** The reader's name. */
  readonly reader: string;
  /** What it reads, in words, for the doc comment. */
  readonly reads: string;
  /** The type of what it answers. */
  readonly type: string;
  readonly fields: readonly Field[];
  readonly invariants?: readonly Invariant[];
  /** The event whose data it is. */
  readonly event?: Ref;
  /** The event, value or entity, for names in invariants. */
  readonly members: string;
}

/** The reader of an object, and the set of its members' names. */
export function shapeReader(shape: Shape, file: File): readonly Doc[] {
  const locals = file.locals();
  const members = file.scope.claim(`members:${shape.reader}`, shape.members);
  const names = shape.fields.map((field) => stringLiteral(field.name));
  const set = group(
    `const ${members}: ReadonlySet<string> = new Set(`,
    names.length === 0 ? "" : list("[", names, "]"),
    ");",
  );
  return [
    [
      set,
      hardline,
      hardline,
      `/** Reads ${shape.reads}. */`,
      hardline,
      `export function ${shape.reader}`,
      list("(", ["input: unknown", `problems: ${file.valueType("Problem")}[]`], ")"),
      `: ${shape.type} | undefined `,
      block(readerBody(shape, members, locals, file)),
    ],
  ];
}

function readerBody(shape: Shape, members: string, locals: Locals, file: File): readonly Doc[] {
  const { fields } = shape;
  const required = fields.filter((field) => !mayBeLeftOut(field));
  const optional = fields.filter(({ type }) => type.kind === "optional");
  const locally = new Map(
    fields.map((field) => [field.name, locals.local(`member:${field.name}`, field.name)]),
  );
  const local = (field: Field): Local => {
    const found = locally.get(field.name);
    if (found === undefined) throw new Error(`no field ${field.name}`);
    return found;
  };
  const counted = fields.some(mayBeLeftOut);
  const unmarked = fields.length === 0;
  const head: readonly Doc[] = [
    `if (!${file.value("isPlainObject")}(input)) return ${file.value("refuseObject")}(input, problems);`,
    ...(unmarked ? [] : [`${marksOnce(fields) ? "const" : "let"} mark = problems.length;`]),
    ...(counted ? [`let members = ${String(required.length)};`] : []),
  ];
  const reads = fields.flatMap((field, at) =>
    readField(field, local(field), at === fields.length - 1, locals, file),
  );
  const expected = counted ? "members" : String(required.length);
  const unknown = `if (${file.value("countMembers")}(input) !== ${expected}) ${file.value("refuseUnknown")}(input, ${members}, problems);`;
  const demanded = fields.filter(({ type }) => type.kind !== "optional");
  const missing: readonly Doc[] =
    demanded.length === 0
      ? []
      : [
          guard(
            join(
              [" ||", line],
              demanded.map((field) => [local(field).use(), " === undefined"]),
            ),
            "return undefined;",
          ),
        ];
  return [...head, ...reads, unknown, ...missing, ...resultDocs(shape, demanded, optional, local, file)];
}

/** Building the result, and judging the invariants on it. */
function resultDocs(
  shape: Shape,
  demanded: readonly Field[],
  optional: readonly Field[],
  local: (field: Field) => Local,
  file: File,
): readonly Doc[] {
  const given = demanded.map((field) => property(field.name, local(field).use()));
  const invariants = shape.invariants ?? [];
  const [only] = optional;
  if (invariants.length === 0 && optional.length === 0) return [["return ", object(given), ";"]];
  if (invariants.length === 0 && optional.length === 1 && only !== undefined) {
    const whole = shape.fields.map((field) => property(field.name, local(field).use()));
    const test: Doc = [local(only).use(), " === undefined"];
    return [group("return ", test, indent(line, "? ", object(given), line, ": ", object(whole)), ";")];
  }
  const writable =
    optional.length === 0
      ? shape.type
      : `{ -readonly [Member in keyof ${shape.type}]: ${shape.type}[Member] }`;
  const docs: Doc[] = [group(`const result: ${writable} = `, object(given), ";")];
  for (const field of optional) {
    const name = local(field);
    docs.push(
      guard([name.use(), " !== undefined"], ["result", memberAccess(field.name), " = ", name.use(), ";"]),
    );
  }
  const names = selfNames(file, file.locals(), () => "result", shape.event);
  docs.push(...invariants.map((invariant) => invariantDoc(invariant, names)));
  return [...docs, "return result;"];
}

/** Whether the mark is set once: what stands in for a member that is left out is judged after what was given. */
const marksOnce = ([first, ...rest]: readonly Field[]): boolean =>
  rest.length === 0 && (first?.where === undefined || first.type.kind === "optional" || !mayBeLeftOut(first));

function readField(field: Field, local: Local, isLast: boolean, locals: Locals, file: File): readonly Doc[] {
  const input = memberOfInput(field.name, file);
  const type = unwrapped(field.type);
  const read = readCall(type, input, file);
  const where: readonly Doc[] =
    field.where === undefined ? [] : [whereDoc(field.where, local.use(), true, locals, file)];
  const under = `${file.value("under")}(problems, mark, ${stringLiteral(field.name)})`;
  // The last mark is not read again.
  const mark = `if (problems.length > mark) ${isLast ? "" : "mark = "}${under};`;
  if (!mayBeLeftOut(field)) {
    return [group("const ", local.declare, " =", indent(line, read), ";"), ...where, mark];
  }
  const text = typeText(type, file);
  const isOptional = field.type.kind === "optional";
  const preset = isOptional ? "" : [" = ", presetOf(field, file)];
  return [
    group("let ", local.declare, `: ${text} | undefined`, preset, ";"),
    [
      "if (",
      input,
      " !== undefined) ",
      block([
        "members++;",
        group(local.use(), " =", indent(line, read), ";"),
        ...(isOptional ? where : []),
        isOptional || where.length === 0 ? mark : `if (problems.length > mark) mark = ${under};`,
      ]),
    ],
    // What stands in for a member that is left out is judged too: a list may have to hold something.
    ...(isOptional || where.length === 0 ? [] : [...where, mark]),
  ];
}

/** What a member that is left out is taken as. */
export function presetOf(field: Field, file: File): Doc {
  if (field.default !== undefined) return expr(field.default, itNames(file, file.locals(), "undefined"));
  return field.type.kind === "map" ? "{}" : "[]";
}

function memberOfInput(name: string, file: File): string {
  return inherited.has(name)
    ? `${file.value("ownMember")}(input, ${stringLiteral(name)})`
    : `input[${stringLiteral(name)}]`;
}

/** Judges the `where` of a value at hand; `maybe`: it may be `undefined`, which has its own problem already. */
function whereDoc(where: Expr, value: Doc, maybe: boolean, locals: Locals, file: File, path?: string): Doc {
  const judged = itNames(file, locals, value);
  // Without a path it is a reader's, which has made the value canonical.
  const names: Names = path === undefined ? { ...judged, isCanonical: true } : judged;
  const fails = maybe
    ? [value, " !== undefined && ", within(opposite(where, names), level.and)]
    : negated(where, names);
  return guard(fails, refusal(describe(where), file, path));
}

/** Judges one invariant; what it says is its message. */
export function invariantDoc(invariant: Invariant, names: Names): Doc {
  const message = invariant.message ?? `breaks the rule ${invariant.name}`;
  return guard(negated(invariant.condition, names), refusal(message, names.file));
}

// -------------------------------------------------------------------------------------------- checks

/** `checkMoney`: every rule of a value or entity, and of what is in it. */
export function shapeCheck(shape: ValueDecl | EntityDecl, file: File): readonly Doc[] {
  const { symbols } = file;
  if (!isConstrained({ kind: "value", ref: shape.ref }, symbols.lookup)) return [];
  const type = file.type(symbols.of("declared", shape.ref));
  const locals = file.locals();
  const names = selfNames(file, locals, () => "value");
  const fields = fieldChecks(shape.fields, "value", locals, file);
  const used = fields.length > 0 || shape.invariants.some((i) => readsRoot(i.condition, "self"));
  return [
    [
      `/** Judges ${article(type)} {@link ${type}} that was computed. */`,
      hardline,
      `export function ${symbols.of("check", shape.ref).name}`,
      list("(", [`${used ? "" : "_"}value: ${type}`, `problems: ${file.valueType("Problem")}[]`], ")"),
      ": void ",
      block([...fields, ...shape.invariants.map((invariant) => invariantDoc(invariant, names))]),
    ],
  ];
}

/** The rules of fields, each under its name. `owner` is the object that has them. */
export function fieldChecks(
  fields: readonly Field[],
  owner: string,
  locals: Locals,
  file: File,
): readonly Doc[] {
  const nested = fields.filter(({ type }) => isNested(type, file));
  const inside = nested.map((field, at): Doc => {
    const value = owner + memberAccess(field.name);
    const under = `${file.value("under")}(problems, mark, ${stringLiteral(field.name)});`;
    const docs: readonly Doc[] = [
      [checkCall(unwrapped(field.type), value, file), ";"],
      // The last mark is not read again.
      `if (problems.length > mark) ${at === nested.length - 1 ? "" : "mark = "}${under}`,
    ];
    return whenPresent(field, value, owner, docs);
  });
  const direct = fields.flatMap((field): readonly Doc[] => {
    const value = owner + memberAccess(field.name);
    const type = unwrapped(field.type);
    if (
      field.where !== undefined &&
      field.type.kind === "optional" &&
      !(type.kind === "scalar" && type.scale !== undefined)
    ) {
      return [whereDoc(field.where, value, true, locals, file, `/${escapePointer(field.name)}`)];
    }
    const docs = directChecks(field, value, locals, file);
    return docs.length === 0 ? [] : [whenPresent(field, value, owner, docs)];
  });
  const mark = `${nested.length === 1 ? "const" : "let"} mark = problems.length;`;
  return [...(nested.length === 0 ? [] : [mark]), ...inside, ...direct];
}

/** What may be absent is judged when it is there. */
function whenPresent(field: Field, value: string, owner: string, docs: readonly Doc[]): Doc {
  const maybe = field.type.kind === "optional" || (field.in !== undefined && owner === "state");
  return maybe ? ["if (", value, " !== undefined) ", block(docs)] : lines(docs);
}

/** The rules that stand on the field itself. */
function directChecks(field: Field, value: string, locals: Locals, file: File): readonly Doc[] {
  const type = unwrapped(field.type);
  const path = `/${escapePointer(field.name)}`;
  const docs: Doc[] = [];
  if (type.kind === "scalar" && type.scale !== undefined) {
    const scale = `${file.value("hasDecimalScale")}(${value}, ${String(type.scale)})`;
    docs.push(guard(`!${scale}`, refusal(scaleRule(type.scale), file, path)));
  }
  if (field.where !== undefined) docs.push(whereDoc(field.where, value, false, locals, file, path));
  return docs;
}

function escapePointer(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Whether a type's rules are judged by a function of their own. */
function isNested(type: Type, file: File): boolean {
  const inner = unwrapped(type);
  return inner.kind !== "scalar" && isConstrained(inner, file.symbols.lookup);
}

/** `checkItems(value, problems, checkLine)`. */
function checkCall(type: Type, value: Doc, file: File): Doc {
  switch (type.kind) {
    case "list":
    case "set":
      return call(file.runtime("checkItems"), [value, "problems", checkOf(type.of, file)]);
    case "map":
      return call(file.runtime("checkMembers"), [value, "problems", checkOf(type.value, file)]);
    default:
      return [checkOf(type, file), "(", value, ", problems)"];
  }
}

/** A check as a value. */
function checkOf(type: Type, file: File): Doc {
  const { symbols } = file;
  if (type.kind === "brand" || type.kind === "value" || type.kind === "entity") {
    return file.use(symbols.of("check", type.ref));
  }
  if (type.kind === "scalar" && type.scale !== undefined) {
    const fails = `!${file.value("hasDecimalScale")}(item, ${String(type.scale)})`;
    return hug(["(item, problems) => ", block([guard(fails, refusal(scaleRule(type.scale), file))])]);
  }
  return hug(["(item, problems) => ", block([[checkCall(type, "item", file), ";"]])]);
}
