context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  state { sum: int = 0 }
  event Placed {
    amount: int
  }
  create command Place() { emit Placed(amount: 1) }
  on Placed { sum += event.amount }
}
