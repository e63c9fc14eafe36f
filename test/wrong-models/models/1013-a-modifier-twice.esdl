context Shop

type Price = decimal(2) where it >= 0 where it <= 100 // ! ESDL1013
