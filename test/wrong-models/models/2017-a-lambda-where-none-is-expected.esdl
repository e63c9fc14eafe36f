context Shop

function next(n: int): int = x => x + 1 // ! ESDL2017 A lambda stands here for nothing
