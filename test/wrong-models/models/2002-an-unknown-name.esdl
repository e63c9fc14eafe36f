context Shop

function twice(amount: decimal): decimal = 2 * amuont // ! ESDL2002 There is no
