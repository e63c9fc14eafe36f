context Shop

id OrderId

/// An order.
aggregate Order by orderId: string {
  event Placed {
    amount: int
  }
  create command Place() { emit Placed(amount: 1) }
  on Placed
}

projection Orders by orderId: string {
  last: int = 0
  on Placed { last = event.amount }
}
