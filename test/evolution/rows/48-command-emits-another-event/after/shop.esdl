context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    amount: int
  }
  create command Place() { emit Placed(amount: 1)  emit Paid() }
  event Paid
  command Pay() { emit Paid() }
  on Placed
  on Paid
}

projection Orders by orderId: OrderId {
  last: int = 0
  on Placed { last = event.amount }
}
