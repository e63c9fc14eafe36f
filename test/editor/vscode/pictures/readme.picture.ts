/** The pictures of the extension's README, in its order. */
import { expect } from "vitest";
import { model, picture, tallPicture } from "./gallery.js";

picture("completion of the fields of an event", async ({ gallery: { editor, take } }) => {
  await editor.caretAt("paid += event.‸amount");
  await editor.press("Control+Delete");
  expect(await editor.proposals()).toEqual([
    { label: "amount", kind: "field" },
    { label: "orderId", kind: "field" },
  ]);
  // Once more for what it means.
  await editor.press("Control+Space");
  await expect.poll(editor.proposalDetails).toBe("What the customer gave.");
  await take("completion");
});

picture("a quick fix for a misspelt type", async ({ gallery: { editor, take } }) => {
  await editor.replace("tracking: string }", "tracking: strng }");
  for (const key of Array<string>("ng }".length).fill("ArrowLeft")) await editor.press(key);
  await expect.poll(editor.quickFixes).toContain("Write string");
  await take("quick-fix");
});

picture("hover over an event", async ({ gallery: { editor, take } }) => {
  await editor.caretAt("on Order‸Shipped -> shipped");
  const hover = await editor.hover();
  expect(hover).toContain("The parcel has left the house.");
  expect(hover).toMatch(/Emitted by: command Ship[^]*Handled by: .*Parcels/);
  await take("hover");
});

picture("a scenario that fails, with what came instead", async ({ gallery: { editor, take } }) => {
  await editor.replace("then OrderPaid(amount: 20)", "then OrderPaid(amount: 21)");
  await expect
    .poll(() => editor.lensesAbove("an order is paid in full"))
    .toEqual(["✗ failed: OrderPaid was expected with amount: 21, and came with amount: 20"]);
  expect(await editor.lensesAbove("half is not enough")).toEqual(["✓ passed"]);
  await take("scenarios");
});

tallPicture("the Testing view with both sides of a failure", async ({ gallery: { editor, take } }) => {
  await editor.replace("then OrderPaid(amount: 20)", "then OrderPaid(amount: 21)");
  const scenario = "an order is paid in full";
  await expect.poll(() => editor.lensesAbove(scenario)).toEqual([expect.stringMatching(/^✗ failed/)]);
  expect(await editor.tests()).toContainEqual(expect.stringMatching(/^an order is paid in full .*Failed/));
  await editor.command("Test: Peek Output");
  await expect.poll(editor.peekedDifference).toEqual(["OrderPaid(amount: 21)", "OrderPaid(amount: 20)"]);
  await take("test-explorer");
});

picture("renaming an event", async ({ gallery: { editor, take } }) => {
  await editor.caretAt("emit Order‸Placed(customer");
  await editor.renaming("OrderTaken");
  await take("rename");
});

tallPicture("what a model changes since main", async ({ gallery: { editor, take } }) => {
  const changes = [
    ["store, phone }", "store, phone, post }"],
    ["{ tracking: string }", "{ tracking: string, carrier: string }"],
    ["Ship(tracking: string)", "Ship(tracking: string, carrier: string)"],
    ["OrderShipped(tracking)", "OrderShipped(tracking, carrier)"],
    ['tracking: "T-1"', 'tracking: "T-1", carrier: "Swift"'],
  ] as const;
  const now = await editor.saved(model);
  await editor.write(
    model,
    changes.reduce((text, [from, to]) => text.replace(from, to), now),
  );
  await editor.command("ESDL: Compare Model With…");
  await editor.answer("main");
  await expect.poll(editor.preview).toContain("SHAPE_CHANGED_WITHOUT_VERSION");
  await take("diff");
});
