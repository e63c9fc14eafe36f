context Shop

id OrderId
enum Kind { a, b }

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    kind: Kind
    version 2 { add kind = b }
  }
  create command Place() { emit Placed(kind: a) }
  on Placed
}
