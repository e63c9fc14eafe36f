// A tutorial that is wrong anywhere is red, at the line where it is wrong.
import { describe, expect, it } from "vitest";
import { isAsShown } from "./compare.js";
import { edited } from "./edit.js";
import { follow, type Desk } from "./follow.js";
import { pagesOf, stepsOf } from "./steps.js";

/** A desk with files in memory, where every command prints and ends as given. */
function deskWith(files: Readonly<Record<string, string>>, output = "", status = 0): Desk {
  const texts = new Map(Object.entries(files));
  return {
    read: (path) => texts.get(path),
    write: (path, text) => texts.set(path, text),
    files: () => texts.values(),
    run: () => Promise.resolve({ status, output }),
  };
}

const block = (fence: string, ...lines: readonly string[]): string =>
  `\`\`\`${fence}\n${lines.join("\n")}\n\`\`\`\n`;

const followed = (page: string, desk: Desk): Promise<void> => follow(stepsOf("page.md", page), desk);

describe("a page", () => {
  it("writes files, edits them and compares what is printed", async () => {
    const desk = deskWith({}, "1 passed in 20 ms.\n");
    const page = [
      "Write `a.ts`:\n",
      block("ts [a.ts]", "one", "two"),
      "Change `a.ts`:\n",
      block("diff [a.ts]", " one", "-two", "+three"),
      "It holds\n",
      block("ts", "three"),
      "Run\n",
      block("sh", "test"),
      block("text", "1 passed in 7 ms."),
    ].join("\n");
    await followed(page, desk);
    expect(desk.read("a.ts")).toBe("one\nthree\n");
  });

  it.each([
    ["shows what is not printed", block("sh", "test") + block("text", "2 passed."), "1 passed."],
    ["is silent of a failure", block("sh", "test"), "The exit status was 1, not 0"],
    ["speaks of another failure", block("sh [exit 2]", "test"), "The exit status was 1, not 2"],
    ["edits what is not there", `\`b.ts\`\n${block("diff [b.ts]", "-one", "+two")}`, "There is no b.ts"],
    ["edits other lines", `\`a.ts\`\n${block("diff [a.ts]", "-three", "+two")}`, "nowhere"],
    ["quotes what is in no file", block("ts", "three"), "in no file"],
  ])("is red where it %s", async (_, page, message) => {
    await expect(followed(`\n${page}`, deskWith({ "a.ts": "one\n" }, "1 passed.\n", 1))).rejects.toThrow(
      message,
    );
    await expect(followed(`\n${page}`, deskWith({ "a.ts": "one\n" }, "1 passed.\n", 1))).rejects.toThrow(
      "page.md:",
    );
  });

  it.each([
    ["a file that the text does not name", block("ts [a.ts]", "one"), "does not name a.ts"],
    ["output of nothing", block("text", "one"), "follows no commands"],
    ["a second output", block("sh", "a") + block("text", "b") + block("text", "c"), "follows no commands"],
    ["commands of an unknown kind", block("sh [maybe]", "a"), "what is [maybe]?"],
    ["a fence without a language", block("", "a"), "says not what it holds"],
    ["a block without an end", "```ts\none\n", "does not end"],
  ])("may not have %s", (_, page, message) => {
    expect(() => stepsOf("page.md", `\n${page}`)).toThrow(`page.md:`);
    expect(() => stepsOf("page.md", `\n${page}`)).toThrow(message);
  });

  it("says Ctrl-C before it starts a service where one runs", async () => {
    let runs = false;
    const desk: Desk = {
      ...deskWith({}),
      service: {
        isRunning: () => runs,
        start: () => (runs = true),
        stop: () => Promise.resolve(void (runs = false)),
        printed: () => "Listening\n",
      },
    };
    const start = block("sh [second terminal]", "npm start");
    await followed(start, desk);
    await expect(followed(start, desk)).rejects.toThrow("say Ctrl-C");
    await followed(`Press Ctrl-C.\n${start}`, desk);
  });

  it("is one of those that the first page lists, in that order", () => {
    expect(pagesOf("docs/t.md", () => "1. [A](t/a.md): one\n2. [B](t/b.md)\n")).toEqual([
      "docs/t/a.md",
      "docs/t/b.md",
    ]);
  });
});

describe("an edit", () => {
  const text = "a\nb\n\na\nc\n";

  it("changes what its lines find, from top to bottom", () => {
    expect(edited(text, " a\n-b\n+B\n@@\n-c\n")).toBe("a\nB\n\na\n");
  });

  it.each([
    ["lines that are there twice", "-a\n+A", "2 times"],
    ["lines that are there, but above", "-c\n+C\n@@\n-b\n+B", "nowhere"],
    ["lines that are nearly there", "-a \n+A", "nowhere"],
    ["a line without a sign", "-a\nb", "begins with"],
    ["nothing to do", " b", "changes nothing"],
  ])("refuses %s", (_, diff, message) => {
    expect(() => edited(text, diff)).toThrow(message);
  });
});

describe("what is shown", () => {
  it.each([
    ["times", '{"at":"2026-01-01T00:00:00.000Z"}', '{"at":"2031-12-24T09:30:11.123Z"}'],
    ["dates", "due 2026-01-29", "due 2031-02-01"],
    ["durations", "2 passed in 7 ms", "2 passed in 1.2 s"],
    ["random ids", "b48c6d6e-3a52-4c1e-9d0a-0c7c7d6f3a11", "5f0c2c1e-7a0b-4f0e-9d0a-0c7c7d6f3a11"],
    ["colours", "passed", "\u001b[32mpassed\u001b[0m"],
    ["lines left out", "a\n…\nd", "a\nb\nc\nd"],
    ["no lines left out", "a\n…\nd", "a\nd"],
  ])("may differ in %s", (_, shown, printed) => {
    expect(isAsShown(shown, printed)).toBe(true);
  });

  it.each([
    ["a word", "one passed", "one failed"],
    ["a number", "2 passed", "3 passed"],
    [
      "an id that somebody chose",
      "a0000000-0000-7000-8000-000000000001",
      "a0000000-0000-7000-8000-000000000002",
    ],
    ["a line more", "a", "a\nb"],
    ["a line less", "a\nb", "a"],
    ["the order", "a\n…\nb", "b\na"],
  ])("may not differ in %s", (_, shown, printed) => {
    expect(isAsShown(shown, printed)).toBe(false);
  });
});
