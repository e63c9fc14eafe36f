context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    v: decimal
  }
  create command Place() { emit Placed(v: 1) }
  on Placed
}
