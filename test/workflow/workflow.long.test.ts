// The workflow of a new project, played step by step with bash: in a repository with a base branch and a branch that changes
// the model, with a stand-in for `gh` that keeps the comments. Names of branches and texts of the model are hostile.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { play, type Played, type Workflow } from "./runner.js";

const clone = fileURLToPath(new URL("../../", import.meta.url));
const temp = mkdtempSync(join(tmpdir(), "esdl-workflow-"));
const project = join(temp, "shop");
const commentsFile = join(temp, "comments.json");
/** A shell that took this name for more than a name would leave a file behind. */
const base = "release-$(touch${IFS}pwned)`touch${IFS}pwned`";

const inherited = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_(?!config_(cache|prefer_offline|offline))|NODE_ENV$|VITEST|INIT_CWD|GITHUB_|NODE_OPTIONS)/.test(
        name,
      ),
  ),
);
const env = {
  ...inherited,
  PATH: [join(temp, "bin"), dirname(process.execPath), process.env["PATH"]].join(delimiter),
  npm_config_prefer_offline: "true",
  // No test here needs the SQLite that would be built from source.
  npm_config_ignore_scripts: "true",
  GH_COMMENTS: commentsFile,
};
const call = (command: string, ...args: readonly string[]): string =>
  execFileSync(command, [...args], {
    cwd: project,
    encoding: "utf8",
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
const git = (...args: readonly string[]): string =>
  call("git", "-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false", ...args);

const model = join(project, "model/sales.esdl");
const change = (from: string, to: string): void => {
  const text = readFileSync(model, "utf8");
  expect(text).toContain(from);
  writeFileSync(model, text.replaceAll(from, to));
};

interface Comments {
  readonly comments: readonly { readonly body: string }[];
  readonly calls: readonly string[];
}
const comments = (): Comments =>
  existsSync(commentsFile)
    ? (JSON.parse(readFileSync(commentsFile, "utf8")) as Comments)
    : { comments: [], calls: [] };

const repository = "acme/shop";
const pullRequest = (from = repository): Readonly<Record<string, unknown>> => ({
  event_name: "pull_request",
  ref: "refs/pull/7/merge",
  base_ref: base,
  repository,
  actor: "ada",
  token: "the token",
  event: { pull_request: { number: 7, head: { repo: { full_name: from } } } },
});
const tag = {
  event_name: "push",
  ref: "refs/tags/v1.0.0",
  repository,
  actor: "ada",
  token: "the token",
  event: {},
};

const workflow = (): Workflow =>
  parse(readFileSync(join(project, ".github/workflows/esdl.yml"), "utf8")) as Workflow;
/** The runner begins with what was committed. What took long is not done again: `all` does it. */
function played(github: Readonly<Record<string, unknown>>, all: "all" | "shortly" = "shortly"): Played {
  git("clean", "-xfdq", "--exclude=node_modules");
  const done = all === "all" ? [] : ["Install", "Run the tests"];
  return play(workflow(), { folder: project, temp, github, env, done });
}

/** Only the steps that did not go well, so that a failure shows them. */
const unwell = ({ outcomes }: Played): readonly string[] =>
  Object.entries(outcomes).flatMap(([name, outcome]) => (outcome === "failure" ? [name] : []));

beforeAll(() => {
  mkdirSync(join(temp, "bin"));
  copyFileSync(fileURLToPath(new URL("gh.mjs", import.meta.url)), join(temp, "bin/gh"));
  chmodSync(join(temp, "bin/gh"), 0o755);
  execFileSync(process.execPath, [join(clone, "cli/bin/esdl.js"), "init", project, "--template", "shop"], {
    stdio: "ignore",
  });
  call("npm", "install", "--package-lock-only", "--no-audit", "--no-fund");
  git("init", "-q", "-b", base);
  git("add", "-A");
  git("commit", "-qm", "the shop");
  git("update-ref", `refs/remotes/origin/${base}`, "HEAD");
  git("checkout", "-qb", "change");
});

afterEach(() => {
  // No name and no text was taken for a command.
  expect(git("status", "--short", "--ignored")).not.toContain("pwned");
});

afterAll(() => {
  rmSync(temp, { recursive: true, force: true });
});

describe("the workflow of a new project, run", () => {
  it("passes a pull request that breaks nothing, and comments what it changes", () => {
    change(
      "  event OrderPaid { receipt: string }",
      "  /// Thanks: `</details><img src=x>` $(touch pwned) @everyone %0A::error::no\n  event OrderPaid { receipt: string, note: string? }",
    );
    git("commit", "-qam", "a note");
    const run = played(pullRequest(), "all");
    expect(unwell(run)).toEqual([]);
    expect(run.outcomes).toMatchObject({
      "model/Install": "success",
      "model/Run the tests": "success",
      "model/Find generated files that are not what the model says": "skipped",
      "model/Find what the lock does not record": "skipped",
      model: "success",
      comment: "success",
    });
    const [comment, ...others] = comments().comments;
    expect(others).toEqual([]);
    expect(comment?.body).toMatch(/^<!-- esdl diff -->\n### ✅ ESDL: no breaking change/);
    expect(comment?.body).toContain("FIELD_ADDED_OPTIONAL");
    expect(comment?.body).toContain(run.summary);
    expect(existsSync(join(project, "reports/scenarios.xml"))).toBe(true);
    expect(readFileSync(join(project, "reports/tests.xml"), "utf8")).toContain("<testsuites");
  });

  it("fails one that breaks something, and brings the one comment up to date", () => {
    change("public event OrderPlaced {", "public event OrderMade {");
    change("OrderPlaced", "OrderMade");
    git("commit", "-qam", "another name");
    const run = played(pullRequest());
    expect(unwell(run)).toEqual(["model/Compare with the base branch", "model"]);
    expect(run.outcomes["comment"]).toBe("success");
    expect(run.summary).toContain("❌ ESDL: breaking changes");
    expect(comments().comments).toHaveLength(1);
    expect(comments().comments[0]?.body).toContain("EVENT_RENAMED_UNDECLARED");
    expect(comments().calls.map((line) => line.split(" ")[0])).toEqual(["GET", "POST", "GET", "PATCH"]);
  });

  it("says it in the summary alone where the pull request comes from a fork", () => {
    const before = comments();
    const run = played(pullRequest("mallory/shop"));
    expect(run.outcomes["comment"]).toBe("skipped");
    expect(run.summary).toContain("❌ ESDL: breaking changes");
    expect(comments()).toEqual(before);
  });

  it("compares nothing while the model has mistakes, and shows where they are", () => {
    change("event OrderMade {", "event OrderMade { oops");
    const run = played(pullRequest());
    expect(unwell(run)).toContain("model/Find mistakes in the model");
    expect(run.printed["model/Find mistakes in the model"]).toMatch(
      /^::error file=model\/sales\.esdl,line=\d+/m,
    );
    expect(run.outcomes).toMatchObject({
      "model/Compare with the base branch": "skipped",
      comment: "skipped",
    });
    git("checkout", "-q", "--", ".");
  });

  it("has nothing to compare with where the base branch has no model yet", () => {
    const empty = git(
      "commit-tree",
      "-m",
      "nothing",
      git("hash-object", "-t", "tree", "-w", "/dev/null").trim(),
    ).trim();
    git("update-ref", "refs/remotes/origin/empty", empty);
    const run = played({ ...pullRequest(), base_ref: "empty" });
    expect(unwell(run)).toEqual([]);
    expect(run.summary).toContain("nothing to compare with");
  });

  it("lets a tag pass once the lock records what it releases", () => {
    expect(unwell(played(tag))).toContain("model/Find what the lock does not record");
    call("npx", "esdl", "lock");
    git("add", "-A");
    git("commit", "-qm", "released");
    const run = played(tag);
    expect(unwell(run)).toEqual([]);
    expect(run.outcomes).toMatchObject({
      "model/Compare with the base branch": "skipped",
      comment: "skipped",
    });
  });

  it("holds a committed package to the model", () => {
    const step = "model/Find generated files that are not what the model says";
    call("npx", "esdl", "compile");
    git("add", "--force", "generated");
    git("commit", "-qm", "the package");
    expect(played(tag).outcomes[step]).toBe("success");
    change("/// What one customer wants.", "/// What a customer wants.");
    git("commit", "-qam", "other words");
    expect(unwell(played(tag))).toEqual([step, "model"]);
  });
});
