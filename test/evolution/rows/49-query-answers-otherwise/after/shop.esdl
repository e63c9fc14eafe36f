context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    amount: int
  }
  create command Place() { emit Placed(amount: 1) }
  on Placed
}

projection Orders by orderId: OrderId {
  last: int = 0
  on Placed { last = event.amount }
  query top(n: int) order by last limit n
  query most(n: int) where last >= n
}
