context Shop

function withTip(price: decimal, tip: decimal?): decimal = price + tip // ! ESDL2006 This may be absent
