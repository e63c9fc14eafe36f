context Shop

id OrderId
value Money {
  amount: decimal
  currency: string
  version 2 { add currency = "EUR" }
}
value Part {
  price: Money
  version 2 { adopt Money 2 }
}
value Tag {
  text: string
  weight: int = 1
  version 2 { add weight }
}

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    amount: int
  }
  create command Place(total: Money?, parts: Part[], tags: Tag[]) { emit Placed(amount: 1) }
  on Placed
}
