context Shop

value Price {
  net: decimal
  get gross: decimal = net + tax // ! ESDL2901 gross comes back to itself through tax
  get tax: decimal = gross - net
}
