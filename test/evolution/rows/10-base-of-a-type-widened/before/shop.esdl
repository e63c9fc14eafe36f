context Shop

id OrderId
type Price = decimal(2)

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    v: Price
  }
  create command Place() { emit Placed(v: 1) }
  on Placed
}
