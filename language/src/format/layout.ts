/** From a tree and its items to a layout: what stands between the items, and what breaks together. */
import { isAstNode, type AstNode } from "langium";
import type { Model } from "../generated/ast.js";
import { isAssignStatement, isEnumMember, isListExpr, isMapType, isUsedContext } from "../generated/ast.js";
import { own } from "../syntax/own.js";
import { walk } from "../syntax/walk.js";
import { chainOf, clausesOf } from "./clauses.js";
import type { Item } from "./items.js";
import { isAlwaysBroken, lists, type ListStyle } from "./lists.js";
import { Places } from "./places.js";
import type { Comma, Gap, Group, Layout } from "./print.js";
import { areClose, closeItems } from "./spaces.js";

/** Names that stand on one line, as in `from, to, amount`, are kept there if they are not longer. */
const longestRun = 80;

export function layoutOf(root: Model, items: readonly Item[]): Layout {
  return new Builder(root, items).build();
}

class Builder {
  private readonly root: Model;
  private readonly items: readonly Item[];
  private readonly places: Places;
  /** What the tree says of the gaps before words. */
  private readonly gaps = new Map<number, Gap>();
  private readonly close = new Set<number>();
  private readonly commas = new Map<number, Comma>();
  private readonly groups: Group[] = [];
  /** Brackets whose items are separated by commas, and the blocks with their groups. */
  private readonly lists = new Set<number>();
  private readonly blocks = new Map<number, Group>();
  private readonly parentheses = new Map<number, Group>();
  /** Commas that only separate what begins behind them. */
  private readonly separated = new Set<number>();

  constructor(root: Model, items: readonly Item[]) {
    this.root = root;
    this.items = items;
    this.places = new Places(items);
  }

  build(): Layout {
    this.gaps.set(this.places.after(-1), { kind: "hard", blank: true, further: false });
    this.blocksOfBraces();
    const nodes: AstNode[] = [];
    walk(this.root, (node) => {
      nodes.push(node);
    });
    for (const node of nodes) {
      this.listsOf(node);
      for (const index of closeItems(node, this.places)) this.close.add(index);
      if (isListExpr(node)) this.lists.add(this.places.first(node));
      if (node.$type === "Arguments") this.lists.add(this.places.first(node));
      if (node.$type === "Parameter") this.lists.add(this.places.around[this.places.first(node)] ?? -1);
      if (isUsedContext(node)) this.usesOf(node);
      if (isMapType(node)) this.angles.push([this.places.first(node), this.places.last(node)]);
    }
    this.keptCommas();
    this.brackets();
    for (const node of nodes) this.breaksOf(node);
    const gaps = this.items.map((_, index) => this.gapBefore(index));
    const groups = [...this.groups].sort((a, b) => a.start - b.start || b.end - a.end);
    return { items: this.items, gaps, commas: this.commas, groups };
  }

  private blocksOfBraces(): void {
    for (const [start, end] of this.places.partner) {
      if (start > end || !this.places.isWord(start, "{")) continue;
      const group: Group = { start, end, from: start + 1, to: end - 1 };
      this.blocks.set(start, group);
      if (end === start + 1) this.gaps.set(end, { kind: "text", text: "" });
      else {
        this.groups.push(group);
        this.gaps.set(end, { kind: "line", group, flat: " ", blank: false, forced: false });
      }
    }
  }

  private usesOf(node: AstNode): void {
    const at = this.places.ahead(node, "uses");
    if (at !== undefined) this.gaps.set(at, { kind: "hard", blank: true, further: false });
  }

  private listsOf(node: AstNode): void {
    const styles = own(lists, node.$type);
    if (styles === undefined) return;
    for (const [property, style] of Object.entries(styles)) {
      const value: unknown = Reflect.get(node, property);
      const nodes = Array.isArray(value) ? value.filter(isAstNode) : [];
      if (nodes.length > 0) this.list(node, style, nodes);
    }
  }

