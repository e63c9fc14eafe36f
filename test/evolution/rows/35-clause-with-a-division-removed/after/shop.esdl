context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    euros: decimal
  }
  create command Place() { emit Placed(euros: 1) }
  on Placed
}
