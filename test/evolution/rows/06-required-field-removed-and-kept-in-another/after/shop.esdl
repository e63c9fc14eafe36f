context Shop

id OrderId
value Who { name: string }

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    amount: int
    who: Who
    version 2 {
      remove by: string
      add who = Who(name: old.by)
    }
  }
  create command Place() { emit Placed(amount: 1, who: Who("x")) }
  on Placed
}

projection Orders by orderId: OrderId {
  last: int = 0
  on Placed { last = event.amount }
}
