/**
 * How parameters are read that a saga or policy of an earlier release sent. Commands have no versions; what is embedded in their
 * parameters has: each parameter is stored with the version of the value or entity in its type, and is read through its steps.
 */
import type { EntityType, Field, Type, ValueType } from "@esdl/language/model";
import { wayTo } from "./externals.js";
import type { File } from "./file.js";
import { list, type Doc } from "./layout.js";
import { typeRenames, type Constants } from "./renames.js";
import { atVersion, upper } from "./symbols.js";
import { object, parameter, property } from "./syntax.js";
import { primary } from "./text.js";
import { shapeOf, typeText, unwrapped } from "./types.js";
import { takesOf } from "./upcaster-facts.js";
import { conversion, trailing } from "./upcasters.js";

export interface Sent {
  /** `sent: { … }` for the command's definition; nothing where no parameter has a history. */
  readonly entries: readonly Doc[];
  /** What it refers to. */
  readonly docs: readonly Doc[];
}

export function sentHistory(
  command: { readonly name: string; readonly params: readonly Field[] },
  constants: Constants,
  file: File,
): Sent {
  const all = command.params.map((param) => parameterHistory(command.name, param, constants, file));
  const entries = all.flatMap(({ entries: own }) => own);
  return {
    entries: entries.length === 0 ? [] : [["sent: ", object(entries)]],
    docs: all.flatMap(({ docs }) => docs),
  };
}

function parameterHistory(command: string, param: Field, constants: Constants, file: File): Sent {
  const type = unwrapped(param.type);
  const embedded = embeddedIn(type);
  const current = embedded === undefined ? 1 : shapeOf(embedded.ref, file.symbols.lookup).version;
  const types = Array.from({ length: current }, (_, at) => withVersion(type, at + 1));
  const renames = typeRenames(
    types,
    {
      called: `the parameter \`${param.name}\` of \`${command}\` as it was sent`,
      name: `rename${upper(command)}${upper(param.name)}`,
      constants,
    },
    file,
  );
  const isRenamed = renames.names.some((name) => name !== undefined);
  if (current === 1 && !isRenamed) return { entries: [], docs: [] };
  const steps =
    embedded === undefined
      ? []
      : types.slice(1).map((to, at) => stepDoc(types[at] ?? to, to, embedded, file));
  const history = object([
    `version: ${String(current)}`,
    ...(steps.length === 0 ? [] : [["upcasts: ", list("[", steps, "]")]]),
    ...(isRenamed
      ? [
          [
            "renames: ",
            list(
              "[",
              renames.names.map((name) => name ?? "undefined"),
              "]",
            ),
          ],
        ]
      : []),
  ]);
  return { entries: [property(param.name, history)], docs: renames.docs };
}

/** The step between two versions: that of the value itself, or a function that takes it for each element. */
function stepDoc(from: Type, to: Type, embedded: ValueType | EntityType, file: File): Doc {
  const { lookup } = file.symbols;
  const takes = takesOf(shapeOf(embedded.ref, lookup), embeddedIn(to)?.version ?? 1, lookup);
  const version = (from.kind === embedded.kind ? from.version : undefined) ?? 0;
  const isGivenAlike = !takes.externals || wayTo(embedded.ref, file) === "";
  if (version > 0 && isGivenAlike)
    return file.use(file.symbols.of("upcast", atVersion(embedded.ref, version)));
  const convert = conversion(from, to, file);
  if (convert === undefined) throw new Error(`there is no step between two versions of ${embedded.ref}`);
  const old = parameter("old");
  return [
    list("(", [[old.declare, `: ${typeText(from, file)}`], ...trailing(takes, file)], ")"),
    " => ",
    convert(primary(old.use())).doc,
  ];
}

/** The value or entity that a type holds; the keys of maps are none. */
function embeddedIn(type: Type): ValueType | EntityType | undefined {
  switch (type.kind) {
    case "value":
    case "entity":
      return type;
    case "optional":
    case "list":
    case "set":
      return embeddedIn(type.of);
    case "map":
      return embeddedIn(type.value);
    default:
      return undefined;
  }
}

/** A type that holds another version of what it holds. */
function withVersion(type: Type, version: number): Type {
  switch (type.kind) {
    case "value":
    case "entity":
      return { ...type, version };
    case "optional":
    case "list":
    case "set":
      return { ...type, of: withVersion(type.of, version) };
    case "map":
      return { ...type, value: withVersion(type.value, version) };
    default:
      return type;
  }
}
