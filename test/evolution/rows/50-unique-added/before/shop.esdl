context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  state { code: string }
  event Placed {
    code: string
  }
  create command Place() { emit Placed(code: "x") }
  on Placed { code }
}
