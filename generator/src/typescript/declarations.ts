/** Declarations of a context's types: brands, enums, values, and the entities of aggregates. */
import {
  describeBrand,
  type BrandDecl,
  type Documented,
  type EntityDecl,
  type EnumDecl,
  type Field,
  type Span,
  type Type,
  type ValueDecl,
} from "@esdl/language/model";
import { docComment, stringLiteral } from "../escape/index.js";
import { equalFields } from "./equality.js";
import { text, type Names } from "./expressions.js";
import { call } from "./syntax.js";
import { readsRoot } from "./facts.js";
import { commented, declaredName, type File } from "./file.js";
import { block, group, hardline, indent, join, line, lines, softline, type Doc } from "./layout.js";
import { selfNames } from "./readers.js";
import { guard } from "./statements.js";
import {
  baseOf,
  holdsSet,
  inputMayLack,
  memberText,
  propertyName,
  typeText,
  unwrapped,
  type Flavour,
} from "./types.js";
import { level, primary, returned, within, type Text } from "./text.js";

/** A documented member of a type: `readonly amount: Amount;`. */
function member(field: Field, file: File, flavour: Flavour): Doc {
  const declared =
    flavour === "input" && inputMayLack(field)
      ? memberText(field.name, { kind: "optional", of: unwrapped(field.type) }, file, flavour)
      : memberText(field.name, field.type, file, flavour);
  const name = propertyName(field.name);
  const rest = declared.slice("readonly ".length + name.length);
  return commented(field.doc, ["readonly ", declaredName(name, field.nameSpan), rest, ";"]);
}

/** `{ readonly amount: Amount; readonly reference?: string }`, on one line if it fits and nothing in it has a comment. */
export function objectType(fields: readonly Field[], file: File, flavour: Flavour = "read"): Doc {
  if (fields.length === 0) return "Readonly<Record<never, never>>";
  if (fields.some(({ doc }) => docComment(doc) !== "")) return members(fields, file, flavour);
  const items = fields.map((field) => member(field, file, flavour));
  // The last semicolon stands only when each member has a line of its own.
  const flat = items.map((item) => withoutSemicolon(item));
  return group(
    "{",
    indent(line, join([";", line], flat)),
    { kind: "ifBreak", broken: ";", flat: "" },
    line,
    "}",
  );
}

function withoutSemicolon(doc: Doc): Doc {
  return Array.isArray(doc) && doc.at(-1) === ";" ? doc.slice(0, -1) : doc;
}

/** The members of an interface, each on a line. */
export function members(fields: readonly Field[], file: File, flavour: Flavour = "read"): Doc {
  return block(fields.map((field) => member(field, file, flavour)));
}

// --------------------------------------------------------------------------------------------- brands

export function brandDocs(brand: BrandDecl, file: File): readonly Doc[] {
  const { symbols } = file;
  const { name } = symbols.of("declared", brand.ref);
  const is = symbols.of("is", brand.ref).name;
  // A brand over a brand is one over its base: two marks at once would leave no value at all.
  const inner = baseOf(brand.base, symbols.lookup);
  const base = typeText(inner, file);
  const scalar = inner.kind === "scalar" ? inner.name : "string";
  const kind = base === "number" ? "number" : base === "string" ? "text" : "value";
  const parse = scalar === "decimal" ? "parseDecimal" : parsers[scalar];
  const refuse: Doc = call(`throw new ${file.value("ValueError")}`, [
    stringLiteral("invalid"),
    stringLiteral(describeBrand(brand, symbols.lookup)),
  ]);
  const make: readonly Doc[] =
    parse === undefined
      ? [guard(`!${is}(${kind})`, [refuse, ";"]), `return ${kind};`]
      : [
          `const value = ${file.value(parse)}(${kind});`,
          guard(`value === undefined || !${is}(value)`, [refuse, ";"]),
          `return value;`,
        ];
  return [
    commented(brand.doc, [
      "export type ",
      declaredName(name, brand.nameSpan),
      ` = ${file.valueType("Brand")}<${base}, ${stringLiteral(brand.ref)}>;`,
    ]),
    [
      `/** Whether a ${kind} is ${article(name)} {@link ${name}}. */`,
      hardline,
      `export function ${is}(${kind}: ${base}): ${kind} is ${name} `,
      block([returned(isText(brand, scalar, kind, file))]),
    ],
    [
      ...lineComment([
        `${capital(article(name))} {@link ${name}}, checked.`,
        "",
        `@throws ValueError \`invalid\` when it is none`,
      ]),
      "export function ",
      declaredName(name, brand.nameSpan),
      `(${kind}: ${base}): ${name} `,
      block(make),
    ],
  ];
}

/** Scalars whose text has more than one form. */
const parsers: Readonly<Record<string, string>> = {
  uuid: "parseUuid",
  instant: "parseInstant",
  date: "parseDate",
  duration: "parseDuration",
};

