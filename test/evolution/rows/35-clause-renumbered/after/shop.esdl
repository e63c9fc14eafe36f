context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    amount: int
    a: int
    b: int
    version 2 { add b = 2 }
    version 3 { add a = 1 }
  }
  create command Place() { emit Placed(amount: 1, a: 1, b: 2) }
  on Placed
}
