context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  state { lines: Line[] }
  entity Line by sku: string { qty: int }
  event Placed {
    lines: Line[]
  }
  create command Place() { emit Placed(lines: []) }
  on Placed { lines }
}
