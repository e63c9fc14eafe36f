context Shop

id OrderId
value Money { amount: decimal }

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    amount: int
  }
  create command Place() { emit Placed(amount: 1) }
  on Placed
}

saga Fulfil by orderId: OrderId {
  state { total: Money, parts: map<string, Money> }
  start on Placed -> charging { total = Money(event.amount) }
  step charging {
    after 15m -> done
  }
  end done
}
