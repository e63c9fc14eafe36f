/** The page of `esdl.config.json`, read from its schema. */
import { code, fence, type Page, paragraphs, table } from "../page.js";

/** As much of JSON Schema as the schema of the configuration uses. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly pattern?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

export function configurationPages(schema: Schema): readonly Page[] {
  const keys = Object.entries(schema.properties ?? {});
  return [
    {
      path: "reference/configuration.md",
      text: paragraphs(
        "# `esdl.config.json`",
        "Without paths, a verb reads the nearest `esdl.config.json`, in the working directory or above it. A key that is not " +
          "listed here is an error. This page is made from the schema, which editors use as well:",
        fence(
          "json",
          '{\n  "$schema": "./node_modules/esdl/config.schema.json",\n  "include": ["model/**/*.esdl"],\n  "out": "generated"\n}',
        ),
        table(
          ["key", "takes", "default"],
          keys.map(([key, { default: value, ...one }]) => [
            `[${code(key)}](#${anchor(key)})`,
            takes(one),
            value === undefined ? "" : code(JSON.stringify(value)),
          ]),
        ),
        ...keys.map(([key, one]) =>
          paragraphs(`## ${code(key)} {#${anchor(key)}}`, one.description, membersOf(one.items)).trimEnd(),
        ),
      ),
    },
  ];
}

const anchor = (key: string): string => key.replace("$", "").toLowerCase();

function takes({ type, enum: values, items }: Schema): string {
  if (values !== undefined) return values.map((value) => code(JSON.stringify(value))).join(", ");
  if (type === "array" && items !== undefined)
    return `a list of ${items.type === "object" ? "objects" : "texts"}`;
  return type === "boolean" ? "`true` or `false`" : "a text";
}

function membersOf(items: Schema | undefined): string | undefined {
  if (items?.properties === undefined) return undefined;
  return table(
    ["member", "takes", "meaning"],
    Object.entries(items.properties).map(([name, { description = "", pattern, format }]) => [
      code(name) + (items.required?.includes(name) === true ? "" : " (optional)"),
      pattern === undefined
        ? format === undefined
          ? "a text"
          : `a ${format}`
        : `a text like ${code(pattern)}`,
      description,
    ]),
  );
}
