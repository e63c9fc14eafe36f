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

it("shows the types of what does not say them", async ({ editor }) => {
  await editor.open("sales.esdl");
  await editor.caretAt("let left = paid ‸- refunded");
  await expect.poll(editor.lines).toContain("let left: decimal(2) = paid - refunded");
});

it("counts above a declaration what refers to it, and leads there", async ({ editor }) => {
  await editor.open("mail.esdl");
  await expect.poll(() => editor.lensesAbove("command SendNote")).toEqual(["1 reference"]);
  await editor.clickLensAbove("command SendNote");
  expect(await editor.peeked()).toEqual(['send Mail.SendNote(subject: "On its way", body: event.tracking)']);
});

it("folds a file to its outline", async ({ editor }) => {
  await editor.open("billing.esdl");
  await editor.command("Fold All");
  await expect
    .poll(editor.lines)
    .toEqual([
      "/// Takes payments and gives them back. Knows nothing of orders.",
      "context Billing",
      "",
      "public id PaymentId",
      "",
      "role Provider",
      "",
      "aggregate Payment by paymentId: PaymentId {",
      "}",
      "",
      "projection Takings by day: date {",
      "}",
      "",
      'scenario "a payment is taken once" for Payment {',
      "}",
      "",
    ]);
});

it("leads from a command to what sends it", async ({ editor }) => {
  await editor.open("sales.esdl");
  await editor.caretAt("command Mark‸Paid");
  expect(await editor.callers()).toEqual([
    "MarkPaidSales.Order",
    "on Billing.PaymentTaken -> markingSales.Checkout.charging",
    "orders of the first release are still readableSales",
  ]);
});
