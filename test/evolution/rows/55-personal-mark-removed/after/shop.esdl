context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    name: string
    other: string
  }
  create command Place() { emit Placed(name: "x", other: "y") }
  on Placed
}
