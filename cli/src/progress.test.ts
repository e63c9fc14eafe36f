import { describe, expect, it } from "vitest";
import { working } from "./progress.js";
import { ioIn } from "./testing/call.js";

const files = (letters: number) => ({ files: [{ path: "a.esdl", text: " ".repeat(letters) }] });

describe("a large model that is being checked", () => {
  const shown = (letters: number, interactive: boolean): string => {
    const printed = { out: "", err: "" };
    const result = working({ ...ioIn("/", printed), interactive }, files(letters), () => printed.err);
    expect(printed.err).toBe(result === "" ? "" : `${result}\r\u001b[K`);
    return result;
  };

  it("is told on a terminal while it is checked, and nowhere else", () => {
    expect(shown(1_000_000, true)).toBe("Checking 1 file … ");
    expect(shown(1_000_000, false)).toBe("");
    expect(shown(1_000, true)).toBe("");
  });
});
