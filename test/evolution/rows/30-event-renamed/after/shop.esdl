context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Put formerly Placed {
    amount: int
  }
  create command Place() { emit Put(amount: 1) }
  on Put
}

projection Orders by orderId: OrderId {
  last: int = 0
  on Put { last = event.amount }
}
