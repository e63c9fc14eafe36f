// HISTORY.md, from what `esdl` said.
import type { Step } from "./history.js";
import { type Release, releases } from "./releases.js";
import type { Wrong } from "./wrong.js";

const heading = `# History

From each release to the next, as \`esdl diff --format markdown\` prints it, and under it what could have been done instead.
Written by \`npm run history\`.
`;

export function pageOf(steps: readonly Step[]): string {
  const first = releases.slice(0, 1).map(titleOf);
  return [heading, ...first, ...steps.flatMap(sectionsOf)].join("\n");
}

const titleOf = ({ name, summary }: Release): string =>
  `## ${name === "today" ? "Today" : `Release ${name}`}\n\n${summary}\n`;

const sectionsOf = ({ release, call, diff, wrongs }: Step): readonly string[] => [
  titleOf(release),
  `\`\`\`sh\nesdl ${call.join(" ")}\n\`\`\`\n`,
  diff.text,
  ...wrongs.map(
    ({ wrong, diff: refusal }) => `### Had it been done otherwise: ${wrong.title}

\`\`\`diff
${linesOf(wrong)}\`\`\`

\`esdl diff\` ends with status ${refusal.status} and says:

\`\`\`text
${refusal.text.trimEnd()}
\`\`\`
`,
  ),
];

const linesOf = ({ changes }: Wrong): string =>
  changes.map(([from, to]) => `${marked("-", from)}${marked("+", to)}`).join("");

const marked = (sign: string, lines: string): string =>
  lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => `${sign}${line}\n`)
    .join("");
