/** What a retired event becomes: one function for each, which answers the events that are read in its place. */
import { expressionsIn, type Become, type EventDecl, type Expr, type Lookup } from "@esdl/language/model";
import { stringLiteral } from "../escape/index.js";
import { membersOf, text, type Names } from "./expressions.js";
import { commented, type File } from "./file.js";
import { block, list, type Doc } from "./layout.js";
import { atVersion } from "./symbols.js";
import { call, hug, object, parameter } from "./syntax.js";
import { access, asType, postfix, primary, type Text } from "./text.js";
import { baseOf, typeText } from "./types.js";

/** `replaceTagsAdded(event: TagsAddedV1): readonly Tagged[]`. */
export function replaceDoc(event: EventDecl, file: File): Doc {
  const { symbols } = file;
  const key = `event:${event.ref}`;
  const data = parameter("event");
  const names: Names = {
    file,
    locals: file.locals(),
    root: (root) => primary(root === "event" ? data.use() : "meta"),
    member: (field, root) =>
      root === "event" && field.role === "identity" ? identity(event, file) : undefined,
  };
  const becomes = event.retired?.becomes ?? [];
  const parameters: readonly Doc[] = [
    [data.declare, `: ${file.type(symbols.of("version", atVersion(key, event.version)))}`],
    ...(replaceTakesMeta(event, symbols.lookup) ? [`meta: ${file.runtimeType("EventMeta")}`] : []),
  ];
  return commented(`What the retired event \`${event.name}\` is read as.`, [
    `export function ${symbols.of("replace", key).name}`,
    list("(", parameters, ")"),
    `: ${resultType(becomes, file)} `,
    block([["return ", together(becomes.map((become) => partDoc(become, names))), ";"]]),
  ]);
}

interface Part {
  readonly doc: Doc;
  /** Whether it is a list of events. */
  readonly isMany: boolean;
}

/** One list of all parts; what is a list already needs none around it. */
function together(parts: readonly Part[]): Doc {
  const [only] = parts;
  if (parts.length === 1 && only?.isMany === true) return only.doc;
  return list(
    "[",
    parts.map(({ doc, isMany }) => (isMany ? ["...", doc] : doc)),
    "]",
  );
}

/** One part: an event, one for each element of a list, or what another retired event becomes. */
function partDoc(become: Become, names: Names): Part {
  const { file, locals } = names;
  const { symbols } = file;
  const target = symbols.lookup.events.get(become.event);
  if (target === undefined) throw new Error(`the model has no event ${become.event}`);
  const loop = become.for;
  const variable = loop && locals.local(`local:${loop.name}`, loop.name);
  const before = variable?.uses() ?? 0;
  const optionals = new Set(target.fields.flatMap((f) => (f.type.kind === "optional" ? [f.name] : [])));
  const data = object(membersOf(become.args, optionals, names));
  const key = `event:${become.event}`;
  const isRetired = target.retired !== undefined;
  const meta = isRetired && replaceTakesMeta(target, symbols.lookup) ? ["meta"] : [];
  // Not by the constructor of the event: its file imports this one.
  const made = isRetired
    ? call(file.use(symbols.of("replace", key)), [data, ...meta])
    : object([`type: ${stringLiteral(target.name)}`, ["data: ", data]]);
  if (loop === undefined || variable === undefined) return { doc: made, isMany: isRetired };
  const declared: Doc = variable.uses() === before ? ["_", variable.declare] : variable.declare;
  const arrow: Doc = isRetired
    ? ["(", declared, ") => ", made]
    : ["(", declared, "): ", file.type(symbols.of("declared", key)), " => (", made, ")"];
  const items = call(isRetired ? ".flatMap" : ".map", [hug(arrow)]);
  return { doc: access(text(loop.list, names), items).doc, isMany: true };
}

function resultType(becomes: readonly Become[], file: File): string {
  const types = [...new Set(becomes.flatMap((become) => leavesOf(become, file)))];
  if (types.length > 1) return `readonly (${types.join(" | ")})[]`;
  return `readonly ${types[0] ?? "never"}[]`;
}

/** The types of the events that are left when everything retired was replaced. */
function leavesOf({ event: ref }: Become, file: File): readonly string[] {
  const target = file.symbols.lookup.events.get(ref);
  if (target?.retired !== undefined) return target.retired.becomes.flatMap((next) => leavesOf(next, file));
  return [file.type(file.symbols.of("declared", `event:${ref}`))];
}

/** Whether what a retired event becomes depends on its envelope. */
function replaceTakesMeta({ retired }: EventDecl, lookup: Lookup): boolean {
  return (retired?.becomes ?? []).some(({ event, args, for: loop }) => {
    const target = lookup.events.get(event);
    const read = [...args.map(({ value }) => value), ...(loop === undefined ? [] : [loop.list])];
    return (
      read.some((e) => [...expressionsIn(e)].some(isOfEnvelope)) ||
      (target !== undefined && replaceTakesMeta(target, lookup))
    );
  });
}

const isOfEnvelope = (e: Expr): boolean =>
  (e.kind === "root" && e.root === "meta") || (e.kind === "field" && e.role === "identity");

/** The identity of the event's aggregate, which its stream is named after. */
function identity(event: EventDecl, file: File): Text {
  const declared = file.symbols.lookup.aggregates.get(event.aggregate)?.identity.type;
  if (declared === undefined) throw new Error(`the model has no aggregate ${event.aggregate}`);
  const part = `meta.streamId.slice(${stringLiteral(`${event.aggregate}-`)}.length)`;
  const type = typeText(declared, file);
  const base = baseOf(declared, file.symbols.lookup);
  const isNumber = base.kind === "scalar" && base.name === "int";
  const value = postfix(isNumber ? `Number(${part})` : part);
  return type === "string" || type === "number" ? value : asType(value, type);
}
