/** Where the items of a file are: by offset of the source, and their brackets. */
import type { AstNode } from "langium";
import type { Item } from "./items.js";

const closerOf: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const openers: ReadonlySet<string> = new Set(Object.keys(closerOf));
const closers: ReadonlySet<string> = new Set(Object.values(closerOf));

export class Places {
  readonly items: readonly Item[];
  private readonly starts = new Map<number, number>();
  private readonly ends = new Map<number, number>();
  /** The other bracket of each. */
  readonly partner = new Map<number, number>();
  /** The bracket that an item stands in. */
  readonly around: (number | undefined)[] = [];

  constructor(items: readonly Item[]) {
    this.items = items;
    const open: number[] = [];
    items.forEach((item, index) => {
      if (item.kind === "word") {
        this.starts.set(item.start, index);
        this.ends.set(item.end, index);
      }
      if (item.kind === "word" && closers.has(item.text)) {
        const opener = open.pop();
        if (opener !== undefined) {
          this.partner.set(opener, index);
          this.partner.set(index, opener);
        }
      }
      this.around[index] = open.at(-1);
      if (item.kind === "word" && openers.has(item.text)) open.push(index);
    });
  }

  /** The first item of a node. */
  first(node: AstNode): number {
    return this.starts.get(node.$cstNode?.offset ?? -1) ?? 0;
  }

  /** The last item of a node. */
  last(node: AstNode): number {
    return this.ends.get(node.$cstNode?.end ?? -1) ?? this.first(node);
  }

  /** The items of a node with the brackets that it leaves half outside: `(a + b) * c` may begin at `a`. */
  whole(node: AstNode): { readonly start: number; readonly end: number } {
    let [start, end] = [this.first(node), this.last(node)];
    for (let index = start; index <= end; index++) {
      const other = this.partner.get(index);
      if (other === undefined) continue;
      end = Math.max(end, other);
      if (other < start) {
        start = other;
      }
    }
    return { start, end };
  }

  isWord(index: number, text: string): boolean {
    const item = this.items[index];
    return item?.kind === "word" && item.text === text;
  }

  /** The word before an item, past comments. */
  before(index: number): number {
    let at = index - 1;
    while (at >= 0 && this.items[at]?.kind !== "word") at--;
    return at;
  }

  after(index: number): number {
    let at = index + 1;
    while (at < this.items.length && this.items[at]?.kind !== "word") at++;
    return at;
  }

  /** The word `text` that stands right behind a node or its closing parentheses. */
  behind(node: AstNode, text: string): number | undefined {
    let at = this.after(this.last(node));
    while (this.isWord(at, ")")) at = this.after(at);
    return this.isWord(at, text) ? at : undefined;
  }

  /** The word `text` that stands right before a node or its opening parentheses. */
  ahead(node: AstNode, text: string): number | undefined {
    let at = this.before(this.first(node));
    while (this.isWord(at, "(") && text !== "(") at = this.before(at);
    return this.isWord(at, text) ? at : undefined;
  }
}
