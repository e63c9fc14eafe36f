context Shop

id OrderId
id OfferId

aggregate Order by orderId: OrderId {
  event Cancelled
  create command CancelOrder() { emit Cancelled() }
  on Cancelled
}
aggregate Offer by offerId: OfferId {
  event Cancelled
  create command CancelOffer() { emit Cancelled() }
  on Cancelled
}
projection Days by day: date {
  cancelled: int = 0
  on Cancelled by meta.occurredAt.date { cancelled += 1 } // ! ESDL1113 Cancelled may be Order.Cancelled or Offer.Cancelled
}
