context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    b: int
    a: int
  }
  create command Place() { emit Placed(a: 1, b: 2) }
  on Placed
}
