/** The commands of the extension, and its tasks. */
import { dirname } from "node:path";
import { expect } from "vitest";
import { it, newShop } from "./driver/test.js";

it("compares a model with another, and shows whom the changes hurt", async ({ editor, workspace }) => {
  const released = dirname(await newShop(workspace));
  const now = (await editor.saved("sales.esdl")).replace("it <= 999", "it <= 99");
  await editor.write("sales.esdl", now);
  await editor.open("sales.esdl");
  await editor.command("ESDL: Compare Model With…");
  await editor.answer(released);
  await expect.poll(editor.preview).toMatch(/Sales\.Quantity\s+CONSTRAINT_TIGHTENED/);
});

it("has the language server again after it was restarted", async ({ editor }) => {
  await editor.open("billing.esdl");
  await editor.replace("emit PaymentTaken", "emit PaymentTakn");
  await expect.poll(editor.problems).toHaveLength(1);
  await editor.command("ESDL: Restart Language Server");
  await expect.poll(editor.problems).toEqual([]);
  await expect.poll(editor.problems).toHaveLength(1);
});

it("checks a model in a terminal", async ({ editor }) => {
  await editor.open("billing.esdl");
  await editor.write("mail.esdl", "context Mail\ntype Name = strin\n");
  await editor.command("ESDL: Check Model");
  // What it prints first may have left the terminal, which is low.
  await expect.poll(editor.terminal).toMatch(/no command called SendNote[^]*3 files, 2 errors/);
});

it("lists what fails in the output of a task, in files that nobody opened", async ({ editor }) => {
  await editor.open("mail.esdl");
  const failing = (await editor.saved("billing.esdl")).replace("then rejected NotAllowed", "then nothing");
  await editor.write("billing.esdl", failing);
  await editor.command("ESDL: Test Model");
  await expect.poll(editor.terminal).toContain("11 scenarios, 1 failed");
  await editor.command("Problems: Focus on Problems View");
  await expect.poll(editor.problems).toContainEqual(expect.stringContaining("a payment is taken once"));
});
