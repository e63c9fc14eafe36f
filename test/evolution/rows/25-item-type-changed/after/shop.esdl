context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    v: string[]
    version 2 { change v from int[] = [] }
  }
  create command Place() { emit Placed(v: []) }
  on Placed
}
