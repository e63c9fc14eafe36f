context Shop

value Money {
  amount: decimal(2) // ! ESDL1010 Expected

value Weight {
  grams: int
}
