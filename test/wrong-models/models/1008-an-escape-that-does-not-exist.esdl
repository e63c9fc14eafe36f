context Shop

function folder(): string = "C:\data" // ! ESDL1008
