/** Completion, hover and signature help over a connection, as an editor asks for them. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { CompletionItem, CompletionList, Hover, SignatureHelp } from "vscode-languageserver";
import { type Editor, editorOn } from "../testing/editor.js";

const billing = `context Billing
id PaymentId
aggregate Payment by paymentId: PaymentId {
  state { amount: decimal }
  /// Somebody paid.
  public event Taken { amount: decimal }
  public create command Take(amount: decimal) { emit Taken(amount) }
  on Taken { amount }
}
`;
const shop = `context Shop
id OrderId
policy Thank on Taken { }
`;

let editor: Editor;
beforeAll(async () => {
  editor = await editorOn({ "billing.esdl": billing, "shop.esdl": shop });
  await editor.open("shop.esdl", shop);
  await editor.open("billing.esdl", billing);
  await editor.until(() => editor.diagnostics("shop.esdl").length > 0);
});
afterAll(() => editor.stop());

const ask = <T>(method: string, path: string, line: number, character: number, more = {}): Promise<T> =>
  editor.client.sendRequest(method, {
    textDocument: { uri: editor.uri(path) },
    position: { line, character },
    ...more,
  });

it("offers an event of a context that is not used yet, with the edit that uses it and its documentation", async () => {
  const { items } = await ask<CompletionList>("textDocument/completion", "shop.esdl", 2, 16);
  const taken = items.find(({ label }) => label === "Billing.Taken");
  expect(taken).toMatchObject({
    textEdit: { newText: "Billing.Taken" },
    additionalTextEdits: [{ newText: "\nuses Billing" }],
    labelDetails: { detail: "(amount: decimal)" },
  });
  const resolved: CompletionItem = await editor.client.sendRequest("completionItem/resolve", taken);
  expect(JSON.stringify(resolved.documentation)).toContain("Somebody paid.");
});

it("is silent where a space alone asks for nothing", async () => {
  const context = { triggerKind: 2, triggerCharacter: " " };
  const asked = (character: number) =>
    ask<CompletionList>("textDocument/completion", "shop.esdl", 2, character, { context });
  expect((await asked(7)).items).toEqual([]);
  expect((await asked(16)).items).not.toEqual([]);
});

it("explains names and helps with arguments", async () => {
  const hover = await ask<Hover>("textDocument/hover", "billing.esdl", 6, 56);
  expect(JSON.stringify(hover.contents)).toContain("Somebody paid.");
  const help = await ask<SignatureHelp>("textDocument/signatureHelp", "billing.esdl", 6, 59);
  expect(help.signatures.map(({ label }) => label)).toEqual(["Taken(amount: decimal)"]);
});
