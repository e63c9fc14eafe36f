context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    v: decimal(2)[]
  }
  create command Place() { emit Placed(v: []) }
  on Placed
}
