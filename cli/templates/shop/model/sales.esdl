/// Takes orders and sees them through to the customer's door.
context Sales
uses Warehouse, Payments

id OrderId
id CustomerId

role Customer
role Clerk

/// What one customer wants. An order is for one product, so that the example stays small.
aggregate Order by orderId: OrderId {
  lifecycle placed -> paid -> shipped, placed | paid -> cancelled

  state {
    customer: CustomerId
    receipt: string in paid | shipped // a field that exists in these statuses only
    tracking: string in shipped
  }

  public event OrderPlaced {
    customer: CustomerId
    sku: Warehouse.Sku
    quantity: Warehouse.Quantity
    price: decimal(2)
  }
  event OrderPaid { receipt: string }
  event OrderShipped { tracking: string }
  event OrderCancelled { reason: string }

  create command PlaceOrder(
    customer: CustomerId,
    sku: Warehouse.Sku,
    quantity: Warehouse.Quantity,
    price: decimal(2) where it > 0,
  ) allow Customer where caller.id == customer, Clerk {
    emit OrderPlaced(customer, sku, quantity, price)
  }
  command MarkPaid(receipt: string) in placed allow system {
    emit OrderPaid(receipt)
  }
  command ShipOrder(tracking: string where it.length >= 1) in paid allow Clerk {
    emit OrderShipped(tracking)
  }
  command CancelOrder(reason: string) in placed | paid allow Customer where caller.id == customer, Clerk {
    emit OrderCancelled(reason)
  }

  on OrderPlaced -> placed { customer }
  on OrderPaid -> paid { receipt }
  on OrderShipped -> shipped { tracking }
  on OrderCancelled -> cancelled
}

/// What the people at the counter look at: a row for each order, made of its events.
projection OrderList by orderId: OrderId {
  customer: CustomerId
  status: Order.Status = placed
  total: decimal(2)
  placedAt: instant

  index customer, placedAt desc
  index status, placedAt

  on OrderPlaced {
    customer
    total = event.quantity * event.price
    placedAt = meta.occurredAt
  }
  on OrderPaid update { status = paid }
  on OrderShipped update { status = shipped }
  on OrderCancelled update { status = cancelled }

  query ofCustomer(who: CustomerId) where customer == who order by placedAt desc limit 50
  query toBeShipped() where status == paid order by placedAt
}

/// Holds the stock, takes the payment and waits for the parcel. When the order falls through, all of it is undone.
saga Checkout by orderId: OrderId {
  state {
    sku: Warehouse.Sku
    total: decimal(2)
  }

  start on OrderPlaced -> holding {
    sku
    total = event.quantity * event.price
    send Warehouse.HoldStock(sku: event.sku, hold: Warehouse.HoldId(orderId), quantity: event.quantity)
      undo Warehouse.ReleaseHold(sku: event.sku, hold: Warehouse.HoldId(orderId))
  }

  step holding {
    on completed Warehouse.HoldStock -> paying {
      send Payments.TakePayment(payment: Payments.PaymentId(orderId), amount: total)
        undo Payments.GiveBack(payment: Payments.PaymentId(orderId), amount: total)
    }
    on rejected Warehouse.HoldStock -> cancelled { send CancelOrder(orderId, reason: rejection.message) }
    on OrderCancelled -> cancelled { undo all }
  }

  step paying {
    on completed Payments.TakePayment -> packing { send MarkPaid(orderId, receipt: reply.receipt) }
    on rejected Payments.TakePayment -> cancelled {
      undo all
      send CancelOrder(orderId, reason: rejection.message)
    }
    on OrderCancelled -> cancelled { undo all }
    // Should the answer come after all, what was taken is given back: `undo all` goes for sends on their way, too.
    after 15m -> cancelled {
      undo all
      send CancelOrder(orderId, reason: "the payment took too long")
    }
  }

  step packing {
    on OrderShipped -> completed { send Warehouse.ShipHeld(sku, hold: Warehouse.HoldId(orderId)) }
    on OrderCancelled -> cancelled { undo all }
    on rejected MarkPaid -> cancelled { undo all }
    after 7d -> cancelled {
      undo all
      send CancelOrder(orderId, reason: "it was not shipped within a week")
    }
  }

  end completed, cancelled
}

scenario "only what is paid can be shipped" for Order {
  given OrderPlaced(customer: "ada", sku: "TEA-1", quantity: 2, price: 4.50)
  when ShipOrder(tracking: "T-1") as Clerk
  then rejected NotAllowed
}

scenario "nobody cancels the order of somebody else" for Order {
  given OrderPlaced(customer: "ada", sku: "TEA-1", quantity: 2, price: 4.50)
  when CancelOrder(reason: "a joke") as Customer "ben"
  then rejected Forbidden
}

// Without `for`, everything takes part: projections, sagas and, by their samples, external commands.
scenario "an order is held, paid and shipped" {
  given Warehouse.Product "TEA-1" { ProductListed(title: "Green tea", quantity: 5) }
  when PlaceOrder(orderId: "o", customer: "ada", sku: "TEA-1", quantity: 2, price: 4.50) as Clerk
  when ShipOrder(orderId: "o", tracking: "T-1") as Clerk
  then Order "o" { OrderPlaced(), OrderPaid(receipt: "R-1"), OrderShipped(tracking: "T-1") }
  then Warehouse.Product "TEA-1" { StockHeld(quantity: 2), StockShipped(quantity: 2) }
  then OrderList "o" (status: shipped, total: 9)
  then Checkout "o" completed
}

scenario "a paid order that is cancelled is given back" {
  given Warehouse.Product "TEA-1" { ProductListed(title: "Green tea", quantity: 5) }
  when PlaceOrder(orderId: "o", customer: "ada", sku: "TEA-1", quantity: 2, price: 4.50) as Clerk
  when CancelOrder(orderId: "o", reason: "changed my mind") as Customer "ada"
  then Warehouse.Product "TEA-1" { StockHeld(), HoldReleased() }
  then Checkout "o" cancelled
}

scenario "an order for more than there is is cancelled" {
  given Warehouse.Product "TEA-1" { ProductListed(title: "Green tea", quantity: 1) }
  when PlaceOrder(orderId: "o", customer: "ada", sku: "TEA-1", quantity: 2, price: 4.50) as Clerk
  then Order "o" { OrderPlaced(), OrderCancelled(reason: "Only 1 of Green tea are left") }
  then OrderList "o" (status: cancelled)
}

scenario "what nobody ships within a week is given back" {
  given Warehouse.Product "TEA-1" { ProductListed(title: "Green tea", quantity: 5) }
  when PlaceOrder(orderId: "o", customer: "ada", sku: "TEA-1", quantity: 2, price: 4.50) as Clerk
  when after 8d
  then Order "o" { OrderPlaced(), OrderPaid(), OrderCancelled() }
  then Warehouse.Product "TEA-1" { StockHeld(), HoldReleased() }
}
