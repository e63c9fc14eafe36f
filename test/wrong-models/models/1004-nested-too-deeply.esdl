context Shop

function f(n: int): int = ((((((((((((((((((((((((((((((((((((((((n)))))))))))))))))))))))))))))))))))))))) // ! ESDL1004 Brackets are nested more than 32 levels deep
