context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    amount: int
    tip: int = 1
    version 2 { add tip }
  }
  create command Place() { emit Placed(amount: 1) }
  on Placed
}
