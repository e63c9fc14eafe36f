/** Scenarios that hold, and those that do not: what is said of them, where, and how the command went. */
import { describe, expect, it } from "vitest";
import { modelOf, results, verdicts } from "../testing/models.js";

const model = `
id OrderId
id CustomerId
type Amount = decimal(2) where it > 0 and it <= 1000
enum Channel { web, shop }
role Customer
role Clerk
external function fee(country: string): decimal(2)
external function discount(code: string): decimal(2) sample 1.50
value Money { amount: decimal(2), channel: Channel  invariant Small "At most 500": amount <= 500 }
aggregate Order by orderId: OrderId {
  lifecycle placed -> paid -> closed, placed -> closed
  state {
    customer: CustomerId
    lines: Line[]
    paid: decimal(2) = 0
    tags: set<string>
    limit: int where it <= 10 = 0
    receipt: string in paid
    note: string? in closed
    get total: decimal(2) = lines.sum(l => l.quantity * l.price)
  }
  entity Line by sku: string { quantity: int where it >= 1, price: decimal(2) }
  invariant Covered "Nothing is paid twice": paid <= total
  unique customer in placed else OneAtATime
  rejection OneAtATime "One order at a time"
  rejection Empty
  rejection TooMuch "Only {left} is left" { left: decimal(2) }
  event Placed { customer: CustomerId, lines: Line[], channel: Channel }
  event Paid { amount: Amount, receipt: string, money: Money? }
  event Limited { limit: int }
  event Tagged { tags: set<string> }
  event Closed { note: string? }
  create command Place(customer: CustomerId, lines: Line[], channel: Channel = web)
    allow Customer where caller.id == customer, Clerk {
    require not lines.isEmpty else Empty
    emit Placed(customer, lines, channel)
  }
  command Pay(amount: decimal(2), times: int = 1) in placed {
    let left = total - paid
    for i in [1, 2] {
      if i <= times { require amount <= left or amount == 999 else TooMuch(left) }
    }
    emit Paid(amount, receipt: "r", money: if amount == 7 then Money(amount * 100, web) else none)
  }
  command Limit(to: int) { emit Limited(limit: to) }
  command Tag(with: set<string>) { emit Tagged(tags: with) }
  command Fee(country: string) { require fee(country) > 0 else Empty }
  command Reduce(code: string) { require discount(code) > 2 else TooMuch(left: discount(code)) }
  command Divide(by: decimal) { require 1 / by > 0 else Empty }
  command Rest(by: decimal) { require 2 % by == 0 else TooMuch(left: (2 % by).round(2)) }
  command Close(note: string?) in placed | paid allow system { emit Closed(note) }
  on Placed -> placed { customer, lines }
  on Paid -> paid { paid += event.amount, receipt }
  on Limited { limit += event.limit }
  on Tagged { tags }
  on Closed -> closed { note }
}
`;
const given = `given Placed(customer: "ann", lines: [Line("tea", 2, 10)], channel: web)`;

