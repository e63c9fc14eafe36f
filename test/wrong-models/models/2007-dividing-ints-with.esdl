context Shop

function half(n: int): int = n / 2 // ! ESDL2007