  private list(holder: AstNode, style: ListStyle, nodes: readonly AstNode[]): void {
    const starts = nodes.map((node) => this.places.first(node));
    for (const start of starts) this.separated.add(this.places.before(start));
    const [first = 0] = starts;
    if (holder.$type === "Model") {
      for (const start of starts) this.gaps.set(start, { kind: "hard", blank: true, further: false });
      return;
    }
    const group =
      style.clause === true
        ? this.clauseGroup(holder, nodes)
        : this.blocks.get(this.places.around[first] ?? -1);
    if (group === undefined) return;
    const isBroken = isAlwaysBroken(holder, style, nodes);
    nodes.forEach((node, position) => {
      const start = this.places.first(node);
      const before = this.places.before(start);
      const isFirst = position === 0 && before <= group.from;
      const forced = isBroken || (isFirst && this.breaksAt(before + 1));
      const earlier = isFirst ? undefined : nodes[position - 1];
      const gap = { kind: "line", group, blank: true, forced, flat: " " } as const;
      if (earlier === undefined) {
        this.gaps.set(start, gap);
        return;
      }
      if (style.commas === true) this.commas.set(before, "always");
      const isShort = isBare(earlier);
      const areShort = isShort && isBare(node);
      const isMarked = style.flat === "," || areShort;
      const needed = this.isKeyword(earlier) || (areShort && this.isKeyword(node));
      if (this.sharesLine(nodes, position)) {
        this.commas.set(before, "always");
        this.gaps.set(start, { kind: "text", text: " " });
        return;
      }
      if (needed) this.commas.set(before, "always");
      else if (isMarked && style.commas !== true) this.commas.set(before, { group, when: "flat" });
      this.gaps.set(start, { ...gap, flat: isMarked || needed ? " " : style.flat });
    });
  }

  /** The facts of `given` and the like: broken where the source does, or where several do not fit on one line. */
  private clauseGroup(holder: AstNode, nodes: readonly AstNode[]): Group {
    const start = this.places.first(holder);
    const last = nodes.at(-1);
    const end = last === undefined ? start : this.places.last(last);
    this.separated.add(end);
    const range = { start, end, from: start + 1, to: end };
    const group: Group = nodes.length > 1 ? range : { ...range, broken: this.breaksAt(start + 1) };
    this.groups.push(group);
    return group;
  }

  /** Whether a line of the source ends before an item. */
  private breaksAt(index: number): boolean {
    return (this.items[index]?.breaks ?? 0) > 0;
  }

  /** Whether two bare names in a row stay on one line. */
  private sharesLine(nodes: readonly AstNode[], position: number): boolean {
    const at = (index: number): number => {
      const node = nodes[index];
      return node === undefined ? -1 : this.places.first(node);
    };
    const joins = (index: number): boolean => {
      const [node, before] = [nodes[index], nodes[index - 1]];
      if (node === undefined || before === undefined || !isBare(node) || !isBare(before)) return false;
      return at(index) === at(index - 1) + 1 && !this.breaksAt(at(index));
    };
    if (!joins(position)) return false;
    let first = position - 1;
    while (joins(first)) first--;
    let last = position;
    while (joins(last + 1)) last++;
    const texts = this.items.slice(at(first), at(last) + 1).map(({ text }) => text);
    return texts.join(", ").length <= longestRun;
  }

  /** A bare name that is a word of the language, which the comma behind it makes a name. */
  private isKeyword(node: AstNode): boolean {
    return isBare(node) && this.items[this.places.first(node)]?.keyword === true;
  }

  private keptCommas(): void {
    this.items.forEach((item, index) => {
      if (!item.comma || this.separated.has(index) || this.commas.has(index)) return;
      const after = this.items[this.places.after(index)]?.text;
      if (after === "}") return;
      const bracket = this.places.around[index];
      const isOpen = this.places.partner.get(index);
      const list = isOpen !== undefined && isOpen < index ? this.places.around[isOpen] : bracket;
      if (list !== undefined && !this.places.isWord(list, "{")) this.lists.add(list);
      if (after !== ")" && after !== "]") this.commas.set(index, "always");
    });
  }

  /** Parentheses and brackets: empty and index ones stay together, all others may break. */
  private brackets(): void {
    for (const [start, end] of this.places.partner) {
      if (start > end || this.places.isWord(start, "{") || end === start + 1) continue;
      const isList = this.lists.has(start);
      if (this.places.isWord(start, "[") && !isList) continue;
      if (this.isDigits(start)) continue;
      const group: Group = { start, end, from: start + 1, to: end - 1 };
      this.groups.push(group);
      this.parentheses.set(start, group);
      const soft = { kind: "line", group, flat: "", blank: false, forced: false } as const;
      this.gaps.set(this.places.after(start), soft);
      this.gaps.set(end, soft);
      if (!isList) continue;
      const last = this.places.before(end);
      if (last !== start) this.commas.set(last, { group, when: "broken" });
      for (let index = start + 1; index < end; index++) {
        const inner = this.places.partner.get(index);
        if (inner !== undefined && inner > index) index = inner;
        if (this.commas.get(index) === "always" && !this.isInAngles(index, start))
          this.gaps.set(this.places.after(index), { ...soft, flat: " " });
      }
    }
  }

