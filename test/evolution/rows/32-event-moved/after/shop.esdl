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

id CartId
aggregate Cart by cartId: CartId {
  event Opened
  event Paid { amount: int }
  create command Open() { emit Opened() }
  command Pay(amount: int) { emit Paid(amount) }
  on Opened
  on Paid
}
