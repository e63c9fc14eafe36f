context Shop
id OrderId
enum Channel { shop, web, phone }
aggregate Order by orderId: OrderId {
  event Placed { channel: Channel }
  create command Place(channel: Channel) { emit Placed(channel) }
  on Placed
}
saga Count by channel: Channel {
  start on Order.Placed -> open
  step open { after 1h -> done }
  end done
}
