context Shop

value Line { name: string, price: decimal }

function total(lines: Line[]): decimal = lines.sum(l => l.name) // ! ESDL2031
