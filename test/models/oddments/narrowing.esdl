/// Exercises: narrowing over maps, keyed lists, `not`, lists of statuses; functions over entities and statuses; getters and invariants of events.
context Narrowing
id OrderId
id DayId = date
function total(lines: Line[]): decimal = lines.sum(l => l.quantity * l.price)
function isOpen(s: Order.Status): bool = s == open or s in [paid]
function opened(s: set<Order.Status>): bool = s.contains(open)
aggregate Order by orderId: OrderId {
  lifecycle open -> paid
  state { lines: Line[], m: map<string, int>, opt: decimal?, get cost: decimal = total(lines), get isOpenNow: bool = isOpen(status) }
  entity Line by sku: string { quantity: int, price: decimal }
  rejection Bad { a: int, b: string? }
  event Opened { lines: Line[], get first: Line? = lines.first, invariant NotEmpty "x": lines.size >= 0 }
  event Paid
  event Bumped { k: string }
  create command Open(lines: Line[]) { emit Opened(lines) }
  command Pay(x: int?) in open { require status in [open] else Bad(a: 1) require not (x == none) else Bad(a: 2, b: "x") let y = x + 1 if y > 0 { emit Paid() } }
  command Bump(k: string) { if m[k] != none and m[k] > 3 { emit Bumped(k) } else if not m.has(k) { emit Bumped(k) } }
  on Opened -> open { lines }
  on Paid -> paid
  on Bumped { if m[event.k] != none { m[event.k] += 1 } else { m[event.k] = 1 } if m.has(event.k) { m[event.k] -= -2 } let z = m[event.k] ?? 0 for l in lines { if lines.has(l.sku) { lines[l.sku].quantity += z  lines[l.sku].price = l.price * 2 } } }
}
