context Shop

id OrderId
value Money { amount: decimal }
value Part { price: Money }
value Tag { text: string }

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    amount: int
  }
  create command Place(total: Money?, parts: Part[], tags: Tag[]) { emit Placed(amount: 1) }
  on Placed
}
