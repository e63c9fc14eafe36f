context Shop

id OrderId
value Money {
  amount: decimal(2)
  currency: string
  version 2 { add currency = "EUR" }
}
value Line {
  sku: string
  price: Money
  version 2 { adopt Money 2 }
}

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    lines: Line[]
    total: Money
    version 2 {
      adopt Money 2
      adopt Line 2
    }
  }
  create command Place() { emit Placed(lines: [], total: Money(1, "EUR")) }
  on Placed
}

projection Sums by orderId: OrderId {
  sum: decimal = 0
  on Placed { sum = event.lines.sum(l => l.price.amount) }
}
