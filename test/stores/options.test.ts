/** What a program is told that gives the runtime what it cannot use. */
import { expect, it } from "vitest";
import { ConfigurationError, createApp, memory, type AppOptions } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { account, started } from "./bank-app.js";
import { bank } from "./account.js";

it.each([
  [{ modules: [] }, "needs a `store`"],
  [{ modules: [], store: null }, "needs a `store`"],
  [{ modules: [], store: {} }, "needs a `store`"],
  [{ store: memory() }, "needs `modules`"],
  [{ modules: bank, store: memory() }, "needs `modules`"],
  [{ modules: [null], store: memory() }, "modules[0] is no module"],
  [{ modules: [{}], store: memory() }, "modules[0] is no module"],
  [{ modules: [undefined], store: memory() }, "modules[0] is no module"],
  [{ modules: [bank, bank.aggregates], store: memory() }, "modules[1] is no module"],
])("createApp(%o) says %s", async (options, message) => {
  const creating = createApp(options as unknown as AppOptions & { readonly externals: never });
  await expect(creating).rejects.toThrow(message);
  await expect(creating).rejects.toThrow(ConfigurationError);
});

it.each([undefined, null, 7, "a\0b"])("sqlite(%o) asks for the name of a file", (file) => {
  expect(() => sqlite(file as string)).toThrow("needs the name of a file");
});

it("execute says that its options are none", async () => {
  const app = await started(memory());
  await expect(app.execute(account(), null as unknown as object)).rejects.toThrow("the options of a command");
});
