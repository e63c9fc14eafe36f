/// What a shop released first: its sagas send values.
context Shop

id OrderId
id ParcelId
enum Channel { web, shop, phone }
value Money { amount: decimal }
value Party { name: string, owes: Money[] }

aggregate Order by orderId: OrderId {
  state { total: Money }
  event Placed { total: Money, fees: map<Channel, Money>, channel: Channel, by: Party }
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
  entity Item by sku: string { price: Money }
  event Packed { total: Money, items: Item[], by: Party?, fees: map<Channel, Money>, channels: set<Channel> }
  event Unpacked { total: Money }
  create command Pack(
    total: Money,
    items: Item[],
    by: Party?,
    fees: map<Channel, Money>,
    channels: set<Channel>,
  ) {
    emit Packed(total, items, by, fees, channels)
  }
  command Unpack(amount: Money) { emit Unpacked(total: amount) }
  on Packed { total, items, by, fees, channels }
  on Unpacked { total }
}

external command Tell(total: Money, parties: Party[], channel: Channel)

saga Shipping by orderId: OrderId {
  state { total: Money, by: Party, channel: Channel }
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
