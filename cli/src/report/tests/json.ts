/** Results for programs; the shape is documented in docs/cli.md and does not change within a major version. */
import { jsonText } from "../json-text.js";
import { summariseTests, type TestReport } from "./report.js";

export function testJson({ scenarios }: TestReport): string {
  const { passed, failed, notYet } = summariseTests(scenarios);
  const list = scenarios.map(({ file, line, result }) => {
    const message = result.failure?.message ?? result.reason;
    return {
      file,
      line,
      name: result.scenario.name,
      status: result.status,
      ...(message === undefined ? {} : { message }),
    };
  });
  const summary = { passed, failed, ...(notYet === 0 ? {} : { notYet }) };
  return jsonText({ scenarios: list, summary });
}
