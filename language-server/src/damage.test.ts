/**
 * Half-typed models, over a connection: a token is missing, or the text ends in the middle. Whatever an editor asks then is
 * answered, and nothing fails on the way.
 */
import { expect, it } from "vitest";
import { tokensOf } from "@esdl/language/editing";
import { ResponseError, ErrorCodes } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { corpus } from "../../test/models/corpus.js";
import { editorOn } from "./testing/editor.js";

/** One token in so many is taken out; `ESDL_EVERY=1` takes each, which lasts long. */
const every = Number(process.env["ESDL_EVERY"] ?? 2_999);

const inFile = [
  "formatting",
  "documentSymbol",
  "foldingRange",
  "semanticTokens/full",
  "codeLens",
  "documentLink",
];
const atPlace = [
  "completion",
  "hover",
  "signatureHelp",
  "definition",
  "typeDefinition",
  "references",
  "documentHighlight",
  "prepareRename",
  "prepareCallHierarchy",
];
const inRange = ["codeAction", "inlayHint", "rangeFormatting"];

interface Damaged {
  readonly text: string;
  readonly offset: number;
}

function damagedTexts(text: string, seed: number): readonly Damaged[] {
  const tokens = tokensOf(text);
  return tokens
    .filter((_, index) => (index + seed) % every === 0)
    .flatMap(({ start, end }) => [
      { text: text.slice(0, start) + text.slice(end), offset: start },
      { text: text.slice(0, end), offset: end },
    ]);
}

it.each(corpus)("$name, half typed, is answered for", { timeout: 3_600_000 }, async ({ sources }) => {
  const editor = await editorOn(Object.fromEntries(sources.map(({ path, text }) => [path, text])));
  const { client, uri, open, change } = editor;
  const ask = async (method: string, params: object): Promise<void> => {
    try {
      await client.sendRequest(`textDocument/${method}`, params);
    } catch (error) {
      // What is not there to be renamed is refused.
      if (!(error instanceof ResponseError) || error.code !== ErrorCodes.InvalidRequest) throw error;
    }
  };
  for (const [seed, { path, text }] of sources.entries()) {
    await open(path, text);
    const textDocument = { uri: uri(path) };
    for (const damaged of damagedTexts(text, seed * 7)) {
      await change(path, damaged.text);
      const position = TextDocument.create(path, "esdl", 1, damaged.text).positionAt(damaged.offset);
      const range = { start: { line: 0, character: 0 }, end: position };
      const rest = { context: { diagnostics: [], includeDeclaration: true } };
      const options = { options: { tabSize: 2, insertSpaces: true } };
      for (const method of inFile) await ask(method, { textDocument, ...options });
      for (const method of atPlace) await ask(method, { textDocument, position, ...rest });
      for (const method of inRange) await ask(method, { textDocument, range, ...rest, ...options });
      await ask("selectionRange", { textDocument, positions: [position] });
      await ask("rename", { textDocument, position, newName: "renamed" });
      expect(editor.logged).toEqual([]);
    }
    await change(path, text);
  }
  await editor.stop();
});
