context Shop

aggregate Order by orderId: string {
  rejection Empty "An order needs a line // ! ESDL1002 This text has no closing
  event Placed
  create command Place(ok: bool) { require ok else Empty  emit Placed() }
  on Placed
}