describe("a scenario of one aggregate holds", () => {
  const scenarios = `
scenario "Invalid comes first" for Order { ${given} when Place(customer: "ann", lines: [Line("a", 0, 1), Line("a", 1, 1)]) then rejected Invalid }
scenario "then existence" for Order { ${given} when Place(customer: "bob", lines: []) as Customer "ann" then rejected AlreadyExists }
scenario "what is not there is not found" for Order { when Pay(amount: 1) then rejected NotFound }
scenario "then the status" for Order { ${given}, Closed(note: none) when Close(note: none) as Clerk then rejected NotAllowed }
scenario "then allow" for Order { when Place(customer: "bob", lines: []) as Customer "ann" then rejected Forbidden }
scenario "the system passes every allow" for Order { ${given} when Close(note: "x") then Closed(note: "x") then state(status: closed, note: "x") }
scenario "the first require that fails decides" for Order { ${given} when Pay(amount: 30) then rejected TooMuch(left: 20) }
scenario "a bad field of an event is InvariantViolated" for Order { ${given} when Pay(amount: 0) then rejected InvariantViolated }
scenario "so is a bad value in it" for Order { ${given} when Pay(amount: 7) then rejected InvariantViolated }
scenario "so is a state that breaks a rule" for Order { ${given} when Pay(amount: 999) then rejected InvariantViolated }
scenario "what was broken before does not reject" for Order { ${given}, Limited(limit: 20) when Tag(with: ["a"]) then Tagged(tags: ["a"]) }
scenario "what is broken by this does" for Order { ${given} when Limit(to: 11) then rejected InvariantViolated }
scenario "a division by zero is one too" for Order { ${given} when Divide(by: 0) then rejected InvariantViolated }
scenario "sets compare without order, numbers by value" for Order { ${given} when Tag(with: ["b", "a"]) when Pay(amount: 20.00) then Tagged(tags: ["a", "b"]), Paid(amount: 20) then state(tags: ["b", "a"], total: 20.0, status: paid, receipt: "r") }
scenario "the rest of a division" for Order { ${given} when Rest(by: 0.3) then rejected TooMuch(left: 0.2) }
scenario "samples stand for external functions" for Order { ${given} when Reduce(code: "x") then rejected TooMuch(left: 1.5) }
scenario "several actions, with time between" for Order { ${given} when Pay(amount: 20) after 1h Close(note: none) then Paid(), Closed() }
scenario "two orders at a time" { given Order "a" { Placed(customer: "ann", lines: [], channel: web) } when Place(orderId: "b", customer: "ann", lines: [Line("x", 1, 1)]) as Clerk then rejected OneAtATime then Order "a" { } }
scenario "the key is free again" { given Order "a" { Placed(customer: "ann", lines: [], channel: web) } when Close(orderId: "a", note: none) when Place(orderId: "b", customer: "ann", lines: [Line("x", 1, 1)]) as Clerk then Order "b" { Placed() } }
`;
  it.each(Object.entries(verdicts(model + scenarios)))("%s", (_, message) => {
    expect(message).toBe("");
  });
});

