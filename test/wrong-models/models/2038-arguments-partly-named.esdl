context Shop

value Money { amount: decimal, currency: string }

function francs(a: decimal): Money = Money(a, currency: "CHF") // ! ESDL2038 The arguments of value Money are all named or all by place
