context Shop

id OrderId
type Price = decimal(4)

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    v: Price
  }
  create command Place() { emit Placed(v: 1) }
  on Placed
}
