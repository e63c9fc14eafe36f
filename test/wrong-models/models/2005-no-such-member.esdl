context Shop

value Money { amount: decimal }

function amountOf(money: Money): decimal = money.amuont // ! ESDL2005 There is no
