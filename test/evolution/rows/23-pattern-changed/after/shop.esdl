context Shop

id OrderId
type Sku = string where it matches /^[A-Z]{3,4}$/

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    sku: Sku
  }
  create command Place() { emit Placed(sku: "ABC") }
  on Placed
}
