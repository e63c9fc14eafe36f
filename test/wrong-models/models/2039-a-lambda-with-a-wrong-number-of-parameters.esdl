context Shop

function total(prices: decimal[]): decimal = prices.sum((a, b) => a + b) // ! ESDL2039 The lambda of
