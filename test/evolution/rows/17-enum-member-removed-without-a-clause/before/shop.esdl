context Shop

id OrderId
enum Kind { a, b }

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    kind: Kind
  }
  create command Place() { emit Placed(kind: a) }
  on Placed
}

projection Kinds by kind: Kind {
  count: int = 0
  on Placed by event.kind { count += 1 }
}
