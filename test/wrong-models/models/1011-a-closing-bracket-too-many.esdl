context Shop

value Money {
  amount: decimal(2)
}
} // ! ESDL1011 This
