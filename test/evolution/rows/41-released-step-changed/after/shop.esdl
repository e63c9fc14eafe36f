context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    amount: int
    by: string
    version 2 { add by = "nobody" }
  }
  create command Place() { emit Placed(amount: 1, by: "x") }
  on Placed
}
