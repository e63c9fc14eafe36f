/** What is said to and by an aggregate: its events, commands and rejections, each a type and a constructor. */
import type { CommandDecl, EventDecl, RejectionDecl } from "@esdl/language/model";
import { stringLiteral, templateText } from "../escape/index.js";
import { memberAccess } from "../names/index.js";
import { type AggregateFile } from "./aggregate-names.js";
import { members, objectType } from "./declarations.js";
import { text } from "./expressions.js";
import { readsRoot } from "./facts.js";
import { selfNames } from "./readers.js";
import { object } from "./syntax.js";
import { commented, declaredName } from "./file.js";
import { block, group, hardline, ifBreak, indent, join, line, softline, type Doc } from "./layout.js";
import { returned } from "./text.js";
import { baseOf, memberText, propertyName, typeText, unwrapped } from "./types.js";

export function eventDocs(owner: AggregateFile, events: readonly EventDecl[]): readonly Doc[] {
  return [
    ...events.flatMap((event) => eventDoc(owner, event)),
    unionDoc(
      "Event",
      "Everything that happens to it.",
      events.map((event) => owner.file.symbols.of("declared", `event:${event.ref}`).name),
    ),
  ];
}

function eventDoc({ file }: AggregateFile, event: EventDecl): readonly Doc[] {
  const { name } = file.symbols.of("declared", `event:${event.ref}`);
  const own = declaredName(name, event.nameSpan);
  const type: Doc = commented(event.doc, [
    "export interface ",
    own,
    " ",
    block([
      `readonly type: ${stringLiteral(event.name)};`,
      ["readonly data: ", objectType(event.fields, file), ";"],
    ]),
  ]);
  return [
    [type, hardline, ...constructorDoc(name, own, event.name, event.fields, undefined, file)],
    ...event.getters.map((getter) => {
      const locals = file.locals();
      const data = locals.local("self", "data");
      const body = text(
        getter.body,
        selfNames(file, locals, () => data.use(), event.ref),
      );
      return commented(getter.doc ?? `\`${getter.name}\` of the event \`${event.name}\`.`, [
        "export function ",
        declaredName(file.symbols.of("getter", `${event.ref}.${getter.name}`).name, getter.nameSpan),
        [
          "(",
          readsRoot(getter.body, "self") ? "" : "_",
          data.declare,
          `: ${name}["data"]): ${typeText(getter.type, file)} `,
        ],
        block([returned(body)]),
      ]);
    }),
  ];
}

/** A constructor of an event or rejection: absent members are left out, since plain JSON holds no `undefined`. */
function constructorDoc(
  name: string,
  own: Doc,
  type: string,
  fields: EventDecl["fields"],
  message: Doc | undefined,
  file: AggregateFile["file"],
): readonly Doc[] {
  const optionals = fields.filter((field) => field.type.kind === "optional");
  const said: readonly Doc[] = message === undefined ? [] : [["message: ", message]];
  if (fields.length === 0) {
    const value = object([`type: ${stringLiteral(type)}`, ...said, "data: {}"]);
    return ["export function ", own, `(): ${name} `, block([["return ", value, ";"]])];
  }
  if (optionals.length === 0) {
    const value = object([`type: ${stringLiteral(type)}`, ...said, "data"]);
    return ["export function ", own, `(data: ${name}["data"]): ${name} `, block([["return ", value, ";"]])];
  }
  const required = fields.filter((field) => field.type.kind !== "optional");
  const parameter = looseType(fields, file);
  const data = object([
    ...required.map((field) => `${propertyName(field.name)}: data${memberAccess(field.name)}`),
    ...optionals.map((field) => {
      const value = `data${memberAccess(field.name)}`;
      return `...(${value} === undefined ? {} : { ${propertyName(field.name)}: ${value} })`;
    }),
  ]);
  const value = object([`type: ${stringLiteral(type)}`, ...said, ["data: ", data]]);
  return [
    "export function ",
    own,
    ["(data: ", parameter, ")"],
    `: ${name} `,
    block([["return ", value, ";"]]),
  ];
}

/** The data of an event, in which optional members may be given as `undefined`. */
function looseType(fields: EventDecl["fields"], file: AggregateFile["file"]): Doc {
  const items = fields.map((field) => {
    const text = memberText(field.name, field.type, file);
    return field.type.kind === "optional" ? `${text} | undefined` : text;
  });
  return group(
    "{",
    indent(line, join([";", line], items)),
    { kind: "ifBreak", broken: ";", flat: "" },
    line,
    "}",
  );
}

