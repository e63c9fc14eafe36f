import { checkModel } from "@esdl/language";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generate } from "../generate.js";
import { placeOf, startTypeScriptServer, type TypeScriptServer } from "../testing/tsserver.js";
import { write } from "../writer/index.js";

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const esdl = readFileSync(join(repository, "examples/banking/model/banking.esdl"), "utf8");

/** The flags that generated code promises to pass, in the consumer's own configuration. */
const strict = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  skipLibCheck: false,
};

const app = `import { Account, AccountId, Amount, banking, CustomerId, type Channel } from "#domain/banking";

const accountId = AccountId("0a3e1c52-6d1b-4c8e-9f57-3b7f0c1a2d01");
const channel: Channel = "branch";
const deposit: Account.Deposit = Account.Deposit({ accountId, amount: "25.00", channel });
const event: Account.Event = Account.MoneyDeposited({ amount: Amount("25"), channel });
const balance = (state: Account.State): string => (state.status === "closed" ? state.closedOn : state.balance);
// @ts-expect-error a customer's id is no account's
const wrong = Account.Freeze({ accountId: CustomerId(accountId), reason: "" });
console.log(banking.context, deposit.type, event.type, balance, wrong, Account.evolve, Account.decide);
`;

let base: string;
let server: TypeScriptServer;
beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "esdl-consumer-")));
  const { model } = checkModel([{ path: "model/banking.esdl", text: esdl }]);
  const generated = generate(model!, { packageName: "domain", emit: ["ts", "js"], modelRoot: ".." });
  if (!generated.ok) throw new Error(JSON.stringify(generated.findings));
  expect(write(generated.files, join(base, "generated")).refusals).toEqual([]);
  mkdirSync(join(base, "model"));
  writeFileSync(join(base, "model/banking.esdl"), esdl);
  mkdirSync(join(base, "app"));
  writeFileSync(join(base, "app/app.ts"), app);
  const imports = { "#domain/*": "./generated/dist/*/index.js" };
  writeFileSync(join(base, "package.json"), JSON.stringify({ type: "module", imports }));
  const paths = {
    "@esdl/runtime": [join(repository, "runtime/src/index.ts")],
    "@esdl/runtime/*": [join(repository, "runtime/src/*/index.ts")],
    "big.js": [join(repository, "node_modules/@types/big.js/index.d.mts")],
  };
  const options = {
    ...strict,
    module: "nodenext",
    target: "es2023",
    noEmit: true,
    types: ["node"],
    typeRoots: [join(repository, "node_modules/@types")],
    paths,
  };
  writeFileSync(join(base, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["app"] }));
  server = startTypeScriptServer(base);
  server.open(join(base, "app/app.ts"));
});
afterAll(() => {
  server.close();
  rmSync(base, { recursive: true });
});

describe("the package that is made from the banking model", () => {
  it("type-checks in a consumer, declarations and all", { timeout: 120_000 }, () => {
    const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
    const config = ts.getParsedCommandLineOfConfigFile(join(base, "tsconfig.json"), {}, host)!;
    const program = ts.createProgram(config.fileNames, config.options);
    // The runtime stands in for its declarations as source; it has tests of its own.
    const files = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(base));
    const found = [
      ...program.getOptionsDiagnostics(),
      ...files.flatMap((file) => [
        ...program.getSyntacticDiagnostics(file),
        ...program.getSemanticDiagnostics(file),
      ]),
    ].map(({ file, messageText }) => [file?.fileName, ts.flattenDiagnosticMessageText(messageText, " ")]);
    expect(found).toEqual([]);
    expect(files.map(({ fileName }) => fileName)).toContain(
      join(base, "generated/dist/banking/account.d.ts"),
    );
  });

  it.each([
    ["an aggregate", "Account,", "Account by"],
    ["an id", "AccountId,", "AccountId"],
    ["a command's constructor", "Deposit({", "Deposit(amount"],
    ["a command's type", "Deposit =", "Deposit(amount"],
    ["a parameter", 'amount: "25.00"', "amount: Amount, channel: Channel = online"],
    ["an event", "MoneyDeposited(", "MoneyDeposited {"],
    ["a field of a state", "balance)", "balance: decimal(2) = 0"],
  ])("leads from %s to the model", async (_, text, name) => {
    const found = await server.definition(placeOf(join(base, "app/app.ts"), app, text));
    expect(found).toContainEqual(placeOf(join(base, "model/banking.esdl"), esdl, name));
  });
});
