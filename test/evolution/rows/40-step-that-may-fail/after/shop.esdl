context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    each: decimal
    version 2 {
      add each = 100.0 / old.amount
      remove amount: int
    }
  }
  create command Place() { emit Placed(each: 1) }
  on Placed
}

projection Orders by orderId: OrderId {
  last: int = 0
  on Placed { last = 1 }
}
