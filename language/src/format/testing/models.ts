/** Texts to format, and what of a text is not its layout. */
import type { AstNode } from "langium";
import { isReference } from "langium";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { docOf } from "../../syntax/services.js";
import { syntax } from "../../syntax/shared.js";

const root = fileURLToPath(new URL("../../../../", import.meta.url));

const folders = ["examples", "cli/templates", "generator/src", "evolution/src", "test"];

/** Every `.esdl` file of the repository. */
export const models = folders.flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".esdl") && !/node_modules|generated/.test(file))
    .sort()
    .map((file) => ({ path: `${folder}/${file}`, text: readFileSync(`${root}${folder}/${file}`, "utf8") })),
);

/** A tree with its doc comments, without places and with modifiers in one order. */
export const meaning = (text: string): unknown => shape(syntax().parse(text).ast);

function shape(node: AstNode): unknown {
  const plain: Record<string, unknown> = { doc: docOf(node) };
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    if (key.startsWith("$") && key !== "$type") continue;
    const values = (Array.isArray(value) ? (value as unknown[]) : [value]).map(part);
    plain[key] = key === "modifiers" ? values.map((item) => JSON.stringify(item)).sort() : values;
  }
  return plain;
}

function part(value: unknown): unknown {
  if (isReference(value)) return value.$refText;
  return typeof value === "object" && value !== null && "$type" in value ? shape(value as AstNode) : value;
}

const lex = (text: string) => syntax().esdl.parser.Lexer.tokenize(text);

/** The words of a text. */
export const tokensOf = (text: string) => lex(text).tokens;

/** The comments of a text, without what their places alone change. */
export const comments = (text: string): string[] =>
  lex(text)
    .hidden.map(({ image }) =>
      image
        .split(/\r?\n/)
        .map((line) => line.trim())
        .join("\n"),
    )
    .sort();
