// Chapters at the counter: what the model allows, and what it does not.
import type { App } from "@esdl/runtime";
import { Account, AccountId } from "#domain/banking";
import { alice, alicesAccount, asAlice, asMallory, bob, bobsAccount, teller } from "../people.js";
import { chapter, say } from "./print.js";

const alicesIban = "DE89370400440532013000";
const another = AccountId("0a3e1c52-6d1b-4c8e-9f57-3b7f0c1a2d0f");

export async function counter(app: App): Promise<void> {
  const ask = async (
    what: string,
    command: Parameters<App["execute"]>[0],
    caller?: typeof teller,
  ): Promise<void> => {
    say(await app.execute(command, { caller }), what);
  };

  chapter("Two accounts are opened at the counter, and money comes in");
  await ask(
    "Alice opens an account with an overdraft of 50",
    Account.OpenAccount({ accountId: alicesAccount, iban: alicesIban, owner: alice, overdraft: "50" }),
    teller,
  );
  await ask(
    "Bob opens an account",
    Account.OpenAccount({ accountId: bobsAccount, iban: "FR1420041010050500013M02606", owner: bob }),
    teller,
  );
  await ask(
    "100.00 are paid in for Alice",
    Account.Deposit({ accountId: alicesAccount, amount: "100.00", channel: "branch" }),
  );

  chapter("What the model does not allow is refused, with a reason");
  await ask(
    "by a guard: Alice asks for 150.50",
    Account.Withdraw({ accountId: alicesAccount, amount: "150.50" }),
    asAlice,
  );
  await ask(
    "by `allow`: Mallory asks for 1 of Alice's",
    Account.Withdraw({ accountId: alicesAccount, amount: "1" }),
    asMallory,
  );
  await ask(
    "by `unique`: a second account with Alice's number",
    Account.OpenAccount({ accountId: another, iban: alicesIban, owner: bob }),
    teller,
  );
  await ask(
    "by an invariant: an account that must never fall below +10",
    Account.OpenAccount({ accountId: another, iban: "GB33BUKB20201555555555", owner: bob, overdraft: "-10" }),
    teller,
  );
  await ask("by its input: a tenth of a cent", Account.Deposit({ accountId: bobsAccount, amount: "0.001" }));
}