/** The whole condition: the base in canonical form, its scale, the `where`. */
function isText(brand: BrandDecl, scalar: string, value: string, file: File): Text {
  const parts: Doc[] = [];
  const parse = parsers[scalar];
  if (brand.base.kind === "brand") {
    parts.push(`${file.use(file.symbols.of("is", brand.base.ref))}(${value})`);
  } else if (parse !== undefined) parts.push(`${file.value(parse)}(${value}) === ${value}`);
  else if (scalar === "decimal") parts.push(`${file.value("isCanonicalDecimal")}(${value})`);
  else if (scalar === "int") parts.push(`${file.value("isInt")}(${value})`);
  if (brand.base.kind === "scalar" && brand.base.scale !== undefined) {
    parts.push(`${file.value("hasDecimalScale")}(${value}, ${String(brand.base.scale)})`);
  }
  // A condition that does not look at the value leaves that to what it is.
  if (brand.where !== undefined && parts.length === 0 && !readsRoot(brand.where, "it"))
    parts.push(isInnermost(baseOf(brand.base, file.symbols.lookup), value, file));
  if (brand.where !== undefined) {
    const names: Names = {
      file,
      locals: file.locals(),
      root: () => primary(value),
      // The conditions before this one have seen to it.
      isCanonical: true,
      hint: lowerFirst(brand.name),
    };
    const where = text(brand.where, names);
    parts.push(parts.length === 0 ? where.doc : within(where, level.and));
  }
  if (parts.length === 0) parts.push(isInnermost(baseOf(brand.base, file.symbols.lookup), value, file));
  return parts.length === 1 && brand.where === undefined
    ? { doc: parts, level: level.equality }
    : { doc: join([" &&", line], parts), level: level.and };
}

/** The condition of a brand that asks nothing of its own. */
function isInnermost(base: Type, value: string, file: File): Doc {
  if (base.kind === "enum") return `${file.use(file.symbols.of("declared", base.ref))}.includes(${value})`;
  const scalar = base.kind === "scalar" ? base.name : "string";
  if (scalar === "bool") return `typeof ${value} === "boolean"`;
  return `${file.value(scalar === "json" ? "isJson" : "isWellFormed")}(${value})`;
}

function lineComment(texts: readonly string[]): readonly Doc[] {
  return ["/**", hardline, lines(texts.map((t) => (t === "" ? " *" : ` * ${t}`))), hardline, " */", hardline];
}

function article(name: string): string {
  return /^[AEIOU]/u.test(name) ? "an" : "a";
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

// ---------------------------------------------------------------------------------------------- enums

/** An enum: its members as a constant, and the type that is one of them. */
export function enumDocs({
  name,
  doc,
  nameSpan,
  members: all,
}: Pick<EnumDecl, "doc" | "nameSpan"> & {
  readonly name: string;
  readonly members: readonly (Pick<Documented, "name" | "doc"> & { readonly nameSpan: Span })[];
}): readonly Doc[] {
  const documented = all.some((item) => docComment(item.doc) !== "");
  const items = all.map((item) => commented(item.doc, declaredName(stringLiteral(item.name), item.nameSpan)));
  const array: Doc = documented
    ? ["[", indent(hardline, join([",", hardline], items)), ",", hardline, "]"]
    : group(
        "[",
        indent(softline, join([",", line], items)),
        { kind: "ifBreak", broken: ",", flat: "" },
        softline,
        "]",
      );
  return [
    [
      commented(doc, ["export const ", declaredName(name, nameSpan), " = ", array, " as const;"]),
      hardline,
      "export type ",
      declaredName(name, nameSpan),
      ` = (typeof ${name})[number];`,
    ],
  ];
}

// --------------------------------------------------------------------------------------------- shapes

/** A value or entity: its type, what it is as input, its getters, and its equality where a set is in it. */
export function shapeDocs(shape: ValueDecl | EntityDecl, file: File): readonly Doc[] {
  const { symbols } = file;
  const { name } = symbols.of("declared", shape.ref);
  const input = symbols.of("input", shape.ref).name;
  const isEntity = "key" in shape;
  return [
    commented(shape.doc, [
      "export interface ",
      declaredName(name, shape.nameSpan),
      " ",
      members(shape.fields, file),
    ]),
    [
      `/** {@link ${name}} as input: not validated yet. */`,
      hardline,
      "export interface ",
      declaredName(input, shape.nameSpan),
      " ",
      members(shape.fields, file, "input"),
    ],
    ...shape.getters.map((getter) => {
      const locals = file.locals();
      const parameter = isEntity ? "entity" : "value";
      const self = locals.local("self", parameter);
      const body = text(
        getter.body,
        selfNames(file, locals, () => self.use()),
      );
      return commented(getter.doc ?? `\`${getter.name}\` of ${article(name)} \`${name}\`.`, [
        "export function ",
        declaredName(symbols.of("getter", `${shape.ref}.${getter.name}`).name, getter.nameSpan),
        [
          "(",
          readsRoot(getter.body, "self") ? "" : "_",
          self.declare,
          `: ${name}): ${typeText(getter.type, file)} `,
        ],
        block([returned(body)]),
      ]);
    }),
    ...(holdsSet({ kind: "value", ref: shape.ref }, symbols.lookup)
      ? [
          [
            `/** Whether two are the same {@link ${name}}: sets compare without regard to order. */`,
            hardline,
            `export function ${symbols.of("equal", shape.ref).name}(a: ${name}, b: ${name}): boolean `,
            block([
              returned({
                doc: join(
                  [" &&", line],
                  shape.fields.map((field) => equalFields(field, "a", "b", file)),
                ),
                level: level.and,
              }),
            ]),
          ],
        ]
      : []),
  ];
}
