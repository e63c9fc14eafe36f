context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    v: string
    version 2 { change v from string? = old.v ?? "none given" }
  }
  create command Place() { emit Placed(v: "x") }
  on Placed
}