  private isDigits(start: number): boolean {
    const end = this.places.partner.get(start) ?? start;
    return (
      this.close.has(start) &&
      end === start + 2 &&
      /^\d+$/.test(this.items[start + 1]?.text ?? "") &&
      !this.lists.has(start)
    );
  }

  /** The comma of `map<K, V>`, which is no separator of the list around it. */
  private isInAngles(index: number, start: number): boolean {
    return this.angles.some(([from, to]) => from > start && from < index && index < to);
  }
  private readonly angles: (readonly [number, number])[] = [];

  private breaksOf(node: AstNode): void {
    for (const { at, until, kept } of clausesOf(node, this.places)) {
      const isKept = kept === true && this.breaksAt(this.places.before(at) + 1);
      this.gaps.set(at, { kind: "fill", until, kept: isKept, unless: this.parametersOf(node) });
    }
    const chain = chainOf(node, this.places);
    if (chain === undefined) return;
    const { start, end } = chain;
    const group: Group = { start, end, from: start + 1, to: end };
    this.groups.push(group);
    for (const at of chain.fills ?? [])
      this.gaps.set(at, { kind: "fill", until: undefined, kept: false, unless: undefined });
    for (const at of chain.breaks)
      this.gaps.set(at, { kind: "line", group, flat: " ", blank: false, forced: false });
  }

  /** The parentheses of a command's parameters. */
  private parametersOf(node: AstNode): Group | undefined {
    if (node.$type !== "CommandDecl") return undefined;
    let at = this.places.first(node);
    while (at < this.places.last(node) && !this.places.isWord(at, "(")) at = this.places.after(at);
    return this.parentheses.get(at);
  }

  private gapBefore(index: number): Gap {
    const item = this.items[index];
    const before = this.items[index - 1];
    if (item === undefined || before === undefined) return { kind: "text", text: "" };
    const word = item.kind === "word" ? index : this.places.after(index);
    const gap = this.gaps.get(word) ?? this.plain(word);
    const blank = item.breaks > 1 && before.text !== "{" && item.text !== "}";
    // Behind the last word nothing goes on.
    const goesOn = word < this.items.length && (gap.kind === "text" || gap.kind === "fill");
    const hard: Gap = { kind: "hard", blank: blank, further: goesOn };
    if (item.kind === "word") {
      if (before.kind === "line" || (before.kind === "block" && isOwn(before, this.items[index - 2])))
        return hard;
      if (before.kind === "block" && leads(before, this.items[index - 2], item))
        return { kind: "text", text: " " };
      return gap.kind === "line" || gap.kind === "hard" ? { ...gap, blank: blank && gap.blank } : gap;
    }
    if (
      before.kind === "line" ||
      isOwn(item, before) ||
      (before.kind === "block" && isOwn(before, this.items[index - 2]))
    )
      return hard;
    if (item.kind === "block" && leads(item, before, this.items[index + 1]))
      return gap.kind === "line"
        ? { ...gap, blank: blank && gap.blank }
        : gap.kind === "fill"
          ? { kind: "text", text: " " }
          : gap;
    return { kind: "text", text: " " };
  }

  private plain(index: number): Gap {
    const [before, item] = [this.items[this.places.before(index)], this.items[index]];
    const isClose = this.close.has(index) || areClose(before?.text ?? "", item?.text ?? "");
    return { kind: "text", text: isClose ? "" : " " };
  }
}

const isBare = (node: AstNode): boolean =>
  isEnumMember(node) ||
  (isAssignStatement(node) && node.operator === undefined && node.target.$type === "NameExpr");

/** A comment on lines of its own. */
const isOwn = (item: Item, before: Item | undefined): boolean =>
  (item.breaks > 0 || before === undefined) && (item.kind === "line" || item.ends);

/** A comment that belongs to what follows on its line. */
const leads = (item: Item, before: Item | undefined, after: Item | undefined): boolean =>
  !/^[)\]}]$/.test(after?.text ?? "") &&
  (before === undefined || item.breaks > 0 || (before.comma && !item.ends) || /^[([{]$/.test(before.text));
