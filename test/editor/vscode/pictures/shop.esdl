context Shop

id OrderId
id CustomerId
enum Channel { web, store, phone }

role Clerk

/// What one customer wants, from the order to the parcel.
aggregate Order by orderId: OrderId {
  lifecycle placed -> paid -> shipped, placed | paid -> cancelled

  state {
    total: decimal(2)
    paid: decimal(2) = 0
    tracking: string in shipped
  }

  invariant NeverOverpaid "Nobody pays more than the order costs": paid <= total

  rejection WrongAmount "{left} is left to pay" { left: decimal(2) }

  /// The customer has ordered, and owes the total.
  event OrderPlaced { customer: CustomerId, total: decimal(2), channel: Channel }
  event OrderPaid {
    /// What the customer gave.
    amount: decimal(2)
  }
  /// The parcel has left the house.
  event OrderShipped { tracking: string }
  event OrderCancelled { reason: string }

  create command Place(customer: CustomerId, total: decimal(2), channel: Channel = web) {
    emit OrderPlaced(customer, total, channel)
  }
  command Pay(amount: decimal(2)) in placed {
    let left = total - paid
    require amount == left else WrongAmount(left)
    emit OrderPaid(amount)
  }
  command Ship(tracking: string) in paid allow Clerk {
    emit OrderShipped(tracking)
  }
  command Cancel(reason: string) in placed | paid {
    emit OrderCancelled(reason)
  }

  on OrderPlaced -> placed { total }
  on OrderPaid -> paid { paid += event.amount }
  on OrderShipped -> shipped { tracking }
  on OrderCancelled -> cancelled
}

/// What a customer's page shows.
projection Parcels by orderId: OrderId {
  customer: CustomerId
  tracking: string?

  on OrderPlaced { customer }
  on OrderShipped update { tracking }
}

scenario "an order is paid in full" for Order {
  given OrderPlaced(customer: "alice", total: 20, channel: web)
  when Pay(amount: 20)
  then OrderPaid(amount: 20)
}

scenario "half is not enough" for Order {
  given OrderPlaced(customer: "alice", total: 20, channel: web)
  when Pay(amount: 10)
  then rejected WrongAmount(left: 20)
}

scenario "what was shipped cannot be cancelled" for Order {
  given
    OrderPlaced(customer: "alice", total: 20, channel: web),
    OrderPaid(amount: 20),
    OrderShipped(tracking: "T-1")
  when Cancel(reason: "too late")
  then rejected NotAllowed
}
