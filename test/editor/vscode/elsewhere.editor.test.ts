/** Where there is no folder, or none that is trusted. */
import { expect } from "vitest";
import { it } from "./driver/test.js";

it("helps with a text that is in no file, in no folder", async ({ openElsewhere }) => {
  const editor = await openElsewhere({ hasFolder: false });
  await editor.command("ESDL: New Model");
  await expect.poll(editor.lines).toContain("context Shop");
  await editor.press("Escape");
  await editor.press("Control+End");
  await editor.type("\ntype Name = strin");
  await expect.poll(editor.problems).toContainEqual(expect.stringContaining("strin"));
  expect(await editor.proposals()).toContainEqual({ label: "string", kind: "keyword" });
});

it("helps in a folder that is not trusted, but runs nothing of it", async ({ openElsewhere }) => {
  const editor = await openElsewhere({ start: { asksForTrust: true } });
  await expect.poll(editor.statusBar).toContain("Restricted Mode");
  await editor.open("billing.esdl");
  await editor.replace("emit PaymentTaken", "emit PaymentTakn");
  await expect.poll(editor.problems).toContainEqual(expect.stringContaining("PaymentTakn"));
  const commands = await editor.commandsFor("ESDL: ");
  expect(commands).toContainEqual(expect.stringContaining("ESDL: Restart Language Server"));
  expect(commands).not.toContainEqual(expect.stringContaining("ESDL: Check Model"));
});
