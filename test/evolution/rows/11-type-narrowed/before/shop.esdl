context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    v: decimal(4)
  }
  create command Place() { emit Placed(v: 1) }
  on Placed
}
