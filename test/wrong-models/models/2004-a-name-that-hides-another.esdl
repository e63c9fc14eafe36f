context Shop

function total(prices: decimal[], price: decimal): decimal = prices.sum(price => price) // ! ESDL2004
