context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    v: map<string, decimal(4)>?
  }
  create command Place() { emit Placed(v: none) }
  on Placed
}
