/** The grammar as railroad diagrams: one for each rule, in the order and the parts of the grammar's file. */
import { EmptyFileSystem, type Grammar, GrammarAST, URI } from "langium";
import { createLangiumGrammarServices } from "langium/grammar";
import { code, type Page, paragraphs, table } from "../page.js";
import { diagramOf } from "./diagram.js";

/** What stands for a token, and what it is: the abstract ones of the grammar have no text of their own. */
export const tokens: Readonly<Record<string, string>> = {
  ID: "a name: letters, digits and `_`, no digit first; where a colon or an equals sign follows, a word of the language too",
  NAME: "a name, or any word of the language",
  WORD: "a name, or a word of the language that may stand bare in an expression",
  HEAD: "a name, or a word of the language that may begin an assignment",
  STRING: 'a text: `"…"`, with `\\"`, `\\\\`, `\\n`, `\\t` and the like inside',
  REGEX: "a regular expression between slashes: `/^[A-Z]+$/`",
  WHOLE: "digits: `12`",
  DECIMAL: "digits with a point: `12.50`; exact",
  DURATION: "a time: `500ms`, `30s`, `15m`, `2h`, `7d`",
  UNDO_ALL: "the word `undo`, where `all` follows",
};

/** The rules of a part of the grammar, under the comment that begins it. */
export interface Part {
  readonly title: string;
  readonly rules: readonly GrammarAST.ParserRule[];
}

export function grammarPages(text: string): readonly Page[] {
  const parts = partsOf(text);
  return [
    {
      path: "reference/grammar.md",
      text: paragraphs(
        "---\naside: false\n---",
        "# Grammar in diagrams",
        "The whole grammar, drawn from the file that the parser is made of. Words of the language are contextual: each of them may " +
          "be a name where a name is expected. What may be left out or repeated is a way around or back; a box leads to its rule.",
        ...parts.map(({ title, rules }) =>
          paragraphs(
            `## ${title}`,
            ...rules.map((rule) => `### ${rule.name} {#rule-${rule.name}}\n\n${diagramOf(rule)}`),
          ).trimEnd(),
        ),
        "## Tokens",
        table(
          ["token", "stands for"],
          Object.entries(tokens).map(([name, meaning]) => [
            `<a id="rule-${name}"></a>${code(name)}`,
            meaning,
          ]),
        ),
        "A comment is `// …` to the end of its line or `/* … */`; `/// …` documents the declaration that follows.",
      ),
    },
  ];
}

/** The parser rules, each in the part whose comment precedes it. */
export function partsOf(text: string): readonly Part[] {
  const grammar = parse(text);
  const heads = [...text.matchAll(/^\/\/ (?!-)(.+)$/gm)].map(({ index, 1: title = "" }) => ({
    index,
    title,
  }));
  const parts = new Map<string, GrammarAST.ParserRule[]>();
  for (const rule of grammar.rules.filter(GrammarAST.isParserRule)) {
    if (rule.dataType !== undefined || rule.name === "Whole") continue;
    const head = heads.findLast(
      ({ index }) => index < (rule.$cstNode?.offset ?? 0) && index > rulesBegin(text),
    );
    const title = heading(head?.title ?? "files and declarations");
    parts.set(title, [...(parts.get(title) ?? []), rule]);
  }
  return [...parts].map(([title, rules]) => ({ title, rules }));
}

/** The tree's types come first in the file; their comments are not those of the rules. */
const rulesBegin = (text: string): number => text.indexOf("entry Model");

/** `expressions, from loosest to tightest; …`: what comes after a semicolon is for those who write the grammar. */
const heading = (comment: string): string => {
  const title = comment.replace(/[;:].*$/, "");
  return title.charAt(0).toUpperCase() + title.slice(1);
};

function parse(text: string): Grammar {
  const { shared } = createLangiumGrammarServices(EmptyFileSystem);
  const document = shared.workspace.LangiumDocumentFactory.fromString<Grammar>(
    text,
    URI.parse("memory:/esdl.langium"),
  );
  const { lexerErrors, parserErrors } = document.parseResult;
  const [error] = [...lexerErrors, ...parserErrors];
  if (error !== undefined) throw new Error(`The grammar does not parse: ${error.message}`);
  return document.parseResult.value;
}
