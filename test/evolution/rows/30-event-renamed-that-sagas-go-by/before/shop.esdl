context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Paid { other: OrderId? }
  command Pay() { emit Paid(other: none) }
  on Paid
  event Refunded
  command Refund() { emit Refunded() }
  on Refunded
  event Placed {
    amount: int
  }
  create command Place() { emit Placed(amount: 1) }
  on Placed
}

saga Fulfil by orderId: OrderId {
  state { total: int }
  start on Placed -> charging { total = event.amount  send Pay(orderId) }
  step charging {
    on Paid -> done
    after 15m -> done
  }
  end done
}
