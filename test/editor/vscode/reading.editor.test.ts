/** What a reader is shown, and finds. */
import { expect } from "vitest";
import { it } from "./driver/test.js";

it("tells what a name means, and what hangs on it", async ({ editor }) => {
  await editor.open("sales.esdl");
  await editor.caretAt("public event Order‸Paid");
  const hover = await editor.hover();
  expect(hover).toContain("public event OrderPaid { amount: decimal(2) }");
  expect(hover).toMatch(/Emitted by: command MarkPaid/);
});

it("goes to what is declared in another file", async ({ editor }) => {
  await editor.open("sales.esdl");
  await editor.caretAt("on Billing.Payment‸Taken by");
  await editor.press("F12");
  await expect.poll(editor.activeFile).toMatch(/billing\.esdl$/);
  await expect.poll(editor.caret).toEqual(await editor.place("billing.esdl", "event ‸PaymentTaken {"));
});

it("finds what refers to a declaration, in all files", async ({ editor }) => {
  await editor.open("billing.esdl");
  await editor.caretAt("public event Payment‸Taken");
  const references = await editor.references();
  expect(references).toContainEqual(expect.stringMatching(/^billing\.esdl.* 5$/));
  expect(references).toContainEqual(expect.stringMatching(/^sales\.esdl.* 2$/));
});

it("outlines a file, and finds by name in all files", async ({ editor }) => {
  await editor.open("billing.esdl");
  expect((await editor.symbols()).slice(0, 4)).toEqual([
    expect.stringMatching(/^Billing/),
    "PaymentIdBilling",
    "ProviderBilling",
    "PaymentBilling",
  ]);
  await expect
    .poll(() => editor.symbolsOfWorkspace("SendNote"))
    .toContainEqual(expect.stringMatching(/^SendNoteMail.*mail\.esdl$/));
});

it("colours a name by what it means", async ({ editor }) => {
  await editor.open("billing.esdl");
  await editor.caretAt("PaymentTaken(amount, author‸isation)\n  }");
  expect(await editor.semanticToken()).toBe("parameter");
  await editor.caretAt("emit PaymentTaken(am‸ount, ");
  expect(await editor.semanticToken()).toBe("property");
  await editor.caretAt("emit Payment‸Taken(");
  expect(await editor.semanticToken()).toBe("event");
});
