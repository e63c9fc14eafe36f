// One aggregate alone: given, when, then; and what must hold whatever is asked of it.
import fc from "fast-check";
import { checkHistory, given, rejected, state, uuidOf } from "@esdl/runtime/testing";
import { Account as AnyAccount } from "#domain/banking/arbitraries";
import { Account, AccountId, CustomerId } from "#domain/banking";
import { expect, it } from "vitest";

const accountId = AccountId(uuidOf("a"));
const alice = CustomerId(uuidOf("alice"));
const opened = {
  type: "AccountOpened",
  data: { iban: "DE89370400440532013000", owner: alice, overdraft: "50" },
} as const;

it("is overdrawn as far as was agreed, and no further", () => {
  given(Account, opened)
    .when(Account.Withdraw({ accountId, amount: "50" }))
    .then({ type: "MoneyWithdrawn", data: { amount: "50" } }, state({ balance: "-50" }));

  given(Account, opened)
    .when(Account.Withdraw({ accountId, amount: "50.01" }))
    .then(rejected("InsufficientFunds", { available: "50" }));
});

it("is closed only when it is empty", () => {
  given(Account, opened, { type: "MoneyDeposited", data: { amount: "1", channel: "atm" } })
    .when(Account.Close({ accountId }))
    .then(rejected("NotEmpty", { balance: "1" }));
});

it("never owes more than was agreed, whatever is asked of it", () => {
  fc.assert(
    fc.property(AnyAccount.history(), (commands) => {
      const { state: reached } = checkHistory(Account, commands);
      if (reached !== undefined)
        expect(Number(reached.balance)).toBeGreaterThanOrEqual(-Number(reached.overdraft));
    }),
  );
});
