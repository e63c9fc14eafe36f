context Shop
uses Shop // ! ESDL1106 Shop cannot use itself

id OrderId
