/**
 * Plays a workflow as GitHub's runner would: each job in a folder, conditions evaluated, every `run:` by bash, outputs,
 * summary and artifacts passed on by files. Actions that are used are not run, but for the artifacts.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { applies, type Around, filledIn } from "./expressions.js";

export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}
export interface Job {
  readonly if?: string;
  readonly needs?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Occasion {
  /** The work tree that is checked out. */
  readonly folder: string;
  /** Where the runner keeps its own files. */
  readonly temp: string;
  /** The context `github`. */
  readonly github: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Names of steps that are left out: what they do was done before. */
  readonly done?: readonly string[];
}

export interface Played {
  /** What became of each job and step, in order: `model/Install` → `success`. */
  readonly outcomes: Readonly<Record<string, "success" | "failure" | "skipped">>;
  readonly summary: string;
  /** All that the steps printed, by their names. */
  readonly printed: Readonly<Record<string, string>>;
}

export function play({ jobs }: Workflow, occasion: Occasion): Played {
  const outcomes: Record<string, "success" | "failure" | "skipped"> = {};
  const printed: Record<string, string> = {};
  const needs: Record<
    string,
    { readonly result: string; readonly outputs: Readonly<Record<string, string>> }
  > = {};
  const temp = mkdtempSync(join(occasion.temp, "run-"));
  const artifacts = join(temp, "artifacts");
  const summary = join(temp, "summary.md");
  writeFileSync(summary, "");

  for (const [jobName, job] of Object.entries(jobs)) {
    const before = job.needs === undefined ? "success" : (needs[job.needs]?.result ?? "skipped");
    const outer: Around = {
      contexts: { github: occasion.github, needs },
      status: before === "success" ? "success" : "failure",
      folder: occasion.folder,
    };
    if (!applies(job.if, outer)) {
      outcomes[jobName] = "skipped";
      needs[jobName] = { result: "skipped", outputs: {} };
      continue;
    }
    const steps: Record<string, { outcome: string; outputs: Record<string, string> }> = {};
    // A job without a checkout begins in an empty folder.
    const checksOut = job.steps.some(({ uses }) => uses?.startsWith("actions/checkout@"));
    const folder = checksOut ? occasion.folder : join(temp, jobName);
    mkdirSync(folder, { recursive: true });
    let status: Around["status"] = "success";
    for (const [at, step] of job.steps.entries()) {
      const around: Around = { contexts: { ...outer.contexts, steps }, status, folder };
      const label = `${jobName}/${step.name ?? step.uses ?? String(at)}`;
      if (!applies(step.if, around)) {
        outcomes[label] = "skipped";
        if (step.id !== undefined) steps[step.id] = { outcome: "skipped", outputs: {} };
        continue;
      }
      if (occasion.done?.includes(step.name ?? "") === true) continue;
      let ok = true;
      let outputs: Record<string, string> = {};
      if (step.run !== undefined) {
        const ran = bash(step.run, step.env ?? {}, around, { ...occasion, folder, temp, summary });
        ({ ok, outputs } = ran);
        printed[label] = ran.printed;
      } else passArtifact(step, folder, artifacts);
      outcomes[label] = ok ? "success" : "failure";
      if (!ok) status = "failure";
      if (step.id !== undefined) steps[step.id] = { outcome: ok ? "success" : "failure", outputs };
    }
    outcomes[jobName] = status;
    const around: Around = { contexts: { ...outer.contexts, steps }, status, folder };
    needs[jobName] = {
      result: status,
      outputs: Object.fromEntries(
        Object.entries(job.outputs ?? {}).map(([name, text]) => [name, filledIn(text, around)]),
      ),
    };
  }
  return { outcomes, printed, summary: readFileSync(summary, "utf8") };
}

/** One `run:`, with the flags that `shell: bash` has on GitHub. */
function bash(
  run: string,
  env: Readonly<Record<string, string>>,
  around: Around,
  { folder, temp, summary, github, env: outer }: Occasion & { readonly summary: string },
): { readonly ok: boolean; readonly printed: string; readonly outputs: Record<string, string> } {
  const script = join(temp, "step.sh");
  const output = join(temp, "output");
  writeFileSync(script, filledIn(run, around));
  writeFileSync(output, "");
  const text = (name: string): string => {
    const value = github[name];
    return typeof value === "string" ? value : "";
  };
  const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
    cwd: folder,
    encoding: "utf8",
    env: {
      ...outer,
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_BASE_REF: text("base_ref"),
      GITHUB_EVENT_NAME: text("event_name"),
      GITHUB_OUTPUT: output,
      GITHUB_REF: text("ref"),
      GITHUB_REPOSITORY: text("repository"),
      GITHUB_STEP_SUMMARY: summary,
      ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filledIn(value, around)])),
    },
  });
  const outputs = Object.fromEntries(
    readFileSync(output, "utf8")
      .split("\n")
      .filter((line) => line.includes("="))
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)] as const),
  );
  return { ok: status === 0, printed: stdout + stderr, outputs };
}

function passArtifact({ uses = "", with: given = {} }: Step, folder: string, artifacts: string): void {
  const kept = join(artifacts, String(given["name"]));
  const path = join(folder, String(given["path"]));
  if (uses.startsWith("actions/upload-artifact@") && existsSync(path))
    cpSync(path, kept, { recursive: true });
  if (uses.startsWith("actions/download-artifact@")) cpSync(kept, path, { recursive: true });
}
