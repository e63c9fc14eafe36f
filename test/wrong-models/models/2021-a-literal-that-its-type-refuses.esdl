context Shop

type Quantity = int where it >= 1 and it <= 999

value Order { quantity: Quantity = 0 } // ! ESDL2021 0 is refused by Quantity
