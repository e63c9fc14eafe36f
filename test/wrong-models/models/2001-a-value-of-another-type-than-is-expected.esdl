context Shop

type Sku = string where it matches /^[A-Z]{3}-[0-9]+$/

value Label { sku: Sku }

function label(text: string): Label = Label(text) // ! ESDL2001 Expected Sku, found string
