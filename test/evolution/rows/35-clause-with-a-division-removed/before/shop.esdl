context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    euros: decimal
    version 2 {
      remove cents: int
      add euros = old.cents / 100.0
    }
  }
  create command Place() { emit Placed(euros: 1) }
  on Placed
}
