/** Another client than VS Code: Neovim, with the configuration that the documentation shows. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

const at = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

interface Answers {
  readonly problem?: string;
  readonly diagnostics: readonly string[];
  readonly codeActions: readonly string[];
  readonly mended: string;
  readonly completion: readonly string[];
  readonly hover: string;
  readonly definition: string;
  readonly formatted: string;
}

let folder: string;
let answers: Answers;
const saved = (file: string): Promise<string> => readFile(join(folder, "shop", "model", file), "utf8");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "esdl-neovim-"));
  await cp(at("examples/shop/model"), join(folder, "shop", "model"), { recursive: true });
  await cp(at("examples/shop/esdl.config.json"), join(folder, "shop", "esdl.config.json"));
  const bin = join(folder, "shop", "node_modules", ".bin");
  await mkdir(bin, { recursive: true });
  await symlink(at("cli/bin/esdl.js"), join(bin, "esdl"));
  const shown = /## Neovim[^]*?```lua\n([^]*?)```/.exec(await readFile(at("docs/editors.md"), "utf8"))?.[1];
  await writeFile(join(folder, "init.lua"), shown ?? "");

  const script = at("test/editor/neovim/ask.lua");
  const settings = ["--headless", "-n", "-i", "NONE", "-u", join(folder, "init.lua")];
  await promisify(execFile)("nvim", [...settings, "-S", script], {
    cwd: join(folder, "shop"),
    timeout: 110_000,
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      ESDL_MODEL: "model",
      ESDL_ANSWERS: join(folder, "answers.json"),
    },
  });
  answers = JSON.parse(await readFile(join(folder, "answers.json"), "utf8")) as Answers;
  expect(answers.problem).toBeUndefined();
});
afterAll(() => rm(folder, { recursive: true }));

it("underlines a mistake, offers what mends it, and mends it", () => {
  expect(answers.diagnostics).toEqual([expect.stringContaining("PaymentTakn")]);
  expect(answers.codeActions).toContain("Write PaymentTaken");
  expect(answers.mended).toBe("    emit PaymentTaken(amount, authorisation)");
});

it("proposes arguments, and explains a name", () => {
  expect(answers.completion).toContain("amount");
  expect(answers.hover).toContain("public event PaymentTaken");
});

it("goes to a declaration in another file", () => {
  expect(answers.definition).toMatch(/public event PaymentTaken/);
});

it("renames in all files", async () => {
  expect(await saved("billing.esdl")).toContain("public event MoneyTaken");
  expect(await saved("sales.esdl")).toContain("Billing.MoneyTaken");
});

it("formats", () => {
  expect(answers.formatted).toBe("    emit MoneyTaken(amount, authorisation)");
});
