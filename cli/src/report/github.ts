/** Diagnostics as GitHub workflow commands, which annotate the lines of a pull request. */
import { summarise, count, type Report } from "./report.js";

export function github(report: Report): string {
  const lines = report.diagnostics.map(({ severity, file, range, code, message, help }) => {
    const { start, end } = range;
    // GitHub takes columns only where a mistake stays on one line, and counts the last one in.
    const columns =
      start.line === end.line
        ? `,col=${start.column},endColumn=${Math.max(start.column, end.column - 1)}`
        : "";
    const place = `file=${property(file)},line=${start.line},endLine=${end.line}${columns},title=${property(code)}`;
    return `::${severity} ${place}::${data(help === undefined ? message : `${message}\n${help}`)}\n`;
  });
  const { errors, warnings, files } = summarise(report);
  return `${lines.join("")}${count(errors, "error")}, ${count(warnings, "warning")} in ${count(files, "file")}\n`;
}

/** As the runner's own toolkit escapes the text of a command; other line breaks are made harmless too. */
const data = (text: string): string =>
  text
    .replaceAll("%", "%25")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A")
    .replace(/[\u2028\u2029]/g, " ");

const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
