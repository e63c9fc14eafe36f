context Shop

value Price { parts: decimal?[] } // ! ESDL1204 Only a field, a parameter or a result can be optional, not w
