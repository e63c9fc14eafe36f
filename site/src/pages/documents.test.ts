import { describe, expect, it } from "vitest";
import { documentPage } from "./documents.js";

const files = [
  "docs/cli.md",
  "docs/language/types.md",
  "examples/shop",
  "examples/shop/README.md",
  "generator/src",
  "CONTRIBUTING.md",
];
const onSite = (text: string, file = "docs/tutorial.md"): string =>
  documentPage(file, text, (one) => files.includes(one)).text;

describe("a page of the repository on the site", () => {
  it.each([
    ["[a](cli.md)", "[a](./cli.md)"],
    ["[a](cli.md#esdl-check)", "[a](./cli.md#esdl-check)"],
    ["[a](language/types.md)", "[a](./language/types.md)"],
    ["[a](../CONTRIBUTING.md)", "[a](./contributing.md)"],
    ["[a](../examples/shop)", "[a](./examples/shop.md)"],
    ["[a](https://example.org)", "[a](https://example.org)"],
    ["[a](#below)", "[a](#below)"],
    ["see `ESDL2001`", "see [`ESDL2001`](./diagnostics/ESDL2001.md)"],
    ["see `FIELD_RENAMED`", "see [`FIELD_RENAMED`](./changes/FIELD_RENAMED.md)"],
    ["[`ESDL2001`](cli.md)", "[`ESDL2001`](./cli.md)"],
    ["no `ESDL0000`, no `NODE_ENV`", "no `ESDL0000`, no `NODE_ENV`"],
    ["![a](../vscode-extension/images/a.png)", "![a](/vscode-extension/images/a.png)"],
  ])("leads %s to %s", (written, shown) => {
    expect(onSite(written)).toBe(shown);
  });

  it("only names code that is in the repository", () => {
    expect(onSite("see [the `generator`](../generator/src/).")).toBe("see the `generator`.");
  });

  it("keeps a link that leads nowhere, for the build to refuse", () => {
    expect(onSite("[a](gone.md)")).toBe("[a](gone.md)");
  });

  it("leaves code as it is", () => {
    const text = "```md\n[a](../generator/src)\n```\n";
    expect(onSite(text)).toBe(text);
  });

  it("has no place for a file that is no page", () => {
    expect(() => documentPage("generator/notes.md", "", () => true)).toThrow(
      "generator/notes.md has no place",
    );
  });
});