describe("a scenario that does not hold says why", () => {
  it.each([
    [
      "another field",
      `when Pay(amount: 5) then Paid(amount: 6)`,
      "Paid was expected with amount: 6, and came with amount: 5",
    ],
    [
      "a missing event",
      `when Pay(amount: 5) then Paid(), Closed()`,
      "Closed was expected, and did not happen",
    ],
    [
      "an event too many",
      `when Pay(amount: 5) when Close(note: none) then Paid()`,
      "Closed happened besides, and was not expected",
    ],
    ["another event", `when Close(note: none) then Paid()`, "Paid was expected, and Closed happened"],
    [
      "a rejection that nobody expects",
      `when Pay(amount: 30) then Paid()`,
      "Pay was rejected: Only 20 is left",
    ],
    [
      "also where nothing is expected",
      `when Pay(amount: 30) then nothing`,
      "Pay was rejected: Only 20 is left",
    ],
    [
      "no rejection",
      `when Pay(amount: 5) then rejected TooMuch`,
      "TooMuch was expected, and nothing was rejected",
    ],
    [
      "another rejection",
      `when Pay(amount: 30) then rejected NotAllowed`,
      "NotAllowed was expected, and TooMuch came: Only 20 is left",
    ],
    [
      "other fields of it",
      `when Pay(amount: 30) then rejected TooMuch(left: 3)`,
      "TooMuch was expected, and came with other fields",
    ],
    [
      "something instead of nothing",
      `when Pay(amount: 5) then nothing`,
      "nothing was expected, and Paid happened",
    ],
    [
      "another state",
      `when Pay(amount: 5) then state(paid: 6)`,
      "the state of the Order was expected with paid: 6, and has paid: 5",
    ],
    [
      "a field that another status has",
      `when Pay(amount: 5) then state(note: "x")`,
      `the state of the Order was expected with note: "x", and has note: none`,
    ],
    [
      "no sample",
      `when Fee(country: "CH") then nothing`,
      "This needs what the external function Test.fee answers, and it has no sample",
    ],
  ])("%s", (name, rest, message) => {
    expect(verdicts(`${model}\nscenario "${name}" for Order { ${given} ${rest} }`)[name]).toMatch(
      new RegExp(`: ${message.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&")}$`, "u"),
    );
  });

  it("a history that cannot have been", () => {
    const text = `scenario "h" for Order { given Paid(amount: 1, receipt: "r", money: none) when Tag(with: []) then Tagged() }`;
    expect(verdicts(model + text)["h"]).toMatch(/A stream of Order cannot begin with Paid$/u);
  });

  it("with the smallest place, both sides, the way through the guards, and the state before", () => {
    const text = `scenario "s" for Order {
  ${given}
  when Pay(amount: 5, times: 2)
  then
    Paid(amount: 5),
    Closed(note: "x")
}`;
    const [{ failure } = {}] = results(`${text}\n${model}`);
    expect(failure?.span.slice(1)).toEqual([7, 5, 7, 22]);
    expect(failure?.expected).toEqual([
      { text: "Paid(amount: 5)", matches: true },
      { text: 'Closed(note: "x")', matches: false },
    ]);
    expect(failure?.actual).toEqual([{ text: 'Paid(amount: 5, receipt: "r")', matches: true }]);
    expect(failure?.command).toMatchObject({
      command: "Test.Order.Pay",
      input: { amount: "5", times: 2 },
      before: { status: "placed", paid: "0", lines: [{ sku: "tea", quantity: 2, price: "10" }] },
      outcome: { kind: "accepted" },
    });
    // As people read it: the identity, the status, and the fields in the order of the model.
    expect(Object.keys(failure?.command?.before ?? {})).toEqual([
      "orderId",
      "status",
      "customer",
      "lines",
      "paid",
      "tags",
      "limit",
    ]);
    const steps = failure?.command?.path.map(({ kind, depth, holds }) => [kind, depth, holds]);
    expect(steps).toEqual([
      ["input", 0, true],
      ["existence", 0, true],
      ["status", 0, true],
      ["let", 0, undefined],
      ["for", 0, undefined],
      ["if", 1, true],
      ["require", 2, true],
      ["for", 0, undefined],
      ["if", 1, true],
      ["require", 2, true],
      ["emit", 0, undefined],
      ["invariant", 0, true],
      ["unique", 0, true],
    ]);
    expect(failure?.command?.path[6]?.comparisons).toEqual([
      { op: "<=", leftText: "amount", rightText: "left", left: "5", right: "20", holds: true },
    ]);
  });

  it("with the guard that refused, and the names that the scenario uses", () => {
    const text = `scenario "s" for Order { when Place(customer: "bob", lines: []) as Customer "ann" then Placed(customer: "bob") }`;
    const [{ failure } = {}] = results(model + text);
    expect(failure?.message).toBe("Place was rejected: The caller may not do this");
    expect(failure?.expected).toEqual([{ text: 'Placed(customer: "bob")', matches: false }]);
    expect(failure?.command?.path.at(-1)).toMatchObject({
      kind: "allow",
      holds: false,
      detail: "the caller is Customer",
    });
    expect(failure?.command?.input).toMatchObject({
      orderId: "the Test.Order of a scenario",
      customer: "bob",
    });
    const other = `scenario "s" for Order { when Place(customer: "bob", lines: [Line("a", 1, 2)]) then Placed(customer: "ann") }`;
    expect(results(model + other)[0]?.failure?.message).toBe(
      'Placed was expected with customer: "ann", and came with customer: "bob"',
    );
  });
});

it("runs only what is asked for, and the same each time", async () => {
  const { prepare, runScenarios } = await import("../index.js");
  const text = `scenario "a" for Order { ${given} when Pay(amount: 5) then Paid() } scenario "b" for Order { ${given} when Pay(amount: 5) then nothing }`;
  const whole = modelOf(model + text);
  const filtered = [...runScenarios(whole, { filter: ({ name }) => name === "b" })];
  expect(filtered.map(({ scenario, status }) => [scenario.name, status])).toEqual([["b", "failed"]]);
  const [first, second] = prepare(whole);
  expect([second?.run(), first?.run(), second?.run()].map((result) => result?.status)).toEqual([
    "failed",
    "passed",
    "failed",
  ]);
  expect(second?.run()).toEqual(second?.run());
});
