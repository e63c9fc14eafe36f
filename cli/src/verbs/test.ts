/** `esdl test`: runs the scenarios of the model, once or on every change; or sees what they would notice (`--mutate`). */
import { checkModel } from "@esdl/language";
import type { Model } from "@esdl/language/model";
import { prepare } from "@esdl/simulator";
import { relative, resolve } from "node:path";
import { exit, UsageError, type Exit, type Io } from "../io.js";
import { progress } from "../progress.js";
import { formats } from "../report/formats.js";
import { testFormats, type TestFormatName } from "../report/tests/formats.js";
import { junitOfDiagnostics } from "../report/tests/junit.js";
import { summariseTests, type TestedScenario } from "../report/tests/report.js";
import { readSources, slashes, type Sources } from "../sources.js";
import { style, visible } from "../style.js";
import { watch } from "../watch.js";
import { failed, reportOf } from "./check.js";

export interface TestFlags {
  readonly format: TestFormatName;
  readonly filter?: string;
  readonly watch?: true;
}

export async function test(paths: readonly string[], flags: TestFlags, io: Io): Promise<Exit> {
  if (flags.watch !== true) return testOnce(paths, flags, io);
  if (flags.format !== "text") throw new UsageError("--watch prints for people; give --format text with it.");
  return watch(paths, io, () => testOnce(paths, flags, io));
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
  return runAll(model, sources, flags, io);
}

function runAll(model: Model, sources: Sources, { filter, format }: TestFlags, io: Io): Exit {
  const here = (path: string): string => slashes(relative(io.cwd, resolve(sources.root, path)));
  const files = model.files.map(here);
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
    sources: new Map(sources.files.map(({ path, text }) => [here(path), text])),
    milliseconds: performance.now() - began,
  };
  const all = model.contexts.reduce((sum, context) => sum + context.scenarios.length, 0);
  if (scenarios.length === 0 && all > 0)
    io.err(`No scenario's name contains "${visible(filter ?? "")}"; the model has ${all}.\n`);
  io.out(testFormats[format](report, style(io.colourOut)));
  return summariseTests(scenarios).failed > 0 ? exit.failed : exit.ok;
}

/** A part of the name, or the beginning of `Context.name`; letters in either case. */
function filterOf(text = ""): (scenario: { readonly name: string }, context: string) => boolean {
  const wanted = text.toLowerCase();
  return ({ name }, context) =>
    name.toLowerCase().includes(wanted) || `${context}.${name}`.toLowerCase().startsWith(wanted);
}
