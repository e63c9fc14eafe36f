/**
 * `npm run audit`: asks the registry for known vulnerabilities, of what is published and of what is used in development, and fails
 * for each that release/advisories.json does not explain. Exit status: 0 none, 1 some, 2 the registry could not be asked.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { advisoriesIn, judge } from "./judge-audit.mjs";

const explained = JSON.parse(readFileSync(new URL("advisories.json", import.meta.url), "utf8"));
const today = new Date().toISOString().slice(0, 10);

const parts = [
  { what: "what is published", args: ["--omit=dev"] },
  { what: "all that is used here", args: [] },
];
const statuses = parts.map(({ what, args }) => {
  const { stdout } = spawnSync("npm", ["audit", "--json", ...args], { encoding: "utf8" });
  const answer = answerIn(stdout);
  if (answer.vulnerabilities === undefined) {
    console.error(
      `NOTHING WAS CHECKED of ${what}: the registry did not answer (${answer.message ?? "no reason given"}).`,
    );
    return 2;
  }
  const wrong = judge(answer, explained, today);
  for (const line of wrong) console.error(line);
  const count = advisoriesIn(answer).length;
  console.log(`Of ${what}: ${count} advisories, ${wrong.length} of them to be dealt with.`);
  return wrong.length > 0 ? 1 : 0;
});
process.exitCode = statuses.find((status) => status === 1) ?? Math.max(...statuses);

function answerIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text.trim().split("\n")[0] };
  }
}
