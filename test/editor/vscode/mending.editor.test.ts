/** Changes that are made for the writer. */
import { expect } from "vitest";
import { it } from "./driver/test.js";

it("mends a mistake: the text is on disk, and the mistake is gone", async ({ editor }) => {
  await editor.open("billing.esdl");
  await editor.replace("emit PaymentTaken", "emit PaymentTakn");
  await editor.save();
  await expect.poll(editor.problems).toContainEqual(expect.stringContaining("PaymentTakn"));
  await editor.caretAt("emit Payment‸Takn");
  await editor.fix("PaymentTaken");
  await editor.save();
  await expect.poll(() => editor.saved("billing.esdl")).toContain("emit PaymentTaken(");
  await expect.poll(editor.problems).toEqual([]);
});

it("renames in all files", async ({ editor }) => {
  await editor.open("billing.esdl");
  await editor.caretAt("public event Payment‸Taken");
  await editor.rename("MoneyTaken");
  await editor.command("File: Save All Files");
  await expect.poll(() => editor.saved("billing.esdl")).toContain("public event MoneyTaken {");
  await expect.poll(() => editor.saved("sales.esdl")).toContain("on Billing.MoneyTaken by");
  for (const file of ["billing.esdl", "sales.esdl"])
    expect(await editor.saved(file)).not.toContain("PaymentTaken");
  await expect.poll(editor.problems).toEqual([]);
});

it("lays out a file as esdl format does", async ({ editor }) => {
  const tidy = await editor.saved("billing.esdl");
  await editor.write("billing.esdl", tidy.replaceAll("  ", "      ").replaceAll("(amount)", "( amount )"));
  await editor.open("billing.esdl");
  await editor.command("Format Document");
  await expect.poll(editor.lines).toContain("emit PaymentRequested(amount)");
  await editor.save();
  await expect.poll(() => editor.saved("billing.esdl")).toBe(tidy);
});

it("lays out a block when its brace is closed", async ({ editor }) => {
  await editor.open("mail.esdl");
  await editor.press("Control+End");
  await editor.type("value   Address { street:string, town:string }");
  await expect.poll(editor.lines).toContain("value Address { street: string, town: string }");
});
