context Shop

value Money { amount: decimal }

function cheapest(prices: Money[]): Money[] = prices.sortBy(p => p) // ! ESDL2030
