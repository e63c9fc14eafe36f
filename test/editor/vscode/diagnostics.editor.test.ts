import { expect } from "vitest";
import { it } from "./driver/test.js";

it("shows in one file what a change in another breaks, until it is taken back", async ({ editor }) => {
  await editor.open("billing.esdl");
  await editor.replace("public event PaymentTaken", "event PaymentTaken");
  await expect
    .poll(editor.problems)
    .toContainEqual(expect.stringMatching(/PaymentTaken is an event of Billing that is not public/));
  await editor.command("File: Revert File");
  await expect.poll(editor.problems).toEqual([]);
});
