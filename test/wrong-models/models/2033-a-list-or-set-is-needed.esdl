context Shop

function has(stock: map<string, int>, n: int): bool = n in stock.size // ! ESDL2033 Expected a list or a set, found int
