context Shop

id OrderId
id PartyId
id CustomerId

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    v: PartyId
  }
  create command Place() { emit Placed(v: PartyId("00000000-0000-0000-0000-000000000000")) }
  on Placed
}
