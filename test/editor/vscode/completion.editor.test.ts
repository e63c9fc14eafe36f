/** What is proposed where, and what is written when it is taken. */
import { expect } from "vitest";
import { it } from "./driver/test.js";

it("proposes the members of what stands before the dot", async ({ editor }) => {
  await editor.open("sales.esdl");
  await editor.caretAt("items = event.‸lines.sum");
  const members = await editor.proposals();
  expect(members).toContainEqual({ label: "lines", kind: "field" });
  expect(members).not.toContainEqual(expect.objectContaining({ label: "stock" }));
});

it("proposes the members of the enum that is expected, first", async ({ editor }) => {
  await editor.open("sales.esdl");
  await editor.caretAt("channel: Channel = ‸web)");
  expect((await editor.proposals()).slice(0, 3)).toEqual([
    { label: "web", kind: "enum-member" },
    { label: "store", kind: "enum-member" },
    { label: "phone", kind: "enum-member" },
  ]);
});

it("proposes arguments, by value and by name", async ({ editor }) => {
  await editor.open("sales.esdl");
  await editor.caretAt("emit StockShipped(‸order, quantity)");
  expect((await editor.proposals()).slice(0, 2)).toEqual([
    { label: "order", kind: "variable" },
    { label: "order:", kind: "field" },
  ]);
});

it("proposes the words and the snippets that may stand there", async ({ editor }) => {
  await editor.open("sales.esdl");
  await editor.caretAt("‸snapshot every 50");
  const words = await editor.proposals();
  expect(words).toContainEqual({ label: "rejection", kind: "keyword" });
  expect(words).toContainEqual({ label: "command …", kind: "snippet" });
  expect(words).not.toContainEqual(expect.objectContaining({ label: "saga" }));
});

it("writes an event of another context, and what lets the file use that", async ({ editor }) => {
  await editor.open("mail.esdl");
  await editor.press("Control+End");
  await editor.type("policy Thank on Taken");
  await editor.complete("Billing.PaymentTaken");
  await editor.save();
  await expect.poll(() => editor.saved("mail.esdl")).toContain("context Mail\nuses Billing\n");
  expect(await editor.saved("mail.esdl")).toMatch(/policy Thank on Billing\.PaymentTaken$/);
});

it("writes a snippet, and goes from hole to hole", async ({ editor }) => {
  await editor.open("billing.esdl");
  await editor.press("Control+End");
  await editor.type("role");
  await editor.press("Escape");
  await editor.type(" Auditor\nenum");
  await editor.complete("enum …");
  await editor.type("Currency");
  await editor.press("Tab");
  await editor.type("EUR");
  await editor.save();
  await expect.poll(() => editor.saved("billing.esdl")).toMatch(/role Auditor\nenum Currency \{ EUR[ ,}]/);
});
