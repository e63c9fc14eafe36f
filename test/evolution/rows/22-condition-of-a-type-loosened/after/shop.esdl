context Shop

id OrderId
type Qty = int where it >= 0

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    qty: Qty
  }
  create command Place() { emit Placed(qty: 5) }
  on Placed
}
