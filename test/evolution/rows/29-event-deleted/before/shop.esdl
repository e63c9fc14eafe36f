context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Paid {
    amount: int
    by: string
    version 2 { add by = "unknown" }
  }
  command Pay(amount: int) { emit Paid(amount, by: "x") }
  on Paid
  event Placed {
    amount: int
  }
  create command Place() { emit Placed(amount: 1) }
  on Placed
}

projection Payments by orderId: OrderId {
  paid: int = 0
  on Paid { paid += event.amount }
}
