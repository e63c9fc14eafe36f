/**
 * Writes the JSON Schema of the checked model from its TypeScript types, so that the two cannot drift apart:
 * schema/model.schema.json, and src/model/schema.ts with the same for programs. A test compares both with what this makes.
 *
 * Understands the subset that src/model uses: interfaces with `extends`, unions, literals, arrays, tuples, inline object
 * types, and names of these. Anything else is an error.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import prettier from "prettier";
import ts from "typescript";

const language = dirname(dirname(fileURLToPath(import.meta.url)));
const sources = join(language, "src/model");

/** The schema as an object. */
export function modelSchema() {
  const declared = new Map();
  const values = new Map();
  for (const name of readdirSync(sources).sort()) {
    if (!name.endsWith(".ts") || name === "schema.ts" || name.includes(".test.")) continue;
    const file = ts.createSourceFile(
      name,
      readFileSync(join(sources, name), "utf8"),
      ts.ScriptTarget.ES2022,
      true,
    );
    for (const statement of file.statements) {
      if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
        declared.set(statement.name.text, statement);
      if (ts.isVariableStatement(statement))
        for (const declaration of statement.declarationList.declarations)
          if (declaration.initializer !== undefined && ts.isNumericLiteral(declaration.initializer))
            values.set(declaration.name.getText(), Number(declaration.initializer.text));
    }
  }

  const defs = {};
  const use = (name) => {
    if (!(name in defs)) {
      const declaration = declared.get(name);
      if (declaration === undefined) throw new Error(`Unknown type ${name}`);
      defs[name] = {};
      const schema = ts.isInterfaceDeclaration(declaration)
        ? object(members(declaration))
        : convert(declaration.type);
      defs[name] = describe(declaration, schema);
    }
    return { $ref: `#/$defs/${name}` };
  };
  /** The members of an interface and of all that it extends; its own win. */
  const members = (declaration) => {
    const inherited = (declaration.heritageClauses ?? [])
      .flatMap((clause) => [...clause.types])
      .flatMap((type) => members(declared.get(type.expression.getText())));
    const own = [...declaration.members];
    const names = new Set(own.map((member) => member.name.getText()));
    return [...inherited.filter((member) => !names.has(member.name.getText())), ...own];
  };
  const object = (list) => ({
    type: "object",
    properties: Object.fromEntries(
      list.map((member) => [member.name.getText(), describe(member, convert(member.type))]),
    ),
    required: list
      .filter((member) => member.questionToken === undefined)
      .map((member) => member.name.getText()),
    additionalProperties: false,
  });
  const convert = (type) => {
    if (ts.isParenthesizedTypeNode(type)) return convert(type.type);
    if (ts.isTypeOperatorNode(type)) return convert(type.type);
    if (ts.isTypeReferenceNode(type)) return use(type.typeName.getText());
    if (ts.isTypeLiteralNode(type)) return object([...type.members]);
    if (ts.isArrayTypeNode(type)) return { type: "array", items: convert(type.elementType) };
    if (ts.isTupleTypeNode(type)) {
      const items = type.elements.map((item) => convert(ts.isNamedTupleMember(item) ? item.type : item));
      return { type: "array", prefixItems: items, items: false, minItems: items.length };
    }
    if (ts.isTypeQueryNode(type)) return { const: values.get(type.exprName.getText()) };
    if (ts.isLiteralTypeNode(type)) return { const: literal(type.literal) };
    if (ts.isUnionTypeNode(type)) return union(type.types.map(convert));
    switch (type.kind) {
      case ts.SyntaxKind.StringKeyword:
        return { type: "string" };
      case ts.SyntaxKind.NumberKeyword:
        return { type: "number" };
      case ts.SyntaxKind.BooleanKeyword:
        return { type: "boolean" };
      default:
        throw new Error(`No schema for ${type.getText()}`);
    }
  };

  const root = use("Model");
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "urn:esdl:model:1",
    title: "The checked model of ESDL",
    ...root,
    $defs: Object.fromEntries(Object.entries(defs).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

const literal = (node) =>
  node.kind === ts.SyntaxKind.TrueKeyword
    ? true
    : node.kind === ts.SyntaxKind.FalseKeyword
      ? false
      : node.text;

const union = (parts) =>
  parts.every((part) => "const" in part) ? { enum: parts.map((part) => part.const) } : { anyOf: parts };

/** With the words of its TSDoc comment. */
function describe(node, schema) {
  const text = ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? "")
    .join("\n")
    .trim();
  return text === "" ? schema : { description: text, ...schema };
}

/** What the two files hold, by path relative to the package. */
export async function modelSchemaFiles() {
  const json = JSON.stringify(modelSchema());
  const format = (text, filepath) => prettier.format(text, { printWidth: 110, filepath });
  return {
    "schema/model.schema.json": await format(json, "model.schema.json"),
    "src/model/schema.ts": await format(
      `/** The JSON Schema (2020-12) of the checked model. Generated from the types by tools/model-schema.mjs. */\n` +
        `export const modelSchema: Readonly<Record<string, unknown>> = ${json};\n`,
      "schema.ts",
    ),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  for (const [path, text] of Object.entries(await modelSchemaFiles()))
    writeFileSync(join(language, path), text);
