context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  /// @deprecated by Put
  event Placed {
    a: int
  }
  create command Place() { emit Placed(a: 1) }
  on Placed
}
