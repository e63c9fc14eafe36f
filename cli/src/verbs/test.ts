/** `esdl test`: runs the scenarios of the model, once or on every change; or sees what they would notice (`--mutate`). */
import { checkModel } from "@esdl/language";
import type { Model } from "@esdl/language/model";
import { mutationCheck, prepare, type MutantResult } from "@esdl/simulator";
import { relative, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { exit, UsageError, type Exit, type Io } from "../io.js";
import { progress } from "../progress.js";
import { formats } from "../report/formats.js";
import { mutationJson } from "../report/mutants/json.js";
import { summariseMutants, type MutationReport } from "../report/mutants/report.js";
import { mutationText } from "../report/mutants/text.js";
import type { TestFormatName } from "../report/names.js";
import { testFormats } from "../report/tests/formats.js";
import { junitOfDiagnostics } from "../report/tests/junit.js";
import { summariseTests, type TestedScenario, type TestReport } from "../report/tests/report.js";
import { readSources, slashes } from "../sources.js";
import { style, visible } from "../style.js";
import { watch } from "../watch.js";
import { failed, reportOf } from "./check.js";

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
  const { diagnostics, model } = checkModel(sources.files, { requireAllow: sources.config.requireAllow });
  if (failed(diagnostics) || model === undefined) {
    const report = reportOf(sources, diagnostics, io.cwd);
    const print = flags.format === "junit" ? junitOfDiagnostics : formats[flags.format];
    io.out(print(report, style(io.colourOut)));
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
  if (scenarios.length === 0 && all > 0)
    io.err(`No scenario's name contains "${visible(filter ?? "")}"; the model has ${all}.\n`);
  io.out(testFormats[format](report, style(io.colourOut)));
  return summariseTests(scenarios).failed > 0 ? exit.failed : exit.ok;
}

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
  return minScore !== undefined && (passing.length === 0 || summariseMutants(found).score < minScore)
    ? exit.failed
    : exit.ok;
}

/** A part of the name, or the beginning of `Context.name`; letters in either case. */
function filterOf(text = ""): (scenario: { readonly name: string }, context: string) => boolean {
  const wanted = text.toLowerCase();
  return ({ name }, context) =>
    name.toLowerCase().includes(wanted) || `${context}.${name}`.toLowerCase().startsWith(wanted);
}
