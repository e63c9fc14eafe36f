context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed 
  create command Place() { emit Placed() }
  on Placed
}

projection Orders by orderId: OrderId {
  last: int = 0
  on Placed { last = 1 }
}
