context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    v: uuid
  }
  create command Place() { emit Placed(v: "00000000-0000-0000-0000-000000000000") }
  on Placed
}
