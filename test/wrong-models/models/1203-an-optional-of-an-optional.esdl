context Shop

value Price { net: decimal? ? } // ! ESDL1203 It is optional already
