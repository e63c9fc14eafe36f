context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Tagged { tag: string }
  command Tag(tag: string) { emit Tagged(tag) }
  on Tagged
  event Placed {
    amount: int
  }
  create command Place() { emit Placed(amount: 1) }
  on Placed
}
