id OrderId // ! ESDL1006 A file begins with the context it belongs to
