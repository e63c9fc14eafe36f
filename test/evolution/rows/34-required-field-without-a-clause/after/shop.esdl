context Shop

id OrderId
enum Kind { a, b }
type Sku = string where it matches /^[A-Z]{3}-?[0-9]*$/
value Line { sku: Sku, qty: int where it > 0 }

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    amount: int
    by: string
    kind: Kind
    sku: Sku
    at: instant
    tip: int = 0
    line: Line
  }
  create command Place() { emit Placed(amount: 1, by: "x", kind: a, sku: "ABC", at: now, line: Line("ABC", 1)) }
  on Placed
}

projection Orders by orderId: OrderId {
  last: int = 0
  on Placed { last = event.amount }
}
