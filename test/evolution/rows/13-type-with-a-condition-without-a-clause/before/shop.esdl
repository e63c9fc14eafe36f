context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    v: string
  }
  create command Place() { emit Placed(v: "ABC") }
  on Placed
}
