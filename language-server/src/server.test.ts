/** The server as an editor meets it: what is wrong appears while it is written, and goes away when it is mended. */
import type { TextDocumentEdit } from "vscode-languageserver";
import { afterEach, describe, expect, it } from "vitest";
import { type Editor, editorOn } from "./testing/editor.js";

const sales = `context Sales
uses Billing
id OrderId
aggregate Order by orderId: OrderId {
  event Placed { amount: Billing.Amount }
  create command Place(amount: Billing.Amount) { emit Placed(amount) }
  on Placed
}
`;
const billing = "context Billing\npublic type Amount = int\n";

let editor: Editor | undefined;
afterEach(async () => {
  expect(editor?.logged).toEqual([]);
  await editor?.stop();
  editor = undefined;
});
const start = async (...args: Parameters<typeof editorOn>): Promise<Editor> =>
  (editor = await editorOn(...args));

describe("diagnostics", () => {
  it("appear for files that nobody has opened", async () => {
    const { until, diagnostics } = await start({ "a.esdl": "context A\ntype X = Missing\n" });
    await until(() => diagnostics("a.esdl").length === 1);
    expect(diagnostics("a.esdl")[0]).toMatchObject({
      code: "ESDL1111",
      range: { start: { line: 1, character: 9 }, end: { line: 1, character: 16 } },
      severity: 1,
      source: "esdl",
    });
  });

  it("lead to what explains them, where an editor says where that is", async () => {
    const wrong = { "a.esdl": "context A\ntype X = Missing\n" };
    const page = async (pages?: string): Promise<string | undefined> => {
      await editor?.stop();
      const { until, diagnostics } = await start(wrong, {}, {}, { pages });
      await until(() => diagnostics("a.esdl").length === 1);
      return diagnostics("a.esdl")[0]?.codeDescription?.href;
    };
    expect(await page("https://docs.example/{code}.html")).toBe("https://docs.example/ESDL1111.html");
    expect(await page()).toBeUndefined();
    expect(await page("command:workbench.{code}")).toBeUndefined();
  });

  it("appear in the files that a change breaks, and go away when it is taken back", async () => {
    const { until, diagnostics, open, change } = await start({
      "sales.esdl": sales,
      "billing.esdl": billing,
    });
    await open("billing.esdl", billing);
    await change("billing.esdl", billing.replace("Amount", "Sum"));
    await until(() => diagnostics("sales.esdl").length === 2);
    await change("billing.esdl", billing);
    await until(() => diagnostics("sales.esdl").length === 0);
  });

  it("of the file that is being written do not wait for the pause of the writer", async () => {
    const { until, diagnostics, open, change } = await start({});
    await open("a.esdl", "context A\n");
    const times: number[] = [];
    for (let index = 0; index < 10; index++) {
      const began = performance.now();
      await change("a.esdl", `context A\ntype X = Missing${index}\n`);
      await until(() => JSON.stringify(diagnostics("a.esdl")).includes(`Missing${index}`));
      times.push(performance.now() - began);
    }
    expect(Math.min(...times)).toBeLessThan(100);
  });

  it("stay in other files while one is half typed", async () => {
    const files = { "a.esdl": "context A\ntype X = Missing\n", "b.esdl": "context A\ntype Y = int\n" };
    const { until, diagnostics, open, change } = await start(files);
    await open("b.esdl", files["b.esdl"]);
    await until(() => diagnostics("a.esdl").length === 1);
    await change("b.esdl", "context A\ntype Y = ");
    await until(() => diagnostics("b.esdl").length === 1);
    expect(diagnostics("a.esdl")).toHaveLength(1);
  });

  it("of a syntax that is mended go away while another file is half typed", async () => {
    const files = { "a.esdl": "context A\ntype X = ", "b.esdl": "context A\ntype Y = " };
    const { until, diagnostics, open, change, write } = await start(files);
    await open("b.esdl", files["b.esdl"]);
    await until(() => diagnostics("a.esdl").length === 1 && diagnostics("b.esdl").length === 1);
    await write("a.esdl", "context A\ntype X = int");
    await until(() => diagnostics("a.esdl").length === 0);
    await open("a.esdl", "context A\ntype X = int");
    await change("a.esdl", "context A\ntype X =");
    await until(() => diagnostics("a.esdl").length === 1);
    await change("a.esdl", "context A\ntype X = int");
    await until(() => diagnostics("a.esdl").length === 0);
    expect(diagnostics("b.esdl")).toHaveLength(1);
  });

  it("follow files that appear, change and go away on disk", async () => {
    const { until, diagnostics, write } = await start({ "sales.esdl": sales });
    await until(() => diagnostics("sales.esdl").length > 0);
    await write("billing.esdl", billing);
    await until(() => diagnostics("sales.esdl").length === 0);
    await write("billing.esdl", undefined);
    await until(() => diagnostics("sales.esdl").length > 0);
  });

  it("are those of what is on disk again when an editor closes a file that it did not save", async () => {
    const { until, diagnostics, open, close } = await start({ "billing.esdl": billing });
    await open("billing.esdl", "context Billing\ntype Amount = Missing\n");
    await until(() => diagnostics("billing.esdl").length === 1);
    await close("billing.esdl");
    await until(() => diagnostics("billing.esdl").length === 0);
  });

  it("go by the configuration nearest to each file, as it is now", async () => {
    const command = (context: string): string =>
      sales.replace("context Sales\nuses Billing", `context ${context}`).replaceAll("Billing.Amount", "int");
    const { until, diagnostics, write } = await start({
      "a/esdl.config.json": '{ "requireAllow": true }',
      "a/a.esdl": command("A"),
      "b/esdl.config.json": "{}",
      "b/b.esdl": command("A"),
    });
    await until(() => diagnostics("a/a.esdl").length === 1);
    expect(diagnostics("b/b.esdl")).toEqual([]);
    await write("a/esdl.config.json", "{}");
    await until(() => diagnostics("a/a.esdl").length === 0);
  });

  it("are those of a file alone where its configuration leaves it out", async () => {
    const { until, diagnostics, open } = await start({
      "a/esdl.config.json": "{}",
      "a/a.esdl": "context A\nid X\n",
    });
    await open("a/draft.txt", "context A\ntype Y = X\n");
    await until(() => diagnostics("a/draft.txt").length === 1);
    expect(diagnostics("a/a.esdl")).toEqual([]);
  });

  it("say what contradicts the lock, once the model is sound", async () => {
    const { until, diagnostics } = await start(
      { "billing.esdl": billing },
      {
        againstLock: (_, { model }) =>
          Promise.resolve([
            {
              file: model.files[0] ?? "",
              severity: "error" as const,
              code: "ESDL4101",
              message: "It was released otherwise",
              range: { start: { line: 2, column: 1 }, end: { line: 2, column: 7 } },
            },
          ]),
      },
    );
    await until(() => diagnostics("billing.esdl").length === 1);
    expect(diagnostics("billing.esdl")[0]?.code).toBe("ESDL4101");
  });
});

