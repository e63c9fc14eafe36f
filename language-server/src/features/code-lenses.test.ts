/** What stands above declarations and scenarios. */
import { describe, expect, it } from "vitest";
import type { ScenarioOutcome } from "../scenarios/messages.js";
import { editorOn } from "../testing/editor.js";
import { projectOf, requestAt } from "../testing/request.js";
import { codeLenses, knownCommands, runScenario, showReferences } from "./code-lenses.js";

const model = `context Shop
value Price { amount: int }
aggregate Order by orderId: uuid {
  event Opened { price: Price }
  create command Open(price: Price) { emit Opened(price) }
  on Opened { }
}
policy Cheer on Order.Opened { }
scenario "opens" for Order { when Open(price: Price(1)) then Opened(price: Price(1)) }
`;

const range = { start: { line: 8, character: 0 }, end: { line: 8, character: 9 } };
const failed: ScenarioOutcome = {
  path: "a.esdl",
  name: "opens",
  range,
  status: "failed",
  message: `An event is missing${"!".repeat(90)}\nand more`,
};

const lensesOf = (
  outcomes: ReadonlyMap<string, ScenarioOutcome> = new Map(),
  commands: readonly string[] = [showReferences, runScenario],
) =>
  codeLenses(
    requestAt(projectOf([{ path: "a.esdl", text: model }]), "a.esdl", 0),
    outcomes,
    new Set(commands),
  );

const shown = (lenses: ReturnType<typeof codeLenses>): readonly string[] =>
  lenses.map(({ range: at, command }) => `${String(at.start.line + 1)} ${command?.title ?? ""}`);

describe("code lenses", () => {
  it("count what names a declaration, and offer to run scenarios", () => {
    expect(shown(lensesOf())).toEqual([
      "2 4 references",
      "3 2 references",
      "4 4 references",
      "5 1 reference",
      "9 ▷ run",
    ]);
  });

  it("lead to each of the places", () => {
    const command = lensesOf()[1]?.command;
    expect(command?.command).toBe(showReferences);
    expect(command?.arguments).toMatchObject([
      "file:///a.esdl",
      { line: 2, character: 10 },
      [{ range: { start: { line: 7, character: 16 } } }, { range: { start: { line: 8, character: 21 } } }],
    ]);
  });

  it("say how a scenario went, on one short line", () => {
    const titles = (outcome: ScenarioOutcome) =>
      lensesOf(new Map([["opens", outcome]])).at(-1)?.command?.title;
    expect(titles({ ...failed, status: "passed" })).toBe("✓ passed");
    expect(titles(failed)).toMatch(/^✗ failed: An event is missing!{60}…$/);
    expect(titles({ ...failed, status: "skipped", message: "later" })).toBe("○ skipped: later");
  });

  it("are read only in an editor that does not know the commands", () => {
    expect(new Set(lensesOf(undefined, []).map(({ command }) => command?.command))).toEqual(new Set([""]));
    expect(knownCommands({})).toEqual(new Set());
    expect(knownCommands({ experimental: { commands: { commands: ["esdl.runScenario"] } } })).toEqual(
      new Set(["esdl.runScenario"]),
    );
  });

  it("and hints are asked for anew when the settings change, and when another file does", async () => {
    const [shop, user] = ["context Shop\npublic type Amount = int\n", "context User\nuses Shop\n"];
    const editor = await editorOn(
      { "shop.esdl": shop, "user.esdl": user },
      {},
      { codeLens: { refreshSupport: true }, inlayHint: { refreshSupport: true } },
    );
    const { client } = editor;
    const asked = (): Promise<unknown> =>
      Promise.all(
        ["codeLens", "inlayHint"].map(
          (of) =>
            new Promise<void>((resolve) => {
              client.onRequest(`workspace/${of}/refresh`, () => {
                resolve();
                return null;
              });
            }),
        ),
      );
    const titles = async (): Promise<readonly string[]> => {
      const lenses = await client.sendRequest<{ command: { title: string } }[]>("textDocument/codeLens", {
        textDocument: { uri: editor.uri("shop.esdl") },
      });
      return lenses.map(({ command }) => command.title);
    };
    await editor.open("shop.esdl", shop);
    await editor.open("user.esdl", user);
    expect(await titles()).toEqual(["0 references"]);
    const byFile = asked();
    await editor.change("user.esdl", `${user}type Sum = Shop.Amount\n`);
    await byFile;
    expect(await titles()).toEqual(["1 reference"]);
    const bySettings = asked();
    await client.sendNotification("workspace/didChangeConfiguration", {
      settings: { esdl: { codeLens: { references: false } } },
    });
    await bySettings;
    expect(await titles()).toEqual([]);
    await editor.stop();
  });

  it("follow the scenarios as the model is written", async () => {
    const editor = await editorOn({ "a.esdl": model });
    await editor.open("a.esdl", model);
    await editor.until(() => editor.scenarios("a.esdl")?.[0]?.status === "passed");
    const titles = async (): Promise<readonly string[]> => {
      const lenses = await editor.client.sendRequest<{ command: { title: string } }[]>(
        "textDocument/codeLens",
        {
          textDocument: { uri: editor.uri("a.esdl") },
        },
      );
      return lenses.map(({ command }) => command.title);
    };
    expect(await titles()).toContain("✓ passed");
    await editor.change(
      "a.esdl",
      model.replace("then Opened(price: Price(1))", "then Opened(price: Price(2))"),
    );
    await editor.until(() => editor.scenarios("a.esdl")?.[0]?.status === "failed");
    expect((await titles()).find((title) => title.startsWith("✗ failed"))).toBeDefined();
    await editor.stop();
  });
});
