context Shop
uses Billing

value Price { net: decimal(2), rate: Rate } // ! ESDL1116 Rate belongs to Billing
