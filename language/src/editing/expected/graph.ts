/** The grammar as a graph: one automaton for each rule, made once from the same grammar that the parser is made from. */
import type { GrammarAST } from "langium";
import { GrammarAST as Grammar } from "langium";

/** What one token may be at one place of the grammar. */
export interface Terminal {
  /** The keyword itself, or undefined for a terminal such as ID. */
  readonly keyword?: string;
  /** The name of the terminal, for what is no keyword. */
  readonly name?: string;
  /** The type of the node that is being read there: `EmitStatement`. */
  readonly type: string;
  /** The property that is read. */
  readonly property?: string;
}

export interface Call {
  readonly rule: Rule;
  readonly type: string;
  readonly property?: string;
  readonly then: GraphState;
}

export interface GraphState {
  readonly id: number;
  readonly skips: GraphState[];
  readonly reads: { readonly terminal: Terminal; readonly then: GraphState }[];
  readonly calls: Call[];
  /** The rule ends here. */
  isEnd: boolean;
}

export interface Rule {
  readonly name: string;
  readonly start: GraphState;
}

/** The automaton of the entry rule; those of the others are reached through its calls. */
export function graphOf(grammar: GrammarAST.Grammar): Rule {
  const rules = new Map<GrammarAST.ParserRule, Rule>();
  let states = 0;
  const newState = (): GraphState => ({ id: states++, skips: [], reads: [], calls: [], isEnd: false });

  const ruleOf = (node: GrammarAST.ParserRule): Rule => {
    const known = rules.get(node);
    if (known !== undefined) return known;
    const rule: Rule = { name: node.name, start: newState() };
    rules.set(node, rule);
    build(node.definition, rule.start, { type: typeOf(node) }).end.isEnd = true;
    return rule;
  };

  /** Adds an element behind `from`; answers where it ends, and the type that an action in it began. */
  const build = (element: GrammarAST.AbstractElement, from: GraphState, at: Reading): Built => {
    const { cardinality } = element;
    if (cardinality === undefined) return once(element, from, at);
    const before = newState();
    from.skips.push(before);
    const { end } = once(element, before, at);
    const after = newState();
    end.skips.push(after);
    if (cardinality !== "+") before.skips.push(after);
    if (cardinality !== "?") end.skips.push(before);
    return { end: after, type: at.type };
  };

  const once = (element: GrammarAST.AbstractElement, from: GraphState, at: Reading): Built => {
    const { type, property } = at;
    if (Grammar.isGroup(element)) {
      return element.elements.reduce<Built>(
        (before, part) => build(part, before.end, { ...at, type: before.type }),
        { end: from, type },
      );
    }
    if (Grammar.isAlternatives(element)) {
      const after = newState();
      for (const part of element.elements) build(part, from, at).end.skips.push(after);
      return { end: after, type };
    }
    if (Grammar.isAssignment(element))
      return { end: build(element.terminal, from, { type, property: element.feature }).end, type };
    if (Grammar.isCrossReference(element))
      return element.terminal === undefined ? { end: from, type } : build(element.terminal, from, at);
    if (Grammar.isAction(element))
      return { end: from, type: element.inferredType?.name ?? named(element.type) ?? type };
    const end = newState();
    const place = property === undefined ? { type } : { type, property };
    if (Grammar.isKeyword(element)) {
      from.reads.push({ terminal: { keyword: element.value, ...place }, then: end });
    } else if (Grammar.isRuleCall(element)) {
      const called = element.rule.ref;
      if (Grammar.isParserRule(called)) from.calls.push({ rule: ruleOf(called), ...place, then: end });
      else if (called !== undefined)
        from.reads.push({ terminal: { name: called.name, ...place }, then: end });
    }
    return { end, type };
  };

  const entry = grammar.rules.filter(Grammar.isParserRule).find((rule) => rule.entry);
  if (entry === undefined) throw new Error("The grammar has no entry rule");
  return ruleOf(entry);
}

interface Reading {
  readonly type: string;
  readonly property?: string;
}

interface Built {
  readonly end: GraphState;
  readonly type: string;
}

/** Fragments and rules that only choose have no type of their own; their name says as much. */
const typeOf = (rule: GrammarAST.ParserRule): string => named(rule.returnType) ?? rule.name;

const named = (
  type: { readonly ref?: { readonly name: string } | undefined; readonly $refText: string } | undefined,
): string | undefined => type?.ref?.name ?? type?.$refText;
