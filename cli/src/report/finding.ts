/** What the generator cannot turn into files, shown in the model as diagnostics are. */
import type { Finding } from "@esdl/generator";
import type { Model } from "@esdl/language/model";
import { relative, resolve } from "node:path";
import { slashes, type Sources } from "../sources.js";
import { visible, type Style } from "../style.js";
import { codeFrame } from "./frame.js";

export function findingBlock(
  { message, span, help }: Finding,
  model: Model,
  sources: Sources,
  cwd: string,
  style: Style,
): string {
  const lines = [`${style.error("error")}: ${style.strong(visible(message))}`];
  const path = span === undefined ? undefined : model.files[span[0]];
  if (span !== undefined && path !== undefined) {
    const [, startLine, startColumn, endLine, endColumn] = span;
    const file = slashes(relative(cwd, resolve(sources.root, path)));
    const text = sources.files.find((source) => source.path === path)?.text ?? "";
    const range = {
      start: { line: startLine, column: startColumn },
      end: { line: endLine, column: endColumn },
    };
    lines.push(
      `  ${style.faint("at")} ${visible(file)}:${startLine}:${startColumn}`,
      codeFrame(text, range, style, style.error),
    );
  }
  lines.push(`  ${style.good("help")}: ${visible(help)}`);
  return `${lines.join("\n")}\n`;
}
