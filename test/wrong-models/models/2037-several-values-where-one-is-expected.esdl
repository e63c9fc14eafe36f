context Shop

function pair(a: int, b: int): int = (a, b) // ! ESDL2037 Expected int
