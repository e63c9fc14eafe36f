context Shop

function clean(text: string): string = text.trim // ! ESDL2014