function unionDoc(name: string, doc: string, names: readonly string[]): Doc {
  if (names.length === 0) return [`/** ${doc} */`, hardline, `export type ${name} = never;`];
  return [
    `/** ${doc} */`,
    hardline,
    group(`export type ${name} =`, indent(line, group(ifBreak("| "), join([line, "| "], names))), ";"),
  ];
}

// ---------------------------------------- commands

export function commandDocs(owner: AggregateFile): readonly Doc[] {
  const { file, aggregate } = owner;
  return [
    ...aggregate.commands.flatMap((command) => commandDoc(owner, command)),
    unionDoc(
      "Command",
      "Everything that can be asked of it.",
      aggregate.commands.map(({ ref }) => file.symbols.of("declared", `command:${ref}`).name),
    ),
  ];
}

function commandDoc({ file, aggregate }: AggregateFile, command: CommandDecl): readonly Doc[] {
  const { name } = file.symbols.of("declared", `command:${command.ref}`);
  const input = file.symbols.of("input", command.ref).name;
  const own = declaredName(name, command.nameSpan);
  const events = command.emits.map((ref) => file.symbols.of("declared", `event:${ref}`).name);
  const rejections = command.rejections.map((ref) => file.symbols.of("declared", `rejection:${ref}`).name);
  const leads = `${file.runtimeType("CommandLike")}<`;
  const arguments_: readonly Doc[] = [
    events.length === 0 ? "never" : group(join([line, "| "], events)),
    group(join([line, "| "], [file.runtimeType("BuiltInRejection"), ...rejections])),
  ];
  // Arguments of types take no trailing comma.
  const outcome = group(leads, indent(softline, join([",", line], arguments_)), softline, ">");
  return [
    [
      `/** The input of {@link ${name}}. */`,
      hardline,
      `export interface ${input} `,
      members([aggregate.identity, ...command.params], file, "input"),
    ],
    [
      commented(command.doc, [
        "export interface ",
        own,
        " extends ",
        outcome,
        " ",
        block([
          `readonly aggregate: ${stringLiteral(aggregate.ref)};`,
          `readonly type: ${stringLiteral(command.name)};`,
          `readonly data: ${input};`,
        ]),
      ]),
      hardline,
      commented(command.doc, [
        "export function ",
        own,
        `(data: ${input}): ${name} `,
        block([
          [
            "return ",
            object(["aggregate: streamCategory", `type: ${stringLiteral(command.name)}`, "data"]),
            ";",
          ],
        ]),
      ]),
    ],
  ];
}

// ---------------------------------------- rejections

export function rejectionDocs({ file, aggregate }: AggregateFile): readonly Doc[] {
  const names = aggregate.rejections.map(({ ref }) => file.symbols.of("declared", `rejection:${ref}`).name);
  return [
    ...aggregate.rejections.map((rejection) => rejectionDoc(rejection, file)),
    unionDoc("Rejection", "Every answer that is a no.", [file.runtimeType("BuiltInRejection"), ...names]),
  ];
}

function rejectionDoc(rejection: RejectionDecl, file: AggregateFile["file"]): Doc {
  const { name } = file.symbols.of("declared", `rejection:${rejection.ref}`);
  const own = declaredName(name, rejection.nameSpan);
  return [
    commented(rejection.doc, [
      "export interface ",
      own,
      " ",
      block([
        `readonly type: ${stringLiteral(rejection.name)};`,
        "readonly message: string;",
        ["readonly data: ", objectType(rejection.fields, file), ";"],
      ]),
    ]),
    hardline,
    ...constructorDoc(name, own, rejection.name, rejection.fields, messageDoc(rejection, file), file),
  ];
}

/** The message, with the rejection's fields in it. */
function messageDoc({ message, name, fields }: RejectionDecl, file: AggregateFile["file"]): Doc {
  const parts = message ?? [sentence(name)];
  if (parts.every((part) => typeof part === "string")) return stringLiteral(parts.join(""));
  const body = parts.map((part) => {
    if (typeof part === "string") return templateText(part);
    const field = fields.find((declared) => declared.name === part.field);
    const value = `data${memberAccess(part.field)}`;
    if (field === undefined) return `\${${value}}`;
    const base = baseOf(unwrapped(field.type), file.symbols.lookup);
    // What is no text, number or truth value has no text of its own.
    if (base.kind !== "enum" && (base.kind !== "scalar" || base.name === "json"))
      return `\${${file.value("messageText")}(${value})}`;
    return field.type.kind === "optional" ? `\${${value} ?? ""}` : `\${${value}}`;
  });
  return `\`${body.join("")}\``;
}

/** `EmptyOrder` as words: `Empty order`. */
function sentence(name: string): string {
  const text = words(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function words(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/gu, "$1 $2").toLowerCase();
}
