context Shop

value Money {
  amount: decimal(2) /// in the smallest unit // ! ESDL1005 A doc comment stands on the lines before what it documents,
}
