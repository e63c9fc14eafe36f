context Shop

value Price { net: decimal(2), rate: Billing.Rate } // ! ESDL1115 Shop does not use Billing