describe("answers", () => {
  const textDocument = (path: string) => ({ textDocument: { uri: editor?.uri(path) ?? "" } });

  it("mend what is underlined", async () => {
    const { client, until, diagnostics, open, uri } = await start({
      "sales.esdl": sales,
      "billing.esdl": billing,
    });
    await open("sales.esdl", sales.replace("id OrderId", "id OrderIt"));
    await until(() => diagnostics("sales.esdl").length > 0);
    const actions = await client.sendRequest("textDocument/codeAction", {
      ...textDocument("sales.esdl"),
      range: { start: { line: 3, character: 30 }, end: { line: 3, character: 30 } },
      context: { diagnostics: [] },
    });
    expect(actions).toMatchObject([
      {
        title: "Write OrderIt",
        kind: "quickfix",
        isPreferred: true,
        edit: { changes: { [uri("sales.esdl")]: [{ newText: "OrderIt" }] } },
      },
      {
        title: "Create id OrderId",
        isPreferred: false,
        edit: { changes: { [uri("sales.esdl")]: [{ newText: "id OrderId\n\n" }] } },
      },
    ]);
  });

  it("mend nothing in a file that is not any more what it was when the mistake was found", async () => {
    const [user, other] = [
      "context Sales\nuses Billing\ntype Price = Billing.Sum\n",
      "context Billing\ntype Sum = int\n",
    ];
    const { client, until, diagnostics, open, change, uri } = await start({
      "sales.esdl": user,
      "billing.esdl": other,
    });
    await open("sales.esdl", user);
    await open("billing.esdl", other);
    await until(() => diagnostics("sales.esdl").length === 1);
    const ask = (): Promise<unknown> =>
      client.sendRequest("textDocument/codeAction", {
        ...textDocument("sales.esdl"),
        range: diagnostics("sales.esdl")[0]?.range,
        context: { diagnostics: [] },
      });
    expect(await ask()).toMatchObject([
      { edit: { changes: { [uri("billing.esdl")]: [{ range: { start: { line: 1, character: 0 } } }] } } },
    ]);
    await change("billing.esdl", `context Billing\ntype Half = \ntype Sum = int\n`);
    await until(() => diagnostics("billing.esdl").length === 1);
    // What was found stays while the other file is half typed.
    expect(diagnostics("sales.esdl")).toHaveLength(1);
    expect(await ask()).toEqual([]);
  });

  it("say which version of a file they change, to an editor that asks", async () => {
    const { client, open, change, uri } = await start(
      { "sales.esdl": sales, "billing.esdl": billing },
      {},
      { workspaceEdit: { documentChanges: true } },
    );
    await open("billing.esdl", billing);
    await change("billing.esdl", `${billing}// The end.\n`);
    const renamed: { documentChanges: readonly TextDocumentEdit[] } = await client.sendRequest(
      "textDocument/rename",
      { ...textDocument("billing.esdl"), position: { line: 1, character: 13 }, newName: "Sum" },
    );
    expect(renamed.documentChanges.map(({ textDocument: { uri: at, version } }) => [at, version])).toEqual([
      // Nobody has opened it.
      [uri("sales.esdl"), null],
      [uri("billing.esdl"), 2],
    ]);
  });

  it("mend all of one kind, and all that is clear when a file is saved", async () => {
    const text = `${sales.replace("uses Billing\n", "")}type A = int(2)\ntype B = int(3)\n`;
    const { client, until, diagnostics, open } = await start({ "sales.esdl": text, "billing.esdl": billing });
    await open("sales.esdl", text);
    await until(() => diagnostics("sales.esdl").length === 3);
    const at = diagnostics("sales.esdl").find(({ code }) => code === "ESDL1201")?.range;
    const ask = async (only?: readonly string[]): Promise<readonly string[]> => {
      const actions: readonly { title: string; edit: { changes: Record<string, unknown[]> } }[] =
        await client.sendRequest("textDocument/codeAction", {
          ...textDocument("sales.esdl"),
          range: at,
          context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
        });
      return actions.map(({ title, edit }) => `${title}: ${Object.values(edit.changes).flat().length}`);
    };
    expect(await ask()).toEqual(["Write int: 1", "Mend all 2 of this kind in the file: 2"]);
    expect(await ask(["source.fixAll"])).toEqual(["Mend all that is clear: 3"]);
    expect(await ask(["refactor"])).toEqual([]);
  });

  it("format what was just typed, of the text as it is then", async () => {
    const { client, open, change } = await start({});
    await open("new.esdl", "context New\n");
    await change("new.esdl", "context New\nvalue   V{a:int}\n");
    const edits = await client.sendRequest("textDocument/formatting", {
      ...textDocument("new.esdl"),
      options: { tabSize: 2, insertSpaces: true },
    });
    expect(edits).not.toEqual([]);
  });

  it("say why they refuse", async () => {
    const { client, open } = await start({ "sales.esdl": sales });
    await open("sales.esdl", sales);
    const renamed = client.sendRequest("textDocument/rename", {
      ...textDocument("sales.esdl"),
      position: { line: 0, character: 0 },
      newName: "x",
    });
    await expect(renamed).rejects.toThrow("Only what the model declares can be renamed.");
  });

  it("are null for a file that is in no model", async () => {
    const { client } = await start({ "a.esdl": "context A\n" });
    const edits = await client.sendRequest("textDocument/formatting", {
      ...textDocument("nowhere.esdl"),
      options: { tabSize: 2, insertSpaces: true },
    });
    expect(edits).toBeNull();
  });
});
