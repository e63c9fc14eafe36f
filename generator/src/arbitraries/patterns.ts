/** Texts that match a pattern of the model, and whether fast-check can make up others. */

/** A part of a pattern, as far as making up texts goes. */
type Node =
  | { readonly kind: "sequence"; readonly items: readonly Node[] }
  | { readonly kind: "choice"; readonly options: readonly Node[] }
  | { readonly kind: "repeat"; readonly of: Node; readonly min: number; readonly max: number }
  /** A character that the source of a class, an escape or a literal matches. */
  | { readonly kind: "character"; readonly source: string }
  /** `^`, `$`, and what else takes no character; `lasting`: what fast-check's `stringMatching` does not know. */
  | { readonly kind: "empty"; readonly strange: boolean };

/** What `fc.stringMatching` refuses: assertions but anchors, references, properties of characters. */
export function isStrange(source: string): boolean {
  const visit = (node: Node): boolean => {
    switch (node.kind) {
      case "sequence":
        return node.items.some(visit);
      case "choice":
        return node.options.some(visit);
      case "repeat":
        return visit(node.of);
      case "character":
        return /\\[pP]\{/u.test(node.source);
      case "empty":
        return node.strange;
    }
  };
  return visit(parse(source));
}

/** Up to `count` texts that match all patterns and have a length between these; none where they are not found. */
export function textsMatching(
  patterns: readonly string[],
  count: number,
  shortest = 0,
  longest = 200,
): readonly string[] {
  const found = new Set<string>();
  const compiled = patterns.map((source) => new RegExp(source, "u"));
  const nodes = patterns.length === 0 ? [letters] : patterns.map(parse);
  for (let variant = 0; variant < 40 && found.size < count; variant++) {
    for (const node of nodes) {
      const text = make(node, variant);
      for (const candidate of [text, text.padEnd(shortest, "x")]) {
        const length = Array.from(candidate).length;
        if (length < shortest || length > longest || found.size >= count) continue;
        if (compiled.every((pattern) => pattern.test(candidate))) found.add(candidate);
      }
    }
  }
  return [...found];
}

const letters: Node = { kind: "repeat", of: { kind: "character", source: "[a-z]" }, min: 3, max: 20 };

/** A text of a node: each variant takes other characters, other branches and more repetitions. */
function make(node: Node, variant: number): string {
  switch (node.kind) {
    case "sequence":
      return node.items.map((item) => make(item, variant)).join("");
    case "choice":
      return make(node.options[variant % node.options.length] ?? { kind: "empty", strange: false }, variant);
    case "repeat": {
      const times = Math.min(
        node.max,
        Math.max(node.min + (variant >> 2), node.max > 0 && variant === 1 ? 1 : 0),
      );
      return Array.from({ length: Math.min(times, 200) }, (_, at) => make(node.of, variant + at)).join("");
    }
    case "character": {
      const fitting = charactersOf(node.source);
      return fitting[variant % Math.max(1, fitting.length)] ?? "";
    }
    case "empty":
      return "";
  }
}

const usual = Array.from("AaB1b0C2c9DEXxYyZz345678 -_.,@/+:#&'!?()é漢😀\n\t");
const known = new Map<string, readonly string[]>();

function charactersOf(source: string): readonly string[] {
  let fitting = known.get(source);
  if (fitting === undefined) {
    const pattern = new RegExp(`^${source}$`, "u");
    fitting = usual.filter((character) => pattern.test(character));
    if (fitting.length === 0) {
      const all = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code));
      fitting = all.filter((character) => pattern.test(character)).slice(0, 20);
    }
    known.set(source, fitting);
  }
  return fitting;
}

/** Reads a pattern that JavaScript takes with flag `u`. */
function parse(source: string): Node {
  let at = 0;
  const choice = (): Node => {
    const options = [sequence()];
    while (source[at] === "|") {
      at++;
      options.push(sequence());
    }
    return { kind: "choice", options };
  };
  const sequence = (): Node => {
    const items: Node[] = [];
    while (at < source.length && source[at] !== "|" && source[at] !== ")") items.push(repeated(atom()));
    return { kind: "sequence", items };
  };
  const atom = (): Node => {
    const rest = source.slice(at);
    const assertion = /^(?:[$^]|\\[bB])/u.exec(rest)?.[0];
    if (assertion !== undefined) {
      at += assertion.length;
      return { kind: "empty", strange: assertion.startsWith("\\") };
    }
    const reference = /^\\(?:[1-9][0-9]*|k<[^>]*>)/u.exec(rest)?.[0];
    if (reference !== undefined) {
      at += reference.length;
      return { kind: "empty", strange: true };
    }
    const open = /^\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?/u.exec(rest)?.[0];
    if (open !== undefined) {
      at += open.length;
      const inner = choice();
      at++;
      return /[=!]$/u.test(open) ? { kind: "empty", strange: true } : inner;
    }
    const character =
      /^(?:\[(?:[^\]\\]|\\.)*\]|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\c[A-Za-z]|\\.|.)/su.exec(
        rest,
      )?.[0] ?? "";
    at += Math.max(1, character.length);
    return { kind: "character", source: character };
  };
  const repeated = (of: Node): Node => {
    const quantifier = /^(?:[*+?]|\{([0-9]+)(,?)([0-9]*)\})\??/u.exec(source.slice(at));
    if (quantifier === null) return of;
    const [text, from, comma, to] = quantifier;
    at += text.length;
    if (from !== undefined) {
      const min = Number(from);
      return { kind: "repeat", of, min, max: comma === "" ? min : to === "" ? Infinity : Number(to) };
    }
    const [min, max] = { "*": [0, Infinity], "+": [1, Infinity], "?": [0, 1] }[text.charAt(0)] ?? [1, 1];
    return { kind: "repeat", of, min: min ?? 1, max: max ?? 1 };
  };
  return choice();
}
