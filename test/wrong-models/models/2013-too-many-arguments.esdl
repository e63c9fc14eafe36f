context Shop

value Money { amount: decimal }

function money(a: decimal): Money = Money(a, 2) // ! ESDL2013 value Money takes 1 argument
