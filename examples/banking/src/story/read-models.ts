// Chapters of what is read: a row that has seen a command, a query page by page, a rebuild beside the table that answers.
import type { App } from "@esdl/runtime";
import { Account, AccountOverview, DailyDeposits } from "#domain/banking";
import { setTimeout as pause } from "node:timers/promises";
import { alice, alicesAccount } from "../people.js";
import { chapter, table } from "./print.js";

export async function readModels(app: App): Promise<void> {
  const overview = app.read(AccountOverview);
  const balanceOfAlice = async (): Promise<string> => (await overview.get(alicesAccount))?.balance ?? "?";

  chapter("A read model shows a deposit as soon as its command is answered");
  const done = await app.execute(Account.Deposit({ accountId: alicesAccount, amount: "10" }));
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
  table(
    ["channel", "deposits", "in all", "largest"],
    deposits.rows.map(({ channel, count, total, largest }) => [channel, String(count), total, largest]),
  );

  chapter("A rebuild runs beside the table that answers");
  const { name } = AccountOverview.definition;
  await app.projections.rebuild(name);
  for (;;) {
    const { projections } = await app.health();
    const rebuild = projections.find((projection) => projection.name === name)?.rebuild;
    if (rebuild === undefined) break;
    console.log(`  ${rebuild.position} of ${rebuild.of} events; Alice is still at ${await balanceOfAlice()}`);
    await pause(5);
  }
  console.log(`  done; Alice is at ${await balanceOfAlice()}`);
}
