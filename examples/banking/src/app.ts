// Retail banking on SQLite: what a service would do with the package that `esdl compile` made from the model beside it.
// Every run begins with an empty file, so that what is printed can be compared with the code.
import { createApp } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { Account, AccountId, AccountOverview, banking, CustomerId, DailyDeposits } from "#domain/banking";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crashInTheMiddle, depositIds } from "./crash.js";
import { chapter, say, statement } from "./print.js";

const alicesAccount = AccountId("0a3e1c52-6d1b-4c8e-9f57-3b7f0c1a2d01");
const bobsAccount = AccountId("0a3e1c52-6d1b-4c8e-9f57-3b7f0c1a2d02");
const alice = CustomerId("6b1f2f0e-98a4-4a57-8a3c-5d2e7c9b0e01");
const bob = CustomerId("6b1f2f0e-98a4-4a57-8a3c-5d2e7c9b0e02");

const teller = { id: "counter 3", roles: ["Teller"] };
const asAlice = { id: alice, roles: ["Customer"] };
const asMallory = { id: "mallory", roles: ["Customer"] };

const folder = await mkdtemp(join(tmpdir(), "banking-"));
const file = join(folder, "bank.db");
try {
  await business();
  await crash();
  await readModels();
  await history();
} finally {
  await rm(folder, { recursive: true });
}

async function business(): Promise<void> {
  const app = await createApp({ modules: [banking], store: sqlite(file) });

  chapter("Two accounts are opened at the counter, and money comes in");
  const iban = "DE89370400440532013000";
  say(
    await app.execute(
      Account.OpenAccount({ accountId: alicesAccount, iban, owner: alice, overdraft: "50" }),
      { caller: teller },
    ),
    "Alice opens an account with an overdraft of 50",
  );
  say(
    await app.execute(
      Account.OpenAccount({ accountId: bobsAccount, iban: "FR1420041010050500013M02606", owner: bob }),
      { caller: teller },
    ),
    "Bob opens an account",
  );
  say(
    await app.execute(Account.Deposit({ accountId: alicesAccount, amount: "100.00", channel: "branch" })),
    "100.00 are paid in for Alice",
  );

  chapter("Alice moves 120.50 to Bob: her overdraft allows it");
  say(
    await app.execute(Account.Withdraw({ accountId: alicesAccount, amount: "120.50", reference: "rent" }), {
      caller: asAlice,
    }),
    "120.50 leave Alice's account",
  );
  say(
    await app.execute(Account.Deposit({ accountId: bobsAccount, amount: "120.50", reference: "rent" })),
    "120.50 reach Bob's account",
  );

  chapter("What the model does not allow is refused, with a reason");
  say(
    await app.execute(Account.Withdraw({ accountId: alicesAccount, amount: "30" }), { caller: asAlice }),
    "by a guard: Alice asks for 30 more",
  );
  say(
    await app.execute(Account.Withdraw({ accountId: alicesAccount, amount: "1" }), { caller: asMallory }),
    "by `allow`: Mallory asks for 1 of Alice's",
  );
  const third = AccountId("0a3e1c52-6d1b-4c8e-9f57-3b7f0c1a2d03");
  say(
    await app.execute(Account.OpenAccount({ accountId: third, iban, owner: bob }), { caller: teller }),
    "by `unique`: a second account with Alice's number",
  );
  say(
    await app.execute(
      Account.OpenAccount({ accountId: third, iban: "GB33BUKB20201555555555", owner: bob, overdraft: "-10" }),
      { caller: teller },
    ),
    "by an invariant: an account that must never fall below +10",
  );
  say(
    await app.execute(Account.Deposit({ accountId: bobsAccount, amount: "0.001" })),
    "by its input: a tenth of a cent",
  );

  await app.close();
}

async function crash(): Promise<void> {
  chapter("A process that pays in 10 × 5.00 is killed in the middle");
  const acknowledged = await crashInTheMiddle(file, bobsAccount);
  console.log(`  It was killed after ${acknowledged} acknowledged deposits.`);

  const app = await createApp({ modules: [banking], store: sqlite(file) });
  const before = await app.load(Account, bobsAccount);
  console.log(`  Bob's balance is ${before?.state.balance ?? "?"}: what was acknowledged is there.`);

  chapter("All ten are sent again, under the same command ids");
  for (const commandId of depositIds) {
    await app.execute(Account.Deposit({ accountId: bobsAccount, amount: "5.00" }), { commandId });
  }
  const after = await app.load(Account, bobsAccount);
  console.log(`  Bob's balance is ${after?.state.balance ?? "?"}: 120.50 + 10 × 5.00, each once.`);
  await app.close();
}

async function readModels(): Promise<void> {
  const app = await createApp({ modules: [banking], store: sqlite(file) });
  await app.start();
  try {
    const overview = app.read(AccountOverview);

    chapter("A read model shows a deposit as soon as its command is answered");
    const done = await app.execute(Account.Deposit({ accountId: alicesAccount, amount: "40.50" }));
    const row = await overview.get(alicesAccount, { after: done });
    console.log(`  Alice: ${row?.balance ?? "?"} after ${row?.movements ?? 0} movements`);

    chapter("A declared query, richest first, page by page");
    const richest = AccountOverview.richest({ n: 10 });
    for (let cursor: string | undefined, number = 1; ; number++) {
      const page = await overview.page(richest, { limit: 1, cursor, after: done });
      for (const { owner, balance } of page.rows)
        console.log(`  page ${number}: ${owner === alice ? "Alice" : "Bob"} ${balance}`);
      cursor = page.cursor;
      if (cursor === undefined) break;
    }

    chapter("Deposits per day and channel");
    const deposits = await app.read(DailyDeposits).list({ after: done });
    for (const { channel, count, total, largest } of deposits.rows)
      console.log(`  ${channel.padEnd(7)} ${count} deposits, ${total} in all, ${largest} the largest`);

    chapter("A rebuild runs beside the table that answers");
    const { name } = AccountOverview.definition;
    await app.projections.rebuild(name);
    for (;;) {
      const { projections } = await app.health();
      const rebuild = projections.find((projection) => projection.name === name)?.rebuild;
      if (rebuild === undefined) break;
      console.log(`  ${rebuild.position} of ${rebuild.of} events; Alice is still at ${await balanceOf()}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    console.log(`  done; Alice is at ${await balanceOf()}`);

    async function balanceOf(): Promise<string> {
      return (await overview.get(alicesAccount))?.balance ?? "?";
    }
  } finally {
    await app.close();
  }
}

async function history(): Promise<void> {
  const app = await createApp({ modules: [banking], store: sqlite(file) });
  chapter("The history of Alice's account");
  statement(await app.history(Account, alicesAccount));
  chapter("The history of Bob's account");
  statement(await app.history(Account, bobsAccount));
  await app.close();
}
