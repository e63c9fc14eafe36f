/// What it released next: every value that is embedded in a command has another version.
context Shop

id OrderId
id ParcelId
enum Channel {
  web, store, phone
  version 2 { rename shop to store }
}
value Money {
  amount: decimal
  currency: string
  version 2 { add currency = "EUR" }
}
value Party {
  fullName: string where it.length >= 1
  owes: Money[]
  since: instant
  version 2 { rename name to fullName, adopt Money 2, add since = meta.occurredAt }
}

aggregate Order by orderId: OrderId {
  state { total: Money }
  event Placed {
    total: Money
    fees: map<Channel, Money>
    channel: Channel
    by: Party
    version 2 { adopt Money 2, adopt Party 2 }
  }
  create command Place(total: Money, fees: map<Channel, Money>, channel: Channel, by: Party) {
    emit Placed(total, fees, channel, by)
  }
  on Placed { total }
  snapshot every 1
}

aggregate Parcel by parcelId: ParcelId {
  state {
    total: Money
    items: Item[]
    by: Party?
    fees: map<Channel, Money>
    channels: set<Channel>
    note: string = ""
  }
  entity Item by sku: string {
    price: Money
    version 2 { adopt Money 2 }
  }
  event Packed {
    total: Money
    items: Item[]
    by: Party?
    fees: map<Channel, Money>
    channels: set<Channel>
    note: string = ""
    version 2 { adopt Money 2, adopt Item 2, adopt Party 2, add note }
  }
  event Unpacked {
    total: Money
    version 2 { adopt Money 2 }
  }
  create command Pack(
    total: Money,
    items: Item[],
    by: Party?,
    fees: map<Channel, Money>,
    channels: set<Channel>,
    note: string = "-",
  ) {
    emit Packed(total, items, by, fees, channels, note)
  }
  command Unpack(amount: Money) { emit Unpacked(total: amount) }
  on Packed { total, items, by, fees, channels, note }
  on Unpacked { total }
}

external command Tell(total: Money, parties: Party[], channel: Channel)

saga Shipping by orderId: OrderId {
  state { total: Money, by: Party, channel: Channel }
  version 2 { adopt Money 2, adopt Party 2 }
  start on Order.Placed -> packing {
    total = event.total
    by = event.by
    channel = event.channel
    send Parcel.Pack(
      parcelId: ParcelId(orderId),
      total: event.total,
      items: [Parcel.Item(sku: "a", price: event.total)],
      by: event.by,
      fees: event.fees,
      channels: [event.channel],
    )
      undo Parcel.Unpack(parcelId: ParcelId(orderId), amount: event.total)
    send Tell(total: event.total, parties: [event.by], channel: event.channel)
  }
  step packing {
    on completed Tell -> waiting
  }
  step waiting {
    after 1d -> over { undo all }
  }
  end over
}

policy Notify on Order.Placed {
  send Tell(total: event.total, parties: [event.by, event.by], channel: event.channel)
}
