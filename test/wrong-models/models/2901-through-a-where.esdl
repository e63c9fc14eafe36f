context Shop

type Even = int where isEven(it)
function isEven(n: int): bool = n == 0 or Even(n - 2) == 0 // ! ESDL2901 isEven
