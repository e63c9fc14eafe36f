context Shop

value Price { net: int(2) } // ! ESDL1201 Only decimal takes a number of digits, not int
