context Shop
uses Billing, Billing // ! ESDL1107 Billing is used already

id OrderId
