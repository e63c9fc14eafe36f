import { checkModel } from "@esdl/language";
import { statementsIn } from "@esdl/language/model";
import { expect, it } from "vitest";
import { durationText } from "./duration.js";
import { expressionText } from "./expression.js";

const model = (condition: string): string => `
context Shop
id OrderId
type Sku = string where it matches /^[A-Z]+$/
enum Channel { web, store }
value Money { amount: decimal, currency: string }
function doubled(n: decimal): decimal = n * 2
aggregate Order by orderId: OrderId {
  lifecycle open -> done
  state { lines: Line[], total: decimal = 0, left: int = 0, channel: Channel = web, due: instant?, price: Money? }
  entity Line by sku: Sku { quantity: int }
  rejection No "no"
  event Opened
  event Ended
  create command Open() { emit Opened() }
  command End(amount: decimal, text: string, sku: Sku) in open { require ${condition} else No  emit Ended() }
  on Opened -> open
  on Ended -> done
}
`;

/** The condition of `require`, read and written again. */
function written(condition: string): string {
  const checked = checkModel([{ path: "m.esdl", text: model(condition) }]);
  expect(checked.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const body = checked.model!.contexts[0]!.aggregates[0]!.commands[1]!.body;
  for (const statement of statementsIn(body)) {
    if (statement.kind === "require") return expressionText(statement.condition);
  }
  return "";
}

it.each([
  "amount <= total - left",
  "amount + 1 == (total - left) * 2",
  "amount - (total - left) > 0",
  "(amount > 1 or left > 2) and not left == 3",
  "amount > 1 or left > 2 and not lines.isEmpty",
  "lines.any(line => line.quantity > 1)",
  "lines.all(line => line.sku == sku)",
  "lines.sum(line => line.quantity) == 0",
  "channel == web",
  "text.trim().length >= 3",
  "text matches /^a+$/",
  "due != none and due < now",
  "now - (due ?? now) > 15m",
  "doubled(amount) > -total",
  "min(amount, total) in [1, 2.5]",
  'price == Money(amount: 5, currency: "EUR")',
  "sku == Sku(text)",
  "(if left > 1 then amount else total) > 3",
  "lines[sku]?.quantity == 3",
])("%s is written as it was read", (condition) => {
  expect(written(condition)).toBe(condition);
});

it.each([
  ["PT15M", "15m"],
  ["P1DT1H", "25h"],
  ["PT0.5S", "500ms"],
  ["-PT30S", "-30s"],
  ["PT0S", "0s"],
  ["P3D", "3d"],
])("the duration %s is written %s", (iso, text) => {
  expect(durationText(iso)).toBe(text);
});
