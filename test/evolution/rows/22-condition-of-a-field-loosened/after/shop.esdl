context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    qty: int
  }
  create command Place() { emit Placed(qty: 5) }
  on Placed
}
