context Shop

agregate Order by orderId: string { // ! ESDL1012
  event Placed
}
// fix: Write `aggregate` leaves ESDL3001 ESDL3010
