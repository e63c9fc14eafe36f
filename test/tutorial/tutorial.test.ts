// The tutorial, followed as far as this process can: every edit is made, every state of the model that is looked at is compiled, every
// call of `esdl` is run and what it prints is compared, and the code that comes of it all type-checks. The rest is in tutorial.long.test.ts.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { follow } from "./follow.js";
import { learn, tutorial, writeLearned } from "./pages.js";
import { swiftReader } from "./swift.js";

const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));
const base = mkdtempSync(join(tmpdir(), "esdl-tutorial-"));
const folder = join(base, "folder");
beforeAll(() => {
  mkdirSync(folder);
  // Above the project, which installs nothing here, stands what it imports.
  symlinkSync(modules, join(base, "node_modules"), "junction");
});
afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

describe("the tutorial", () => {
  it("comes out as it says, and ends with code that type-checks", async () => {
    const reader = swiftReader(folder);
    await follow(tutorial, reader, learn).finally(writeLearned);
    expect(await reader.compile()).toBe(0);
    expect(typeErrors(reader.at)).toEqual([]);
  });

  it("is of use: its pages edit, run and show something", () => {
    const kinds = tutorial.map(({ page, kind }) => `${page} ${kind}`);
    const pages = [...new Set(tutorial.map(({ page }) => page))];
    expect(pages).toHaveLength(8);
    for (const page of pages) expect(kinds).toContain(`${page} commands`);
    for (const kind of ["file", "edit", "excerpt", "commands", "service", "printed"])
      expect(tutorial.some((step) => step.kind === kind)).toBe(true);
  });
});

/** What the project's own configuration says of its code, tests and all. */
function typeErrors(project: string): readonly string[] {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const config = ts.getParsedCommandLineOfConfigFile(join(project, "tsconfig.json"), { noEmit: true }, host);
  if (config === undefined) return ["there is no tsconfig.json"];
  const program = ts.createProgram([...config.fileNames, join(project, "src/book.test.ts")], config.options);
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, messageText }) =>
        `${file?.fileName ?? ""} ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
    );
}
