// The saga of a transfer: as the pure function that it is, and at work with accounts on both sides.
import { caller, events, inStep, scenario, uuidOf } from "@esdl/runtime/testing";
import {
  Account,
  AccountId,
  Amount,
  banking,
  CustomerId,
  MoneyTransfer,
  Transfer,
  TransferId,
} from "#domain/banking";
import { expect, it } from "vitest";

const transferId = TransferId(uuidOf("t"));
const from = AccountId(uuidOf("a"));
const to = AccountId(uuidOf("b"));
const alice = CustomerId(uuidOf("alice"));

it("gives up after an hour in which the money did not arrive, and puts it back", () => {
  const depositing: MoneyTransfer.Instance = {
    step: "depositing",
    state: { from, to, amount: Amount("25") },
  };
  const reaction = MoneyTransfer.react(
    depositing,
    { kind: "after", on: "PT1H" },
    { key: transferId, now: "2026-01-01T01:00:00.000Z", newId: () => "", isAnswer: false, externals: {} },
  );
  expect(reaction).toMatchObject({
    step: "failed",
    sends: [{ command: { type: "FailTransfer", data: { transferId, reason: "timed out" } } }],
  });
  expect(reaction?.undo).not.toEqual([]);
});

it("puts the money back when the other account is closed", () =>
  scenario({ modules: [banking] })
    .given(Account, from, [
      {
        type: "AccountOpened",
        data: { iban: "DE89370400440532013000", owner: alice, overdraft: "0" },
      },
      { type: "MoneyDeposited", data: { amount: "100", channel: "branch" } },
    ])
    .given(Account, to, [
      {
        type: "AccountOpened",
        data: { iban: "FR1420041010050500013M02606", owner: alice, overdraft: "0" },
      },
      { type: "AccountClosed", data: {} },
    ])
    .when(Transfer.RequestTransfer({ transferId, from, to, amount: "40" }), caller("Customer", "alice"))
    .then(
      events(Account, from, [
        { type: "MoneyWithdrawn", data: { amount: "40" } },
        { type: "MoneyDeposited", data: { amount: "40", reference: "transfer undone" } },
      ]),
      inStep(MoneyTransfer, transferId, "failed"),
    ));
