/** For tests: a program from sources in one text, with what was reported and where. */
import { createLocator } from "../../diagnostics/locate.js";
import { createReporter } from "../../diagnostics/report.js";
import { createSyntax } from "../../syntax/services.js";
import { createProgram } from "../program.js";

const syntax = createSyntax();

/** Files are separated by lines `--- name.esdl`, as on the pages of diagnostics. */
export function programOf(text: string) {
  const [first = "", ...rest] = text.split(/^--- (.+)$/m);
  const named = rest.flatMap((path, index) =>
    index % 2 === 0 ? [{ path: path.trim(), text: rest[index + 1] ?? "" }] : [],
  );
  const files = [{ path: "a.esdl", text: first }, ...named]
    .filter((file) => file.text.trim() !== "")
    .map((file) => {
      const { ast, problems } = syntax.parse(file.text);
      return { ...file, root: ast, problems };
    });
  const locator = createLocator(files);
  const reporter = createReporter(locator);
  const program = createProgram(
    files.map(({ root }) => root),
    reporter.report,
  );
  return { ...program, files, locator, reporter };
}

/** `CODE text it points at`, for each diagnostic of the first two phases. */
export function reportsOf(text: string): readonly string[] {
  const { files, signatures, reporter } = programOf(text);
  signatures.checkAll();
  return reporter.result().map(({ code, file, range }) => {
    const lines = files.find(({ path }) => path === file)?.text.split("\n") ?? [];
    const line = lines[range.start.line - 1] ?? "";
    const end = range.end.line === range.start.line ? range.end.column - 1 : line.length;
    return `${code} ${line.slice(range.start.column - 1, end)}`;
  });
}
