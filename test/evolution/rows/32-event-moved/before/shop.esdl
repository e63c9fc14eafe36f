context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Paid { amount: int }
  command Pay(amount: int) { emit Paid(amount) }
  on Paid
  event Placed {
    amount: int
  }
  create command Place() { emit Placed(amount: 1) }
  on Placed
}

id CartId
aggregate Cart by cartId: CartId {
  event Opened
  create command Open() { emit Opened() }
  on Opened
}
