context Shop

id OrderId
value Money {
  amount: decimal(2)
  invariant Positive: amount >= 0
}
value Line {
  sku: string
  price: Money
}

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    lines: Line[]
    total: Money
  }
  create command Place() { emit Placed(lines: [], total: Money(1)) }
  on Placed
}
