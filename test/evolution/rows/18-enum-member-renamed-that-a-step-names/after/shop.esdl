context Shop

id OrderId
enum Kind {
  a, c
  version 2 { rename b to c }
}

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    kind: Kind
    version 2 { add kind = c }
  }
  create command Place() { emit Placed(kind: a) }
  on Placed
}
