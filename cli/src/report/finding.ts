/** What the generator cannot turn into files, shown in the model as diagnostics are. */
import type { Finding } from "@esdl/generator";
import type { Model } from "@esdl/language/model";
import { relative, resolve } from "node:path";
import { slashes, type Sources } from "../sources.js";
import { visible, type Style } from "../style.js";
import { codeFrame, rangeOf } from "./frame.js";

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
    const file = slashes(relative(cwd, resolve(sources.root, path)));
    const text = sources.files.find((source) => source.path === path)?.text ?? "";
    const range = rangeOf(span);
    lines.push(
      `  ${style.faint("at")} ${visible(file)}:${range.start.line}:${range.start.column}`,
      codeFrame(text, range, style, style.error),
    );
  }
  lines.push(`  ${style.good("help")}: ${visible(help)}`);
  return `${lines.join("\n")}\n`;
}
