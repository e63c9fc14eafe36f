context Shop

type Price = decimal(2) where it >= 0 § // ! ESDL1003
