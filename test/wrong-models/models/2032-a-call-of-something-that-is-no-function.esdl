context Shop

value Money { amount: decimal }

function amountOf(money: Money): decimal = money.amount() // ! ESDL2032 This cannot be called
