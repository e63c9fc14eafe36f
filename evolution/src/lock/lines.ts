/** The lock's text as a tree: one fact a line, what belongs to it indented by two spaces more. */

export interface Line {
  readonly text: string;
  readonly children: readonly Line[];
  /** In the file, from 1; 0 on lines that were made. */
  readonly number: number;
}

export const line = (text: string, children: readonly Line[] = []): Line => ({ text, children, number: 0 });

export const printLines = (lines: readonly Line[], indent = ""): string =>
  lines.map(({ text, children }) => `${indent}${text}\n${printLines(children, `${indent}  `)}`).join("");

/** Reads the tree back. Blank lines and lines that begin with `#` mean nothing. */
export function readLines(text: string): readonly Line[] {
  interface Open {
    readonly text: string;
    readonly children: Open[];
    readonly number: number;
  }
  const roots: Open[] = [];
  const open: { readonly depth: number; readonly line: Open }[] = [];
  text.split(/\r\n|\r|\n/).forEach((raw, index) => {
    if (raw.trim() === "" || raw.startsWith("#")) return;
    const depth = raw.length - raw.trimStart().length;
    const made: Open = { text: raw.trim(), children: [], number: index + 1 };
    while ((open.at(-1)?.depth ?? -1) >= depth) open.pop();
    (open.at(-1)?.line.children ?? roots).push(made);
    open.push({ depth, line: made });
  });
  return roots;
}

/** The first word of a line and the rest of it. */
export function split(text: string): readonly [word: string, rest: string] {
  const at = text.indexOf(" ");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** The rests of the children that begin with `word`, in their order. */
export const restsOf = ({ children }: Line, word: string): readonly string[] =>
  childrenOf({ children }, word).map(({ rest }) => rest);

export const childrenOf = (
  { children }: Pick<Line, "children">,
  word: string,
): readonly { readonly rest: string; readonly line: Line }[] =>
  children.flatMap((child) => {
    const [first, rest] = split(child.text);
    return first === word ? [{ rest, line: child }] : [];
  });

export const has = (of: Line, word: string): boolean => childrenOf(of, word).length > 0;
