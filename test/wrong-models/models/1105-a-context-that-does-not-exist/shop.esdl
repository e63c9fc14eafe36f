context Shop
uses Biling // ! ESDL1105 There is no context called Biling

id OrderId
