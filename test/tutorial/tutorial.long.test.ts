// The tutorial, followed to the letter: in an empty folder outside the clone, from packed tarballs, with a shell, npm, git, curl, a service
// and a database. What the script does otherwise than the page says stands in patient.ts.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { installedCommand, packed, surroundings, thisNode } from "../packed/packages.js";
import { follow } from "./follow.js";
import { learn, tutorial, writeLearned } from "./pages.js";
import { patientReader } from "./patient.js";

it("is followed, word by word", { timeout: 15 * 60_000 }, async () => {
  const base = mkdtempSync(join(tmpdir(), "esdl-tutorial-"));
  const [home, folder] = [join(base, "home"), join(base, "folder")];
  for (const path of [home, folder]) mkdirSync(path);
  const esdl = installedCommand(thisNode, packed(join(base, "tarballs")), home);
  const reader = await patientReader({
    folder,
    init: `"${process.execPath}" "${esdl}"`,
    env: surroundings(thisNode),
  });
  try {
    await follow(tutorial, reader, learn).finally(writeLearned);
    expect(reader.read("esdl.lock")).toContain("version 2");
  } finally {
    await reader.end();
    rmSync(base, { recursive: true, force: true });
  }
});
