/** The control: what the other tests do fails where the extension is not installed. */
import { expect } from "vitest";
import type { Editor } from "./driver/editor.js";
import { it } from "./driver/test.js";

const steps: Readonly<Record<string, (editor: Editor["impatient"]) => Promise<unknown>>> = {
  proposals: (editor) => editor.proposals(),
  hover: (editor) => editor.hover(),
  rename: (editor) => editor.rename("Other"),
  references: (editor) => editor.references(),
  symbols: (editor) => editor.symbols(),
  "semantic token": (editor) => editor.semanticToken(),
  tests: (editor) => editor.tests(),
  command: (editor) => editor.command("ESDL: Restart Language Server"),
};

it("fails without the extension", async ({ openElsewhere }) => {
  const editor = await openElsewhere({ start: { extension: false } });
  await editor.open("billing.esdl");
  expect(await editor.statusBar()).toContain("Plain Text");
  await editor.replace("emit PaymentTaken", "emit PaymentTakn");
  await editor.save();
  await editor.caretAt("emit Payment‸Takn");
  for (const [name, step] of Object.entries(steps)) {
    await expect(step(editor.impatient), name).rejects.toThrow();
    await editor.press("Escape");
  }
  expect(await editor.problems()).toEqual([]);
  expect(await editor.squiggles()).toBe(0);
});
