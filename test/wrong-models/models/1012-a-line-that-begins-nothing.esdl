context Shop

agregate Order by orderId: string { // ! ESDL1012
  event Placed
}
