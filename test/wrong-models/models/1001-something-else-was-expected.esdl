context Shop

value Money {
  amount decimal(2) // ! ESDL1001 Expected
}
