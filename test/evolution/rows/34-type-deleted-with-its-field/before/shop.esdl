context Shop

id OrderId
type Sku = string where it matches /^[A-Z]{3}$/

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    amount: int
    sku: Sku
  }
  create command Place() { emit Placed(amount: 1, sku: "ABC") }
  on Placed
}
