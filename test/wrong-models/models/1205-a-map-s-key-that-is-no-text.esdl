context Shop

value Price { perPlace: map<int, decimal> } // ! ESDL1205 A map's key is a string-like scalar or an enum
