context Shop

function firstOf(names: string[]): string = names[0] ?? "" // ! ESDL2029 string[] has no keys
