// Chapters of the saga: money that arrives, and money that is put back.
import type { App } from "@esdl/runtime";
import { Account, type AccountId, MoneyTransfer, Transfer, TransferId } from "#domain/banking";
import { setTimeout as pause } from "node:timers/promises";
import { alicesAccount, asAlice, bob, bobsAccount, frozenAccount, teller } from "../people.js";
import { chapter, say, table } from "./print.js";

export const toBob = TransferId("0a3e1c52-6d1b-4c8e-9f57-3b7f0c1a2e01");
export const toNowhere = TransferId("0a3e1c52-6d1b-4c8e-9f57-3b7f0c1a2e02");

/** Waits until the saga of a transfer has come to an end and every answer is in. */
export async function settled(app: App, transferId: TransferId) {
  for (let tries = 0; tries < 1000; tries++) {
    const saga = await app.sagas.get(MoneyTransfer, transferId);
    if (saga?.hasEnded === true && saga.inFlight.length === 0) return saga;
    await pause(5);
  }
  throw new Error(`The transfer ${transferId} has not come to an end.`);
}

export async function transfers(app: App): Promise<void> {
  chapter("Alice transfers 120.50 to Bob: a saga withdraws, deposits, and completes the transfer");
  say(
    await app.execute(
      Transfer.RequestTransfer({
        transferId: toBob,
        from: alicesAccount,
        to: bobsAccount,
        amount: "120.50",
      }),
      { caller: asAlice },
    ),
    "the transfer is requested",
  );
  await tell(app, toBob);

  chapter("She transfers 20 to an account that is frozen: what was withdrawn is put back");
  await app.execute(
    Account.OpenAccount({ accountId: frozenAccount, iban: "GB33BUKB20201555555555", owner: bob }),
    { caller: teller },
  );
  await app.execute(Account.Freeze({ accountId: frozenAccount, reason: "court order" }), { caller: teller });
  say(
    await app.execute(
      Transfer.RequestTransfer({
        transferId: toNowhere,
        from: alicesAccount,
        to: frozenAccount,
        amount: "20",
      }),
      { caller: asAlice },
    ),
    "the transfer is requested",
  );
  await tell(app, toNowhere);
}

/** What the saga handled, and where it left the accounts. */
async function tell(app: App, transferId: TransferId): Promise<void> {
  const saga = await settled(app, transferId);
  table(
    ["happened", "then it was", "and sent"],
    saga.history.map(({ kind, on, to, sends }) => [
      kind === "event" ? on : `${kind} ${on}`,
      to,
      String(sends.length || ""),
    ]),
  );
  const balanceOf = async (id: AccountId): Promise<string> =>
    (await app.load(Account, id))?.state.balance ?? "?";
  console.log(`  Alice has ${await balanceOf(alicesAccount)}, Bob has ${await balanceOf(bobsAccount)}.`);
}
