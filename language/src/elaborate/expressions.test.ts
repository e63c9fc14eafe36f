/** What expressions become: their types, what is made explicit, and the one thing that is said when they are wrong. */
import { describe, expect, it } from "vitest";
import { elaborated } from "./testing/bodies.js";

/** The expression as the value of a `let` in a command: its type and text, or what was reported. */
const made = (expression: string): string =>
  elaborated({ command: `let it1 = ${expression}` })
    .map((text) => text.replace("let it1: ", ""))
    .join("; ");

type Row = readonly [source: string, result: string];

const tables: Readonly<Record<string, readonly Row[]>> = {
  "names and members": [
    ["text", "string = command.text"],
    ["orderId", "OrderId = command.orderId:identity"],
    ["total", "decimal(2) = state.total"],
    ["status", "Order.Status = state.status:status"],
    ["free", "int = state.free:getter"],
    ["state.in", "string? = state.in"],
    ["count", "ESDL2003 count"],
    ["command.count + state.count", "int = (command.count + state.count)"],
    ["missing", "ESDL2002 missing"],
    ["state.missing", "ESDL2005 missing"],
    ["event.amount", "ESDL2018 event"],
    ["meta.occurredAt", "ESDL2018 meta"],
    ["state", "ESDL2025 state"],
    ["caller.id == customer", "bool = (caller.id == <unbrand>state.customer)"],
    ["caller.id in ids", "bool = (caller.id in command.ids)"],
    ['caller.roles.contains("a")', 'bool = caller.roles.list::contains("a")'],
    ["money.amount", "decimal(2) = command.money.amount"],
    ["money.isZero", "bool = command.money.isZero:getter"],
    ["tracking", "string? = state.tracking~"],
    ["now", "instant = now"],
    ["newId()", "uuid = newId()"],
    ["Order.Status.paid", "Order.Status = 'paid"],
    ["Status.paid", "Order.Status = 'paid"],
    ["Channel.web", "Channel = 'web"],
    ["Channel.wep", "ESDL2024 wep"],
    ["web", "ESDL2002 web"],
  ],
  arithmetic: [
    ["n + 1", "int = (command.n + 1)"],
    ["n / 2", "ESDL2007 n / 2"],
    ["n.div(2) % 3", "int = (command.n.int::div(2) % 3)"],
    ["amount + total", "decimal(2) = (command.amount + state.total)"],
    ["amount * n", "decimal(2) = (command.amount * <intToDecimal>command.n)"],
    ["amount * amount", "decimal(4) = (command.amount * command.amount)"],
    ["amount / 3", 'decimal = (command.amount / "3")'],
    ["amount + 0.125", 'decimal(3) = (command.amount + "0.125")'],
    ["size * amount", "decimal(2) = (<intToDecimal><unbrand>state.size * command.amount)"],
    ["size + weight", "int = (<unbrand>state.size + <unbrand>command.weight)"],
    ["-amount", "decimal(2) = -command.amount"],
    ["-5", "int = -5"],
    ["-text", "ESDL2031 text"],
    ['text + "!"', 'string = (command.text + "!")'],
    ["text + n", "ESDL2008 text + n"],
    ['words + ["a"]', 'string[] = (state.words + ["a"])'],
    ["maybe + 1", "ESDL2006 maybe"],
    ["at - now", "duration = (command.at - now)"],
    ["at + 15m", 'instant = (command.at + "PT15M")'],
    ["lapse + 36h", 'duration = (state.lapse + "P1DT12H")'],
    ["day + 1d", "ESDL2008 day + 1d"],
    ["500ms", 'duration = "PT0.5S"'],
    ["n + n + n + n", "int = (((command.n + command.n) + command.n) + command.n)"],
  ],
  comparisons: [
    ["n < 5 and amount >= 2", 'bool = ((command.n < 5) and (command.amount >= "2"))'],
    ["amount == n", "bool = (command.amount == <intToDecimal>command.n)"],
    ["size == 0", "bool = (<unbrand>state.size == 0)"],
    ['sku == "ABC-1"', 'bool = (<unbrand>command.sku == "ABC-1")'],
    ["size == weight", "ESDL2008 size == weight"],
    ["maybe == n", "bool = (command.maybe == command.n)"],
    ["maybe < n", "ESDL2006 maybe"],
    ["money < money", "ESDL2030 money"],
    ["channel == web", "bool = (command.channel == 'web)"],
    ["web == channel", "bool = ('web == command.channel)"],
    ["channel != slow", "ESDL2024 slow"],
    ["channel in [web, store]", "bool = (command.channel in ['web, 'store])"],
    [
      "status == paid or status == open",
      "bool = ((state.status:status == 'paid) or (state.status:status == 'open))",
    ],
    ["sku in lines", "bool = (command.sku in state.lines)"],
    ["sku in held", "bool = (command.sku in state.held)"],
    ['day == "2026-01-31"', 'bool = (command.day == "2026-01-31")'],
    ['day == "2026-02-31"', 'ESDL2020 "2026-02-31"'],
    ["text matches /^a/", "bool = command.text matches /^a/"],
    ["sku matches /^A/", "bool = <unbrand>command.sku matches /^A/"],
    ["n matches /1/", "ESDL2001 n"],
    ["text matches /(/", "ESDL2022 /(/"],
    ["not n", "ESDL2001 n"],
    ["n in n", "ESDL2033 n"],
  ],
  optionals: [
    ["maybe ?? 0", "int = (command.maybe ?? 0)"],
    ["maybe ?? text", "ESDL2001 text"],
    ["double(maybe ?? 0)", "decimal = Shop.double(<intToDecimal>(command.maybe ?? 0))"],
    ["note ?? none", "string? = (state.note ?? none)"],
    ["purse.amount", "ESDL2006 purse"],
    ["purse?.amount", "decimal(2)? = state.purse?.amount"],
    ["purse?.amount ?? 0", 'decimal(2) = (state.purse?.amount ?? "0")'],
    ["note?.trim()", "string? = state.note?.string::trim()"],
    ["note?.trim().length", "int? = state.note?.string::trim()?.string::length()"],
    ["lines.first?.sku.length", "int? = <unbrand>state.lines.list::first()?.sku:key?.string::length()"],
    ["lines.first?.gift.length", "ESDL2006 lines.first?.gift"],
    [
      "if n > 1 then 5 else if n > 2 then 6 else none",
      "int? = if (command.n > 1) then 5 else if (command.n > 2) then 6 else none",
    ],
    ["if n > 1 then 0.1 else 12.75", 'decimal = if (command.n > 1) then "0.1" else "12.75"'],
    ["if n > 1 then none else n", "int? = if (command.n > 1) then none else command.n"],
    [
      "if maybe != none then maybe + 1 else 0",
      "int = if (command.maybe != none) then (command.maybe! + 1) else 0",
    ],
    [
      "if maybe == none then 0 else maybe + 1",
      "int = if (command.maybe == none) then 0 else (command.maybe! + 1)",
    ],
    ["if maybe == none then maybe + 1 else 0", "ESDL2006 maybe"],
    ["if maybe != none or n > 1 then maybe + 1 else 0", "ESDL2006 maybe"],
    ["if not (maybe == none and n > 1) then maybe + 1 else 0", "ESDL2006 maybe"],
    [
      "if n > 1 and maybe != none or maybe == 2 then maybe + 1 else 0",
      "int = if (((command.n > 1) and (command.maybe != none)) or (command.maybe == 2)) then (command.maybe! + 1) else 0",
    ],
    ["if status == paid and n > 1 then 0 else receipt.length", "ESDL2006 receipt"],
    ["maybe != none and maybe > 1", "bool = ((command.maybe != none) and (command.maybe! > 1))"],
    ["maybe == none or maybe > 1", "bool = ((command.maybe == none) or (command.maybe! > 1))"],
    ["maybe != none or maybe > 1", "ESDL2006 maybe"],
    ["not (maybe == none) and maybe > 1", "bool = (not (command.maybe == none) and (command.maybe! > 1))"],
    [
      "not (maybe == none or n > 3) and maybe > 1",
      "bool = (not ((command.maybe == none) or (command.n > 3)) and (command.maybe! > 1))",
    ],
    [
      "if status == shipped then tracking else text",
      "string = if (state.status:status == 'shipped) then state.tracking else command.text",
    ],
    [
      "if status != open then receipt else text",
      "string = if (state.status:status != 'open) then state.receipt else command.text",
    ],
    [
      "if status in [paid, shipped] then receipt else text",
      "string = if (state.status:status in ['paid, 'shipped]) then state.receipt else command.text",
    ],
    ["if status == paid then tracking.length else 0", "ESDL2006 tracking"],
    ["held[sku]", "int? = state.held[command.sku]"],
    ["held[sku] + 1", "ESDL2006 held[sku]"],
    [
      "if held.has(sku) then held[sku] + 1 else 0",
      "int = if state.held.map::has(command.sku) then (state.held[command.sku]! + 1) else 0",
    ],
    [
      "if lines.has(sku) then lines[sku].quantity else 1",
      "int = if state.lines.keyed::has(command.sku) then <unbrand>state.lines[command.sku]!.quantity else 1",
    ],
    ["lines[sku].quantity", "ESDL2006 lines[sku]"],
    ["lines[sku]?.quantity ?? 0", "int = (<unbrand>state.lines[command.sku]?.quantity ?? 0)"],
    ["words[0]", "ESDL2029 words"],
    ["none", "ESDL2023 none"],
    ["[]", "ESDL2023 []"],
  ],
  "methods and lambdas": [
    [
      "lines.sum(l => l.quantity * l.price)",
      "decimal(2) = state.lines.list::sum(l => (<intToDecimal><unbrand>l.quantity * l.price))",
    ],
    ["lines.sum(l => l.cost)", "decimal = state.lines.list::sum(l => l.cost:getter)"],
    ["lines.sum(l => l.quantity)", "int = state.lines.list::sum(l => <unbrand>l.quantity)"],
    ["lines.map(l => l.sku)", "Sku[] = state.lines.list::map(l => l.sku:key)"],
    ["lines.map(l => l.gift)", "ESDL2006 l.gift"],
    [
      "lines.filter(l => l.price > 5).size",
      'int = state.lines.list::filter(l => (l.price > "5")).list::size()',
    ],
    ["lines.max(l => l.price)", "decimal(2)? = state.lines.list::max(l => l.price)"],
    ["lines.first?.price", "decimal(2)? = state.lines.list::first()?.price"],
    ["lines.sortBy(l => l)", "ESDL2030 l"],
    ["lines.sum", "ESDL2031 sum"],
    ["lines.find(l => l.price)", "ESDL2001 l.price"],
    ["lines.any(n => n.price > 1)", "ESDL2004 n"],
    ["lines.any(true)", "ESDL2016 true"],
    ["lines.count()", "int = state.lines.list::count()"],
    ["lines.size()", "ESDL2014 size"],
    ["text.trim", "ESDL2014 trim"],
    ["text.trim().length", "int = command.text.string::trim().string::length()"],
    ["text.startsWith(n)", "ESDL2001 n"],
    ["text.split()", "ESDL2015 split"],
    ["sku.length", "int = <unbrand>command.sku.string::length()"],
    ["held.values.sum", "int = state.held.map::values().list::sum()"],
    ["held.keys", "set<Sku> = state.held.map::keys()"],
    ["amount.round(1)", "decimal(1) = command.amount.decimal::round(1)"],
    ["at.date.plusDays(2)", "date = command.at.instant::date().date::plusDays(2)"],
    ["lapse.hours", "int = state.lapse.duration::hours()"],
    ["channel.name", "string = command.channel.enum::name()"],
    ['words.flatMap(w => w.split(""))', 'string[] = state.words.list::flatMap(w => w.string::split(""))'],
    ["x => x", "ESDL2017 x => x"],
    ["min(n, 5)", "int = min(command.n, 5)"],
    ["max(amount, n)", "decimal(2) = max(command.amount, <intToDecimal>command.n)"],
    ["max(n)", "ESDL2015 max"],
  ],
  "calls and constructions": [
    ['Money(5, "EUR")', 'Money = Shop.Money(amount: "5", currency: "EUR")'],
    ["Money(amount: 5)", 'Money = Shop.Money(amount: "5", currency: "CHF")'],
    ["Money(5)", 'Money = Shop.Money(amount: "5", currency: "CHF")'],
    ['Money(5, currency: "EUR")', "ESDL2038 5"],
    ["Money(amount, currency: text)", "ESDL2038 amount"],
    ["Line(sku, size, price: 5)", "ESDL2038 sku"],
    ["Money(5.001)", "ESDL2020 5.001"],
    ['Money(currency: "EUR")', "ESDL2010 Money"],
    ["Money(amount: 5, sum: 3)", "ESDL2009 sum"],
    ["Money(amount: 5, amount: 6)", "ESDL2011 amount: 6"],
    ['Money(5, "EUR", 7)', "ESDL2013 7"],
    [
      'Line("ABC-1", 2, 10)',
      'Order.Line = Shop.Order.Line(sku: "ABC-1", quantity: 2, price: "10", gift: none)',
    ],
    ['Line("abc", 2, 10)', 'ESDL2021 "abc"'],
    ['Line("ABC-1", 1000, 10)', "ESDL2021 1000"],
    [
      "Line(sku, n * 2, price)",
      "Order.Line = Shop.Order.Line(sku: command.sku, quantity: <brand>(command.n * 2), price: <unbrand>command.price, gift: none)",
    ],
    ["Line(text, 1, 1)", "ESDL2001 text"],
    ["Sku(text)", "Sku = <check>command.text"],
    ['Sku("ABC-1")', 'Sku = "ABC-1"'],
    ['Sku("abc")', 'ESDL2021 "abc"'],
    ["CustomerId(orderId)", "CustomerId = <check><unbrand>command.orderId:identity"],
    ["CustomerId(caller.id)", "CustomerId = <check>caller.id"],
    ["double(n)", "decimal = Shop.double(<intToDecimal>command.n)"],
    ["tax(amount)", "decimal = Shop.tax(command.amount)"],
    ["double(amount: amount)", "decimal = Shop.double(command.amount)"],
    ["text(5)", "ESDL2032 text"],
    ["Tried(5)", "ESDL2025 Tried"],
    ["Channel", "ESDL2025 Channel"],
    [
      "if n > 1 then amount else n",
      "decimal(2) = if (command.n > 1) then command.amount else <intToDecimal>command.n",
    ],
    ["if n > 1 then amount else text", "ESDL2001 text"],
    ["(n, n)", "ESDL2037 (n, n)"],
    ["9007199254740993", "ESDL2020 9007199254740993"],
  ],
};

describe.each(Object.entries(tables))("%s", (_, rows) => {
  it.each(rows)("%s", (source, result) => {
    expect(made(source)).toBe(result);
  });
});

it("says one thing of each mistake, and nothing of what follows from it", () => {
  expect(
    elaborated({ command: "let a = missing + 1  let b = a * 2  require b > a else Refused(left: b)" }),
  ).toEqual(["ESDL2002 missing"]);
});

it("says all mistakes that are independent of one another", () => {
  expect(elaborated({ command: "let a = missing  let b = text + 1  emit Tried(b)" })).toEqual([
    "ESDL2002 missing",
    "ESDL2008 text + 1",
    "ESDL2009 b",
  ]);
});

it("takes chains of operators as long as the syntax does", () => {
  const chain = Array.from({ length: 350 }, () => "n").join(" + ");
  expect(made(chain)).toMatch(/^int = \(+/);
});
