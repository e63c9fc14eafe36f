/**
 * The concrete syntax of a file that is only checked: where each node stands, and where what its properties were read from.
 * Langium keeps every token and every rule that was tried, several times the size of the tree itself; editors and
 * formatters need that, a check of a large model pays for it in memory and in time to collect it.
 */
import type {
  AstNode,
  CompositeCstNode,
  CstNode,
  CstNodeBuilder,
  GrammarAST,
  LeafCstNode,
  RootCstNode,
} from "langium";
import { AstUtils, GrammarAST as Grammar } from "langium";
import type { Token, TokenType } from "./tokens.js";

type Element = GrammarAST.AbstractElement;
type Range = CstNode["range"];

/** What LangiumParser asks of its builder. */
type Builder = Pick<
  CstNodeBuilder,
  | "buildRootNode"
  | "buildCompositeNode"
  | "buildLeafNode"
  | "appendChild"
  | "removeNode"
  | "addHiddenNodes"
  | "construct"
>;

abstract class PlaceNode implements CstNode {
  readonly hidden = false;
  container?: NodePlace;
  grammarSource?: Element;
  abstract readonly offset: number;
  abstract readonly end: number;
  abstract readonly astNode: AstNode;

  get length(): number {
    return this.end - this.offset;
  }

  get text(): string {
    return this.root.fullText.slice(this.offset, this.end);
  }

  get range(): Range {
    const text = this.root.fullText;
    return { start: position(text, this.offset), end: position(text, this.end) };
  }

  get root(): RootCstNode {
    if (this.container === undefined) throw new Error("A place in no file");
    return this.container.root;
  }
}

function position(text: string, offset: number): Range["start"] {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

class LeafPlace extends PlaceNode implements LeafCstNode {
  readonly offset: number;
  readonly end: number;
  readonly tokenType: TokenType;

  constructor({ startOffset, image, tokenType }: Token) {
    super();
    this.offset = startOffset;
    this.end = startOffset + image.length;
    this.tokenType = tokenType;
  }

  get astNode(): AstNode {
    if (this.container === undefined) throw new Error("A token that stands in no node");
    return this.container.astNode;
  }
}

const nothing: PlaceNode[] = [];

class NodePlace extends PlaceNode implements CompositeCstNode {
  offset = 0;
  end = 0;
  isEmpty = true;
  /** What properties were read from, and nodes within. */
  content: PlaceNode[] = nothing;
  linked: AstNode | undefined = undefined;

  get astNode(): AstNode {
    const node = this.linked ?? this.container?.astNode;
    if (node === undefined) throw new Error("A place that belongs to no node");
    return node;
  }

  set astNode(node: AstNode | undefined) {
    this.linked = node;
  }

  cover(offset: number, end: number): void {
    if (this.isEmpty || offset < this.offset) this.offset = offset;
    if (this.isEmpty || end > this.end) this.end = end;
    this.isEmpty = false;
  }

  add(child: PlaceNode): void {
    child.container = this;
    if (this.content === nothing) this.content = [child];
    else this.content.push(child);
  }
}

class RootPlace extends NodePlace implements RootCstNode {
  readonly fullText: string;

  constructor(text: string) {
    super();
    this.fullText = text;
  }

  override get root(): RootCstNode {
    return this;
  }
}

/** Takes the place of Langium's builder, and is called by its parser in the same way. */
export class PlaceBuilder implements Builder {
  private root = new RootPlace("");
  private open: NodePlace[] = [];
  private readonly assigning = new Map<Element, boolean>();

  buildRootNode(input: string): RootCstNode {
    this.root = new RootPlace(input);
    this.open = [this.root];
    return this.root;
  }

  buildCompositeNode(feature: Element): CompositeCstNode {
    const node = new NodePlace();
    node.grammarSource = feature;
    node.container = this.current;
    this.open.push(node);
    return node;
  }

  buildLeafNode(token: Token, feature?: Element): LeafCstNode {
    const leaf = new LeafPlace(token);
    const { current } = this;
    current.cover(leaf.offset, leaf.end);
    leaf.container = current;
    if (feature !== undefined && this.assigns(feature)) {
      leaf.grammarSource = feature;
      current.add(leaf);
    }
    return leaf;
  }

  appendChild(parent: CompositeCstNode, child: CstNode): void {
    if (!(parent instanceof NodePlace) || !(child instanceof PlaceNode)) return;
    if (child.length > 0) parent.cover(child.offset, child.end);
    parent.add(child);
  }

  /** The last one that was added, which is to stand within another one; one without text was not added. */
  removeNode(node: CstNode): void {
    const { container } = node;
    if (container instanceof NodePlace && container.content.at(-1) === node) container.content.pop();
  }

  /** Comments have no place, except where there is nothing else. */
  addHiddenNodes(tokens: readonly Token[]): void {
    const [first, last] = [tokens[0], tokens.at(-1)];
    if (this.open.length > 0 || !this.root.isEmpty || first === undefined || last === undefined) return;
    this.root.cover(first.startOffset, last.startOffset + last.image.length);
  }

  construct(item: { $cstNode?: CstNode }): void {
    const node = this.current;
    item.$cstNode = node;
    this.open.pop();
    if (node.isEmpty) return;
    const [only] = node.content;
    if (node.content.length > 1) {
      // An array that grew has room for more.
      node.content = node.content.slice();
    } else if (only instanceof NodePlace && this.isPassedOn(only, node)) {
      node.content = only.content;
      for (const child of node.content) child.container = node;
    }
    const around = this.open.at(-1);
    if (around === undefined) return;
    around.cover(node.offset, node.end);
    around.add(node);
  }

  private get current(): NodePlace {
    return this.open.at(-1) ?? this.root;
  }

  /** Of a rule that only answered what another one read; each expression goes through a dozen. */
  private isPassedOn(inner: NodePlace, outer: NodePlace): boolean {
    return (
      inner.linked === undefined &&
      inner.offset === outer.offset &&
      inner.end === outer.end &&
      (inner.grammarSource === undefined || !this.assigns(inner.grammarSource))
    );
  }

  private assigns(feature: Element): boolean {
    let assigns = this.assigning.get(feature);
    if (assigns === undefined) {
      assigns = AstUtils.getContainerOfType(feature, Grammar.isAssignment) !== undefined;
      this.assigning.set(feature, assigns);
    }
    return assigns;
  }
}
