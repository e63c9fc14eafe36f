context Shop

id OrderId
type Sku = string where it matches /^[A-Z]{3}$/

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    v: Sku
  }
  create command Place() { emit Placed(v: "ABC") }
  on Placed
}
