/** From a statement of the model back to its syntax, by its span. */
import { type AstNode, AstUtils } from "langium";
import type { Locator } from "../diagnostics/locate.js";
import type { Span } from "../model/index.js";

const kinds: ReadonlySet<string> = new Set([
  "EmitStatement",
  "RequireStatement",
  "SendStatement",
  "UndoAllStatement",
]);

/** Finds the statement at a span. Files are searched when they are first asked for. */
export function statementNodes(locate: Locator): (span: Span) => AstNode | undefined {
  const files = new Map<number, ReadonlyMap<string, AstNode>>();
  const keyOf = (span: Span): string => span.join(" ");
  return (span) => {
    const [index] = span;
    let found = files.get(index);
    if (found === undefined) {
      const file = locate.files[index];
      const nodes = file === undefined ? [] : [...AstUtils.streamAllContents(file.root)];
      found = new Map(
        nodes.filter((node) => kinds.has(node.$type)).map((node) => [keyOf(locate.span(node)), node]),
      );
      files.set(index, found);
    }
    return found.get(keyOf(span));
  };
}
