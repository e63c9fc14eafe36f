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
