/** For tests: statements put into a body of one model, and what the elaborator makes of them. */
import { AstUtils } from "langium";
import { isCommandDecl, isHandler, isProjectionDecl, isSagaStep } from "../../generated/ast.js";
import { programOf } from "../../signatures/testing/program.js";
import type { Statement } from "../../model/statements.js";
import { createElaborator } from "../elaborator.js";
import { printStatement } from "./print.js";

export interface Bodies {
  /** Of `command Try`. */
  readonly command?: string;
  /** Of `on Tried` in the aggregate; it can be applied in every status. */
  readonly on?: string;
  /** Of `on Tried` in the projection. */
  readonly projection?: string;
  /** Of `on Tried` in the saga. */
  readonly saga?: string;
}

const model = ({ command = "", on = "", projection = "", saga = "" }: Bodies): string => `
context Shop
id OrderId
id CustomerId
type Sku = string where it matches /^[A-Z]{3}-[0-9]+$/
type Quantity = int where it >= 1 and it <= 999
type Weight = int
type Price = decimal(2) where it > 0
enum Channel { web, store, phone }
enum Speed { slow, fast, web }
value Money { amount: decimal(2), currency: string = "CHF", get isZero: bool = amount == 0 }
external function tax(amount: decimal): decimal
function double(amount: decimal): decimal = amount * 2
external command Note(text: string) returns { receipt: string }

aggregate Order by orderId: OrderId {
  lifecycle open -> paid -> shipped, open -> shipped
  entity Line by sku: Sku { quantity: Quantity, price: decimal(2), gift: string?, get cost: decimal = quantity * price }
  state {
    customer: CustomerId
    lines: Line[]
    tags: set<string>
    words: string[]
    held: map<Sku, int>
    purse: Money?
    total: decimal(2) = 0
    count: int = 0
    size: Quantity = 1
    note: string?
    tracking: string in shipped
    receipt: string in paid | shipped
    lapse: duration = 1h
    due: instant?
    in: string?
    get free: int = count - held.values.sum
  }
  rejection Refused "No" { left: int }
  event Opened { customer: CustomerId }
  event Tried { amount: decimal(2), sku: Sku, n: int, note: string?, at: instant, day: date, speed: Speed, items: Line[], count: int }
  create command Open(customer: CustomerId) { emit Opened(customer) }
  command Try(amount: decimal(2), sku: Sku, n: int, maybe: int?, text: string, at: instant, day: date, channel: Channel, money: Money, price: Price, weight: Weight, count: int, ids: CustomerId[])
    in open | paid | shipped { ${command} }
  command Early(x: int) in open { }
  on Opened -> open { customer }
  on Tried { ${on} }
}
projection Board by customer: CustomerId {
  orders: int = 0
  spent: decimal(2) = 0
  last: instant?
  speed: Speed = slow
  on Order.Tried by CustomerId("00000000-0000-4000-8000-000000000000") { ${projection} }
}
saga Watch by orderId: OrderId {
  state { amount: decimal(2) = 0, seen: int = 0, by: CustomerId? }
  start on Order.Opened -> watching { by = event.customer }
  step watching { on Order.Tried { ${saga} } }
  end done
}
`;

/** What was made of the bodies, one text per statement, or what was reported: `CODE text it points at`. */
export function elaborated(bodies: Bodies): readonly string[] {
  const { files, names, signatures, reporter, locator } = programOf(model(bodies));
  const problems = files.flatMap((file) => file.problems.map(({ code, message }) => `${code} ${message}`));
  if (problems.length > 0) return problems;
  signatures.checkAll();
  const elaborate = createElaborator({ names, signatures }, reporter.report, locator);
  const statements: (readonly Statement[] | undefined)[] = [];
  for (const node of files.flatMap(({ root }) => [...AstUtils.streamAllContents(root)])) {
    if (bodies.command !== undefined && isCommandDecl(node) && node.name === "Try")
      statements.push(elaborate.commandBody(node));
    if (!isHandler(node) || node.trigger.segments.at(-1)?.$refText !== "Tried") continue;
    const owner = node.$container;
    const wanted =
      (isProjectionDecl(owner) && bodies.projection !== undefined) ||
      (isSagaStep(owner) && bodies.saga !== undefined);
    if (wanted) statements.push(elaborate.handler(node)?.body);
    if (owner.$type === "AggregateDecl" && bodies.on !== undefined)
      statements.push(elaborate.onBody(node, { from: ["open", "paid", "shipped"], creates: false }));
  }
  const reported = reporter.result().map(({ code, file, range }) => {
    const text = files.find(({ path }) => path === file)?.text ?? "";
    const lines = text.split("\n");
    const line = lines[range.start.line - 1] ?? "";
    return `${code} ${line.slice(range.start.column - 1, range.end.line === range.start.line ? range.end.column - 1 : undefined)}`;
  });
  return reported.length > 0 ? reported : statements.flatMap((body) => (body ?? []).map(printStatement));
}
