import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { EmittedFile } from "../emitter.js";
import { placeOf, startTypeScriptServer, type TypeScriptServer } from "../testing/tsserver.js";
import { write } from "../writer/index.js";
import { emitDist } from "./dist.js";

const esdl = `context Banking

aggregate Account by accountId: AccountId {
  /// Money came in.
  event MoneyDeposited { amount: Amount, channel: Channel }
  create command Deposit(amount: Amount) { emit MoneyDeposited(amount) }
}
`;
const account = `/** Money came in. */
export interface MoneyDeposited {
  readonly type: "MoneyDeposited";
  readonly data: { readonly amount: string; readonly channel?: string | undefined };
}
export function MoneyDeposited(data: MoneyDeposited["data"]): MoneyDeposited {
  return { type: "MoneyDeposited", data };
}
export const Deposit: (input: { readonly amount: string }) => object = (input) => input;
export type Event = MoneyDeposited;
`;
const index = 'export * as Account from "./account.js";\n';
const app = `import { Account } from "#domain/banking";

const event: Account.Event = Account.MoneyDeposited({ amount: "1", channel: "web" });
console.log(event.data.amount, event.data.channel, Account.Deposit({ amount: "2" }));
`;

const place = (content: string, text: string, nth?: number): { line: number; column: number } => {
  const { line, offset } = placeOf("", content, text, nth);
  return { line, column: offset };
};
const link = (content: string, text: string, nth: number, name: string) => {
  const { line, column } = place(esdl, name);
  return { ...place(content, text, nth), span: [0, line, column, line, column + name.length] as const };
};

const sources: readonly EmittedFile[] = [
  {
    path: "src/banking/account.ts",
    text: account,
    links: [
      link(account, "/**", 1, "Account"),
      link(account, "MoneyDeposited", 1, "MoneyDeposited"),
      link(account, "MoneyDeposited", 3, "MoneyDeposited"),
      link(account, "amount", 1, "amount"),
      link(account, "channel", 1, "channel"),
      link(account, "Deposit:", 1, "Deposit("),
    ],
  },
  { path: "src/banking/index.ts", text: index },
];

let base: string;
let server: TypeScriptServer;

beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "esdl-definition-")));
  mkdirSync(join(base, "model"));
  mkdirSync(join(base, "app"));
  writeFileSync(join(base, "model/banking.esdl"), esdl);
  writeFileSync(join(base, "app/app.ts"), app);
  writeFileSync(
    join(base, "package.json"),
    JSON.stringify({ type: "module", imports: { "#domain/*": "./generated/dist/*/index.js" } }),
  );
  writeFileSync(
    join(base, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: { module: "nodenext", strict: true, noEmit: true, types: [] },
      include: ["app"],
    }),
  );
  const dist = emitDist(sources, { modelFiles: ["../model/banking.esdl"] });
  expect(dist.errors).toEqual([]);
  write([...sources, ...dist.files], join(base, "generated"));
  server = startTypeScriptServer(base);
  server.open(join(base, "app/app.ts"));
});
afterAll(() => {
  server.close();
  rmSync(base, { recursive: true });
});

it.each<[string, string, number, string]>([
  ["an event's constructor", "MoneyDeposited", 1, "MoneyDeposited"],
  ["a member of an event", "amount", 2, "amount"],
  ["an optional member", "channel", 2, "channel"],
  ["a command", "Deposit(", 1, "Deposit("],
  ["an aggregate", "Account", 1, "Account"],
])("tsserver leads from %s to the model", async (_, text, nth, name) => {
  const file = join(base, "app/app.ts");
  const expected = placeOf(join(base, "model/banking.esdl"), esdl, name);
  expect(await server.definition(placeOf(file, app, text, nth))).toContainEqual(expected);
});

it("tsserver leads from what the model does not name to the generated source", async () => {
  const file = join(base, "app/app.ts");
  const expected = placeOf(join(base, "generated/src/banking/account.ts"), account, "Event =");
  expect(await server.definition(placeOf(file, app, "Event ="))).toEqual([expected]);
});
