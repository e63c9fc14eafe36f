context Shop

value Money { amount: decimal }

function money(a: decimal): Money = Money(amount: a, amount: a) // ! ESDL2011
