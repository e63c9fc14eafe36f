context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    sku: string where it matches /^[A-Z]{3,4}$/
    version 2 { change sku from string = if old.sku matches /^[A-Z]+$/ then old.sku else "ABC" }
  }
  create command Place() { emit Placed(sku: "ABC") }
  on Placed
}
