context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    sum: int
    version 2 { rename amount to sum }
  }
  create command Place() { emit Placed(sum: 1) }
  on Placed
}

projection Orders by orderId: OrderId {
  last: int = 0
  on Placed { last = event.sum }
}
