/** A history as a scenario that can be pasted into its model: what the simulator says is what it expects. */
import type { Field, Lookup, Type } from "@esdl/language/model";
import type { Domain } from "../support/generated.js";
import type { Lived } from "./histories.js";
import type { Asked } from "./sides.js";

/** The events of all streams so far, the command, and what comes of it. What no scenario can say stands in a comment. */
export function scenarioOf({ lookup, aggregates }: Domain, before: readonly Lived[], last: Lived): string {
  const nameOf = (ref: string): string => ref.slice(ref.indexOf(".") + 1);
  const streams = new Map<
    string,
    { readonly aggregate: string; readonly id: unknown; readonly events: string[] }
  >();
  for (const { asked, answer } of before) {
    if (answer.kind !== "accepted" || answer.events.length === 0) continue;
    const { identity } = aggregates.find(({ decl }) => decl.ref === asked.command.aggregate)!.decl;
    const id = asked.data[identity.name];
    const key = `${asked.command.aggregate} ${JSON.stringify(id).toLowerCase()}`;
    const stream = streams.get(key) ?? { aggregate: asked.command.aggregate, id, events: [] };
    streams.set(key, stream);
    for (const { type, data } of answer.events) {
      const fields = lookup.events.get(`${asked.command.aggregate}.${type}`)?.fields ?? [];
      stream.events.push(`${type}(${args(fields, data, lookup)})`);
    }
  }
  const given = [...streams.values()].map(
    ({ aggregate, id, events }) =>
      `  given ${nameOf(aggregate)} ${JSON.stringify(id)} {\n    ${events.join("\n    ")}\n  }`,
  );
  return [
    'scenario "both say the same" {',
    ...given,
    ...whenOf(last.asked, lookup, aggregates, nameOf),
    thenOf(last, lookup, aggregates, nameOf),
    "}",
  ].join("\n");
}

function whenOf(
  { command, data, caller }: Asked,
  lookup: Lookup,
  aggregates: Domain["aggregates"],
  nameOf: (ref: string) => string,
): readonly string[] {
  const { identity } = aggregates.find(({ decl }) => decl.ref === command.aggregate)!.decl;
  const [role] = caller.roles;
  const as = caller.system === true || role === undefined ? "" : ` as ${role} ${JSON.stringify(caller.id)}`;
  const who = caller.system === true ? [] : [`  // the caller: ${JSON.stringify(caller)}`];
  return [
    ...who,
    `  // its input: ${JSON.stringify(data)}`,
    `  when ${nameOf(command.ref)}(${args([identity, ...command.params], data, lookup)})${as}`,
  ];
}

function thenOf(
  { asked, answer }: Lived,
  lookup: Lookup,
  aggregates: Domain["aggregates"],
  nameOf: (ref: string) => string,
): string {
  const { aggregate } = asked.command;
  if (answer.kind === "accepted") {
    if (answer.events.length === 0) return "  then nothing";
    const events = answer.events.map(({ type, data }) => {
      const fields = lookup.events.get(`${aggregate}.${type}`)?.fields ?? [];
      return `${type}(${args(fields, data, lookup)})`;
    });
    const { identity } = aggregates.find(({ decl }) => decl.ref === aggregate)!.decl;
    const id = JSON.stringify(asked.data[identity.name]);
    return `  then ${nameOf(aggregate)} ${id} { ${events.join(", ")} }`;
  }
  const declared = lookup.rejections.get(`${aggregate}.${answer.type}`);
  return `  then rejected ${answer.type}${declared === undefined ? "" : `(${args(declared.fields, answer.data, lookup)})`}`;
}

function args(fields: readonly Field[], data: unknown, lookup: Lookup): string {
  return fields
    .flatMap(({ name, type }) => {
      const value: unknown = typeof data === "object" && data !== null ? Reflect.get(data, name) : undefined;
      return value === undefined ? [] : [`${name}: ${literal(value, type, lookup)}`];
    })
    .join(", ");
}

/** A value as a literal; maps and json have none, and input may be nothing of its type at all. */
function literal(value: unknown, type: Type, lookup: Lookup): string {
  switch (type.kind) {
    case "optional":
      return literal(value, type.of, lookup);
    case "list":
    case "set":
      return Array.isArray(value)
        ? `[${value.map((item) => literal(item, type.of, lookup)).join(", ")}]`
        : unsayable(value);
    case "enum":
      return typeof value === "string"
        ? `${type.ref.slice(type.ref.indexOf(".") + 1)}.${value}`
        : unsayable(value);
    case "brand":
      return literal(value, lookup.brands.get(type.ref)!.base, lookup);
    case "value":
    case "entity": {
      const { fields } = lookup.values.get(type.ref) ?? lookup.entities.get(type.ref)!;
      return `${type.ref.slice(type.ref.indexOf(".") + 1)}(${args(fields, value, lookup)})`;
    }
    case "scalar":
      if (type.name === "json") return unsayable(value);
      if (type.name === "decimal" && typeof value === "string") return value;
      return typeof value === "string"
        ? quoted(value)
        : unsayable(value, typeof value === "number" || typeof value === "boolean");
    default:
      return unsayable(value);
  }
}

const unsayable = (value: unknown, isPlain = false): string =>
  isPlain ? String(value) : `none /* ${JSON.stringify(value).replaceAll("*/", "*\\/")} */`;

const quoted = (text: string): string =>
  `"${text.replace(/[\p{Cc}\u2028\u2029"\\]/gu, (found) => `\\u{${found.codePointAt(0)!.toString(16)}}`)}"`;
