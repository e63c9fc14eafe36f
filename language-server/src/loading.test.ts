/** While a workspace is read, and when its folders go: what is asked meanwhile, and what is said of it. */
import { afterEach, describe, expect, it } from "vitest";
import type { CompletionItem } from "vscode-languageserver";
import { type Editor, editorOn, root } from "./testing/editor.js";

const shop = `context Shop
id OrderId
aggregate Order by orderId: OrderId {
  event Placed { amount: Amount }
}
`;
const amounts = "context Shop\ntype Amount = int\nvalue Price { amount: Amount }\n";

let editor: Editor | undefined;
afterEach(async () => {
  expect(editor?.logged).toEqual([]);
  await editor?.stop();
  editor = undefined;
});

/** On a disk that gives nothing until it is told to. */
async function onSlowDisk(files: Readonly<Record<string, string>>) {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  const on = await editorOn(files, {
    read: async (file) => {
      await given;
      return files[file.slice(root.length + 1)];
    },
  });
  editor = on;
  return { ...on, give };
}

const at = (editorOf: Editor, path: string, line: number, character: number) => ({
  textDocument: { uri: editorOf.uri(path) },
  position: { line, character },
});

describe("while files are read", () => {
  it("completes what is typed in an open file, from the files that are there", async () => {
    const on = await onSlowDisk({ "shop.esdl": shop, "amounts.esdl": amounts });
    await on.open("shop.esdl", shop);
    const labels = async (): Promise<readonly string[]> => {
      const items: CompletionItem[] | { items: CompletionItem[] } = await on.client.sendRequest(
        "textDocument/completion",
        at(on, "shop.esdl", 3, "  event Placed { amount: ".length),
      );
      return (Array.isArray(items) ? items : items.items).map(({ label }) => label);
    };
    const early = await labels();
    expect(early).toContain("OrderId");
    expect(early).not.toContain("Amount");
    expect(on.diagnostics("shop.esdl")).toEqual([]);
    on.give();
    await on.client.sendRequest("textDocument/hover", at(on, "shop.esdl", 1, 4));
    expect(await labels()).toContain("Amount");
  });

  it("waits for all of them where an answer must not miss any", async () => {
    const on = await onSlowDisk({ "shop.esdl": shop, "amounts.esdl": amounts });
    await on.open("shop.esdl", shop);
    const renamed = on.client.sendRequest("textDocument/rename", {
      ...at(on, "shop.esdl", 3, "  event Placed { amount: Am".length),
      newName: "Sum",
    });
    on.give();
    expect(Object.keys(((await renamed) as { changes: object }).changes)).toHaveLength(2);
  });

  it("keeps what the editor has written meanwhile", async () => {
    const on = await onSlowDisk({ "shop.esdl": shop, "amounts.esdl": amounts });
    await on.open("amounts.esdl", amounts);
    await on.change("amounts.esdl", `${amounts}type Wrong = Nowhere\n`);
    await on.client.sendRequest("textDocument/formatting", {
      ...at(on, "amounts.esdl", 0, 0),
      options: { tabSize: 2, insertSpaces: true },
    });
    on.give();
    await on.until(() => on.diagnostics("amounts.esdl").length === 1);
    expect(on.diagnostics("shop.esdl")).toEqual([]);
  });
});

describe("a folder that is removed from the workspace", () => {
  const folder = { uri: `file://${encodeURI(root)}`, name: "shop" };
  const wrong = "context Other\ntype Wrong = Nowhere\n";
  const remove = (on: Editor): Promise<void> =>
    on.client.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: { added: [], removed: [folder] },
    });
  const named = (on: Editor): Promise<readonly unknown[] | null> =>
    on.client.sendRequest("workspace/symbol", { query: "Wrong" });

  it("takes its models and what was wrong in them along", async () => {
    const on = (editor = await editorOn({ "other.esdl": wrong }));
    await on.until(() => on.diagnostics("other.esdl").length === 1);
    expect(await named(on)).toHaveLength(1);
    await remove(on);
    await on.until(() => on.diagnostics("other.esdl").length === 0);
    expect(await named(on)).toHaveLength(0);
  });

  it("leaves what is open", async () => {
    const on = (editor = await editorOn({ "other.esdl": wrong, "esdl.config.json": "{}" }));
    await on.open("other.esdl", wrong);
    await on.until(() => on.diagnostics("other.esdl").length === 1);
    await remove(on);
    expect(await named(on)).toHaveLength(1);
    expect(on.diagnostics("other.esdl")).toHaveLength(1);
  });
});
