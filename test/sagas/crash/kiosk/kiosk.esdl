/// A kiosk whose money is taken, and whose parcels are carried, by somebody else's machines.
context Kiosk

id OrderId
type Sku = string where it.length >= 1
type Quantity = int where it >= 1 and it <= 99

/// The provider of payments: it remembers each charge by its key, and may decline.
external command Charge(order: OrderId, amount: decimal(2)) returns { receipt: string } sample (receipt: "r")
/// Gives back what was charged for an order.
external command GiveBack(order: OrderId, amount: decimal(2))
/// Asks the buyer to have patience.
external command Remind(order: OrderId)
/// Has a parcel picked up.
external command PickUp(order: OrderId, sku: Sku, quantity: Quantity) returns { tracking: string } sample (tracking: "t")

aggregate Shelf by sku: Sku {
  state {
    stock: int = 0
    held: map<OrderId, int>
    get free: int = stock - held.values.sum(n => n)
  }

  invariant NeverOversold "No more is promised than is there": free >= 0

  rejection OutOfStock "Only {free} of {sku} are left" { sku: Sku, free: int }

  event Filled { quantity: Quantity }
  event Held { order: OrderId, quantity: Quantity }
  event Released { order: OrderId }
  event Left { order: OrderId, quantity: Quantity }

  create command Fill(quantity: Quantity) {
    emit Filled(quantity)
  }
  // Neither asks whether it was done before: each counts on acting once.
  command Hold(order: OrderId, quantity: Quantity) allow system {
    require quantity <= free else OutOfStock(sku, free)
    emit Held(order, quantity)
  }
  command Release(order: OrderId) allow system {
    emit Released(order)
  }
  command HandOut(order: OrderId) allow system {
    emit Left(order, quantity: held[order] ?? 99)
  }

  on Filled { stock += event.quantity }
  on Held { held[event.order] = (held[event.order] ?? 0) + event.quantity }
  on Released { remove held[event.order] }
  on Left {
    stock -= event.quantity
    remove held[event.order]
  }
}

aggregate Order by orderId: OrderId {
  lifecycle placed -> paid -> sent, placed -> cancelled

  state {
    amount: decimal(2)
    receipt: string in paid | sent
    parcels: string[]
  }

  entity Line by sku: Sku { quantity: Quantity }

  event Placed { amount: decimal(2), lines: Line[] }
  event Paid { receipt: string }
  event ParcelSent { tracking: string }
  event Done
  event Cancelled { reason: string }

  create command Place(amount: decimal(2), lines: Line[]) {
    emit Placed(amount, lines)
  }
  command MarkPaid(receipt: string) in placed allow system {
    emit Paid(receipt)
  }
  command AddParcel(tracking: string) in paid allow system {
    emit ParcelSent(tracking)
  }
  command Finish() in paid allow system {
    emit Done()
  }
  command Cancel(reason: string) in placed {
    emit Cancelled(reason)
  }

  on Placed -> placed { amount }
  on Paid -> paid { receipt }
  on ParcelSent { parcels += event.tracking }
  on Done -> sent
  on Cancelled -> cancelled
}

saga Fulfilment by orderId: OrderId {
  state {
    amount: decimal(2)
    lines: Order.Line[]
    outstanding: int = 0
  }

  start on Placed -> holding {
    amount, lines
    outstanding = event.lines.size
    for line in event.lines {
      send Hold(sku: line.sku, order: orderId, quantity: line.quantity)
        undo Release(sku: line.sku, order: orderId)
    }
  }

  step holding {
    on completed Hold where outstanding > 1 { outstanding -= 1 }
    on completed Hold -> charging {
      send Charge(order: orderId, amount) undo GiveBack(order: orderId, amount)
    }
    on rejected Hold -> cancelled {
      undo all
      send Cancel(orderId, reason: rejection.type)
    }
    on Cancelled -> cancelled { undo all }
    after 1h -> cancelled {
      undo all
      send Cancel(orderId, reason: "it took too long")
    }
  }

  step charging {
    on completed Charge -> marking {
      send MarkPaid(orderId, receipt: reply.receipt)
    }
    on rejected Charge -> cancelled {
      undo all
      send Cancel(orderId, reason: rejection.type)
    }
    on Cancelled -> cancelled { undo all }
    after 10m { send Remind(order: orderId) }
    after 30m -> cancelled {
      undo all
      send Cancel(orderId, reason: "the provider does not answer")
    }
  }

  step marking {
    on completed MarkPaid -> sending {
      outstanding = lines.size
      for line in lines {
        send HandOut(sku: line.sku, order: orderId)
        send PickUp(order: orderId, sku: line.sku, quantity: line.quantity)
      }
    }
    on rejected MarkPaid -> cancelled { undo all }
  }

  step sending {
    on completed PickUp where outstanding > 1 {
      outstanding -= 1
      send AddParcel(orderId, tracking: reply.tracking)
    }
    on completed PickUp -> finishing {
      send AddParcel(orderId, tracking: reply.tracking)
      send Finish(orderId)
    }
    on rejected AddParcel -> failed
  }

  step finishing {
    on completed Finish -> completed
    on rejected Finish -> failed
    on rejected AddParcel -> failed
  }

  end completed, cancelled, failed
}
