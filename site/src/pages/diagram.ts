/** One rule of a Langium grammar as an SVG whose boxes lead to the rules they name. */
import { GrammarAST } from "langium";
import library, { type Item } from "railroad-diagrams";

const { Choice, Diagram, NonTerminal, OneOrMore, Optional, Sequence, Skip, Terminal, ZeroOrMore } = library;

/** The SVG in one line, so that Markdown takes it for one block. */
export function diagramOf(rule: GrammarAST.ParserRule): string {
  const svg = Diagram(...itemsOf(rule.definition)).toString();
  return `<div class="railroad" v-pre>${linked(svg).replaceAll(/\s*\n\s*/g, " ")}</div>`;
}

/** An element without what leaves no trace in the text. */
function itemsOf(element: GrammarAST.AbstractElement): readonly Item[] {
  if (GrammarAST.isAction(element)) return [];
  const items = bare(element);
  switch (element.cardinality) {
    case "?":
      return [Optional(one(items))];
    case "*":
      return [ZeroOrMore(one(items))];
    case "+":
      return [OneOrMore(one(items))];
    default:
      return items;
  }
}

function bare(element: GrammarAST.AbstractElement): readonly Item[] {
  if (GrammarAST.isKeyword(element)) return [Terminal(element.value)];
  if (GrammarAST.isRuleCall(element)) return [called(element.rule.$refText)];
  if (GrammarAST.isAssignment(element)) return itemsOf(element.terminal);
  if (GrammarAST.isCrossReference(element))
    return element.terminal === undefined ? [] : itemsOf(element.terminal);
  if (GrammarAST.isAlternatives(element))
    return [Choice(0, ...element.elements.map((each) => one(itemsOf(each))))];
  if (GrammarAST.isGroup(element)) return sequence(element.elements);
  throw new Error(`There is no drawing yet for ${element.$type} of the grammar.`);
}

/** In a sequence, `x (',' x)*` is drawn as an `x` that repeats over a comma. */
function sequence(elements: readonly GrammarAST.AbstractElement[]): readonly Item[] {
  const items: Item[] = [];
  for (let at = 0; at < elements.length; at++) {
    const element = elements[at];
    if (element === undefined) continue;
    const separator = separatorOf(element, elements[at + 1]);
    if (separator === undefined) items.push(...itemsOf(element));
    else {
      items.push(OneOrMore(one(itemsOf(element)), Terminal(separator)));
      at++;
    }
  }
  return items;
}

/** The separator, where what follows repeats the element behind one. */
function separatorOf(
  element: GrammarAST.AbstractElement,
  next: GrammarAST.AbstractElement | undefined,
): string | undefined {
  if (next?.cardinality !== "*" || element.cardinality !== undefined || !GrammarAST.isGroup(next))
    return undefined;
  const [separator, repeated, ...rest] = next.elements;
  if (separator === undefined || repeated === undefined || rest.length > 0) return undefined;
  const same = repeated.$cstNode?.text === element.$cstNode?.text && element.$cstNode !== undefined;
  return same && GrammarAST.isKeyword(separator) ? separator.value : undefined;
}

/** A word that the parser keeps apart under a name of its own is drawn as the word. */
const called = (rule: string): Item =>
  rule === "UNDO_ALL" ? Terminal("undo") : NonTerminal(rule === "Whole" ? "WHOLE" : rule);

function one(items: readonly Item[]): Item {
  const [only] = items;
  return only === undefined ? Skip() : items.length === 1 ? only : Sequence(...items);
}

/** The library draws words with round corners and rules as plain boxes; these become links. */
const linked = (svg: string): string =>
  svg.replaceAll(
    /<rect x="[^"]*" y="[^"]*" width="[^"]*" height="[^"]*"><\/rect>\s*<text[^>]*>(\w+)<\/text>/g,
    (box, rule: string) => `<a href="#rule-${rule}">${box}</a>`,
  );
