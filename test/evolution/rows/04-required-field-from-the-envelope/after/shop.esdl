context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    amount: int
    at: instant
    version 2 { add at = meta.occurredAt }
  }
  create command Place() { emit Placed(amount: 1, at: now) }
  on Placed
}

projection Orders by orderId: OrderId {
  last: int = 0
  on Placed { last = event.amount }
}
