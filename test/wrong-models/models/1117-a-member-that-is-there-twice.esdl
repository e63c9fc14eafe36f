context Shop

value Price { net: decimal(2), net: decimal(4) } // ! ESDL1117 Price already has a field called net
