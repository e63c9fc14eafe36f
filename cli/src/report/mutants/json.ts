/** The mutation check for programs; the shape is documented in docs/cli.md. */
import { jsonText } from "../json-text.js";
import { summariseMutants, type MutationReport } from "./report.js";

export function mutationJson({ mutants, files, passing }: MutationReport): string {
  const list = mutants.map(({ mutant, status, killedBy }) => {
    const { operator, span, from, to } = mutant;
    return {
      file: files[span[0]] ?? "",
      line: span[1],
      column: span[2],
      operator,
      from,
      ...(to === undefined ? {} : { to }),
      status,
      ...(killedBy === undefined ? {} : { killedBy: killedBy.name }),
    };
  });
  return jsonText({ mutants: list, summary: { ...summariseMutants(mutants), scenarios: passing } });
}
