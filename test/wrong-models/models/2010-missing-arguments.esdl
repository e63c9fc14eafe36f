context Shop

value Money { amount: decimal, currency: string }

function francs(amount: decimal): Money = Money(amount: amount) // ! ESDL2010 value Money needs
