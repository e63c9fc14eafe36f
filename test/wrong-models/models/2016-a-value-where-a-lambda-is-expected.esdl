context Shop

function positive(numbers: int[]): int[] = numbers.filter(true) // ! ESDL2016
