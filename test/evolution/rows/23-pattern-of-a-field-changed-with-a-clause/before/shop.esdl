context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    sku: string where it matches /^[A-Z]{3}$/
  }
  create command Place() { emit Placed(sku: "ABC") }
  on Placed
}
