/**
 * Maps that never change: setting a key makes a new map, which shares with the old one all but the path to that key. A tree
 * with sixteen branches a level, by the hash of the key (a hash array mapped trie). Its digest is kept with each branch, so
 * that after a change only the path to it is digested again.
 */
import { addDigests, digestOf, emptyDigest, type Digest } from "./digest.js";

interface Leaf<V> {
  readonly hash: number;
  readonly key: string;
  readonly value: V;
}

/** Children by four bits of the hash; past the last level, entries whose keys share the whole hash, in no order. */
interface Branch<V> {
  readonly children: readonly (Node<V> | undefined)[];
}

type Node<V> = Leaf<V> | Branch<V>;

const bits = 4;
const width = 1 << bits;
const levels = 32 / bits;

export class PersistentMap<V> {
  readonly size: number;
  readonly #root: Branch<V>;

  private constructor(root: Branch<V>, size: number) {
    this.#root = root;
    this.size = size;
  }

  static empty<V>(): PersistentMap<V> {
    return new PersistentMap<V>({ children: [] }, 0);
  }

  get(key: string): V | undefined {
    return find(this.#root, hashOfKey(key), key, 0)?.value;
  }

  /** The map with a key set, or taken away. */
  with(key: string, value: V | undefined): PersistentMap<V> {
    const before = this.get(key);
    if (before === value) return this;
    const root = changed(this.#root, hashOfKey(key), key, value, 0);
    const size = this.size + Number(value !== undefined) - Number(before !== undefined);
    return new PersistentMap(root, size);
  }

  /** All entries, in an order that content alone decides. */
  *entries(): Generator<readonly [string, V]> {
    const found = [...leaves(this.#root)].sort((a, b) => (a.key < b.key ? -1 : 1));
    for (const { key, value } of found) yield [key, value];
  }

  /** The digest of the content: of each key with the text of its value, whatever order they came in. */
  digest(digests: WeakMap<object, Digest>, text: (value: V, key: string) => string): Digest {
    return digestNode(this.#root, digests, text);
  }
}

const isLeaf = <V>(node: Node<V>): node is Leaf<V> => "key" in node;

function hashOfKey(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

const slotOf = (hash: number, level: number): number => (hash >>> (bits * level)) & (width - 1);

function find<V>(branch: Branch<V>, hash: number, key: string, level: number): Leaf<V> | undefined {
  if (level === levels)
    return branch.children.find((leaf) => leaf !== undefined && isLeaf(leaf) && leaf.key === key) as
      Leaf<V> | undefined;
  const child = branch.children[slotOf(hash, level)];
  if (child === undefined) return undefined;
  if (isLeaf(child)) return child.key === key ? child : undefined;
  return find(child, hash, key, level + 1);
}

function changed<V>(
  branch: Branch<V>,
  hash: number,
  key: string,
  value: V | undefined,
  level: number,
): Branch<V> {
  if (level === levels) {
    const others = branch.children.filter((leaf) => leaf !== undefined && isLeaf(leaf) && leaf.key !== key);
    return { children: value === undefined ? others : [...others, { hash, key, value }] };
  }
  const slot = slotOf(hash, level);
  const children = [...branch.children];
  const child = children[slot];
  if (child === undefined || (isLeaf(child) && child.key === key)) {
    children[slot] = value === undefined ? undefined : { hash, key, value };
  } else if (!isLeaf(child)) {
    children[slot] = changed(child, hash, key, value, level + 1);
  } else if (value !== undefined) {
    const below = changed<V>({ children: [] }, child.hash, child.key, child.value, level + 1);
    children[slot] = changed(below, hash, key, value, level + 1);
  }
  return { children };
}

function* leaves<V>(node: Node<V>): Generator<Leaf<V>> {
  if (isLeaf(node)) yield node;
  else for (const child of node.children) if (child !== undefined) yield* leaves(child);
}

function digestNode<V>(
  node: Node<V>,
  digests: WeakMap<object, Digest>,
  text: (value: V, key: string) => string,
): Digest {
  const known = digests.get(node);
  if (known !== undefined) return known;
  const digest = isLeaf(node)
    ? digestOf(`${JSON.stringify(node.key)}:${text(node.value, node.key)}`)
    : node.children.reduce<Digest>(
        (sum, child) => (child === undefined ? sum : addDigests(sum, digestNode(child, digests, text))),
        emptyDigest,
      );
  digests.set(node, digest);
  return digest;
}
