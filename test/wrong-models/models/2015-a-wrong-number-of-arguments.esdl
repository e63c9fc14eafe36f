context Shop

function larger(a: int, b: int): int = max(a) // ! ESDL2015
