/** Scenarios as the editor's tests. */
import { expect } from "vitest";
import { it } from "./driver/test.js";

it("lists scenarios, tells how they went, and tells again after a change", async ({ editor }) => {
  await editor.open("billing.esdl");
  await expect.poll(editor.tests).toContainEqual(expect.stringMatching(/^a payment is taken once .*Passed/));
  await editor.replace("then rejected NotAllowed", "then nothing");
  await expect.poll(editor.tests).toContainEqual(expect.stringMatching(/^a payment is taken once .*Failed/));
});

it("runs all scenarios when it is asked to", async ({ editor }) => {
  await editor.open("sales.esdl");
  await editor.command("Test: Run All Tests");
  await expect
    .poll(editor.tests)
    .toContainEqual(expect.stringMatching(/^stock is never promised twice .*Passed/));
});

it("tells above a scenario how it went, after each change", async ({ editor }) => {
  const scenario = "a payment is taken once";
  await editor.open("billing.esdl");
  await editor.caretAt("then ‸rejected NotAllowed");
  await expect.poll(() => editor.lensesAbove(scenario)).toEqual(["✓ passed"]);
  await editor.replace("then rejected NotAllowed", "then nothing");
  await expect.poll(() => editor.lensesAbove(scenario)).toEqual([expect.stringMatching(/^✗ failed: /)]);
  await editor.command("File: Revert File");
  await expect.poll(() => editor.lensesAbove(scenario)).toEqual(["✓ passed"]);
});

it("runs the one scenario that is clicked on", async ({ editor }) => {
  const scenario = "stock is never promised twice";
  await editor.open("sales.esdl");
  await editor.caretAt("‸then rejected OutOfStock");
  await expect.poll(() => editor.lensesAbove(scenario)).toEqual(["✓ passed"]);
  await editor.tests();
  await editor.clickLensAbove(scenario);
  await expect.poll(editor.testSummary).toMatch(/^1\/1\b/);
});
