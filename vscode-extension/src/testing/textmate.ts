/** Colours a text by the extension's grammar, as editors do. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import oniguruma from "vscode-oniguruma";
import textmate, { type IGrammar } from "vscode-textmate";

const grammarFile = new URL("../../syntaxes/esdl.tmLanguage.json", import.meta.url);

/** A piece of a text that the grammar gives one colour. */
export interface Coloured {
  readonly start: number;
  readonly end: number;
  /** From the outermost inwards. */
  readonly scopes: readonly string[];
}

export async function loadGrammar(): Promise<IGrammar> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(wasm);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: () =>
      Promise.resolve(textmate.parseRawGrammar(readFileSync(grammarFile, "utf8"), "esdl.tmLanguage.json")),
  });
  const grammar = await registry.loadGrammar("source.esdl");
  if (grammar === null) throw new Error("The grammar source.esdl was not found");
  return grammar;
}

/** The pieces of a text, in order and without gaps but for the ends of lines. */
export function colour(grammar: IGrammar, text: string): readonly Coloured[] {
  let state = textmate.INITIAL;
  let offset = 0;
  return text.split("\n").flatMap((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    const begin = offset;
    offset += line.length + 1;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({
      start: begin + startIndex,
      end: begin + Math.min(endIndex, line.length),
      scopes,
    }));
  });
}
