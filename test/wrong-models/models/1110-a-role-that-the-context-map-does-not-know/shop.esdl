context Shop
uses Billing as partner // ! ESDL1110 partner is no role of the context map

id OrderId
