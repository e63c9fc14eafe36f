context Shop
uses Billing

value Price { net: decimal(2), rate: Billing.Rate } // ! ESDL1114 Billing.Rate is a value of Billing that is not public
