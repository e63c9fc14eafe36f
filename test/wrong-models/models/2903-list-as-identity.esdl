context Shop

aggregate Basket by items: string[] { // ! ESDL2903 items
  event Opened
  create command Open() { emit Opened() }
  on Opened
}
