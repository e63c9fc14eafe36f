context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Settled formerly Paid { other: OrderId? }
  command Pay() { emit Settled(other: none) }
  on Settled
  event Refunded
  command Refund() { emit Refunded() }
  on Refunded
  event Put formerly Placed {
    amount: int
  }
  create command Place() { emit Put(amount: 1) }
  on Put
}

saga Fulfil by orderId: OrderId {
  state { total: int }
  start on Put -> charging { total = event.amount  send Pay(orderId) }
  step charging {
    on Settled -> done
    after 15m -> done
  }
  end done
}
