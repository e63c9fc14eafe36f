/** Hostile text in every name, doc comment and message; properties of behaviour are in renaming.long.test.ts, with more models. */
import { expect, it } from "vitest";
import { behavesRenamed } from "./renaming-suite.js";

it.each(["examples/banking/model", "examples/shop/model"])(
  "%s behaves the same under hostile names",
  async (folder) => {
    const { compiled, refused } = await behavesRenamed(folder, 2, folder.includes("banking"));
    expect(refused).toEqual([]);
    expect(compiled).toBe(2);
  },
);
