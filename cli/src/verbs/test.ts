/** `esdl test`: runs the scenarios of the model, once or on every change; or sees what they would notice (`--mutate`). */
import { checkModel } from "@esdl/language";
import type { Model } from "@esdl/language/model";
import { mutationCheck, prepare, type MutantResult } from "@esdl/simulator";
import { relative, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { ending, type Ending } from "../ending.js";
import { exit, UsageError, type Exit, type Io } from "../io.js";
import { progress, working } from "../progress.js";
import { formats } from "../report/formats.js";
import { mutationJson } from "../report/mutants/json.js";
import { summariseMutants, type MutationReport } from "../report/mutants/report.js";
import { mutated, mutationText } from "../report/mutants/text.js";
import type { TestFormatName } from "../report/names.js";
import { count } from "../report/report.js";
import { testFormats } from "../report/tests/formats.js";
import { junitOfDiagnostics } from "../report/tests/junit.js";
import { summariseTests, type TestedScenario, type TestReport } from "../report/tests/report.js";
import { readSources, slashes } from "../sources.js";
import { style, visible } from "../style.js";
import { watch } from "../watch.js";
import { failed, mistaken, reportOf } from "./check.js";

export interface TestFlags {
  readonly format: TestFormatName;
  readonly filter?: string;
  readonly watch?: true;
  readonly mutate?: true;
  /** With `mutate`: the least score, in percent. */
  readonly minScore?: number;
}

export async function test(paths: readonly string[], flags: TestFlags, io: Io): Promise<Exit> {
  const refused = contradiction(flags);
  if (refused !== undefined) throw new UsageError(refused);
  if (flags.watch !== true) return testOnce(paths, flags, io);
  return watch(paths, io, () => testOnce(paths, flags, io));
}

function contradiction({ watch: watching, mutate, minScore, format }: TestFlags): string | undefined {
  if (watching === true && format !== "text") return "--watch prints for people; give no --format with it.";
  if (mutate !== true && minScore !== undefined)
    return "--min-score is about mutants; give --mutate with it.";
  if (mutate === true && format === "junit")
    return "Mutants that survive are no failed tests; give --format text or json with --mutate.";
  return undefined;
}

async function testOnce(paths: readonly string[], flags: TestFlags, io: Io): Promise<Exit> {
  const sources = await readSources(io.cwd, paths);
  const { requireAllow } = sources.config;
  const { diagnostics, model } = working(io, sources, () => checkModel(sources.files, { requireAllow }));
  if (failed(diagnostics) || model === undefined) {
    const report = reportOf(sources, diagnostics, io.cwd);
    const print = flags.format === "junit" ? junitOfDiagnostics : formats[flags.format];
    io.out(print(report, style(io.colourOut)));
    ending(io, mistaken("Not tested", report));
    return exit.failed;
  }
  const here = (path: string): string => slashes(relative(io.cwd, resolve(sources.root, path)));
  const read: Read = {
    model,
    files: model.files.map(here),
    sources: new Map(sources.files.map(({ path, text }) => [here(path), text])),
  };
  return flags.mutate === true ? mutate(read, flags, io) : runAll(read, flags, io);
}

/** A model, and its sources as a person in the working directory names them. */
interface Read extends Pick<TestReport, "files" | "sources"> {
  readonly model: Model;
}

function runAll({ model, files, sources }: Read, { filter, format }: TestFlags, io: Io): Exit {
  const began = performance.now();
  const prepared = prepare(model, { filter: filterOf(filter) });
  const testing = progress(io, "Testing");
  const scenarios = prepared.map((scenario, index): TestedScenario => {
    const start = performance.now();
    const result = scenario.run();
    testing.update(index + 1, prepared.length);
    const { span } = result.scenario;
    return {
      file: files[span[0]] ?? "",
      line: span[1],
      result,
      milliseconds: performance.now() - start,
    };
  });
  testing.done();
  const report = {
    scenarios,
    files,
    sources,
    milliseconds: performance.now() - began,
  };
  const all = model.contexts.reduce((sum, context) => sum + context.scenarios.length, 0);
  io.out(testFormats[format](report, style(io.colourOut)));
  ending(io, scenarios.length > 0 ? tested(report) : nothingTested(all, filter));
  return summariseTests(scenarios).failed > 0 ? exit.failed : exit.ok;
}

function tested({ scenarios, milliseconds }: TestReport): Ending {
  const { passed, failed: wrong, notYet } = summariseTests(scenarios);
  const counts = [
    [wrong, "failed"],
    [passed, "passed"],
    [notYet, "not yet"],
  ] as const;
  return {
    word: "Tested",
    tone: wrong > 0 ? "error" : notYet > 0 ? "warning" : "good",
    facts: [
      count(scenarios.length, "scenario"),
      ...counts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`),
    ],
    since: performance.now() - milliseconds,
  };
}

const nothingTested = (all: number, filter = ""): Ending => ({
  word: "Not tested",
  tone: "warning",
  facts: [
    all === 0
      ? "the model has no scenarios"
      : `none of ${count(all, "scenario")} has "${visible(filter)}" in its name`,
  ],
  next:
    all === 0 ? 'Write one beside the rules: scenario "…" for Order { given … when … then … }' : undefined,
});

async function mutate(
  { model, files, sources }: Read,
  { filter, format, minScore }: TestFlags,
  io: Io,
): Promise<Exit> {
  const began = performance.now();
  const { mutants, passing, others, results } = mutationCheck(model, { filter: filterOf(filter) });
  const mutating = progress(io, "Mutating");
  const found: MutantResult[] = [];
  for (const result of passing.length === 0 ? [] : results) {
    found.push(result);
    mutating.update(found.length, mutants.length);
    // Lets an interrupt through: this may take a while.
    await setImmediate();
    if (io.signal.aborted) break;
  }
  mutating.done();
  const report: MutationReport = {
    mutants: found,
    passing: passing.length,
    others,
    files,
    sources,
    milliseconds: performance.now() - began,
    ...(minScore === undefined ? {} : { least: minScore }),
  };
  io.out((format === "json" ? mutationJson : mutationText)(report, style(io.colourOut)));
  const isTooLow =
    minScore !== undefined && (passing.length === 0 || summariseMutants(found).score < minScore);
  ending(io, mutated(report, isTooLow));
  return isTooLow ? exit.failed : exit.ok;
}

/** A part of the name, or the beginning of `Context.name`; letters in either case. */
function filterOf(text = ""): (scenario: { readonly name: string }, context: string) => boolean {
  const wanted = text.toLowerCase();
  return ({ name }, context) =>
    name.toLowerCase().includes(wanted) || `${context}.${name}`.toLowerCase().startsWith(wanted);
}
