context Shop

value Price { net: decimal(2000) } // ! ESDL1202 A decimal cannot have 2000 fraction digits
