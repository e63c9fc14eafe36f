context Shop

id OrderId
value Money {
  amount: decimal(2)
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

projection Sums by orderId: OrderId {
  sum: decimal = 0
  on Placed { sum = event.lines.sum(l => l.price.amount) }
}
