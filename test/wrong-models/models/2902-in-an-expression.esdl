context Shop

function isSlug(text: string): bool = text matches /^(a|ab|b)*c/ // ! ESDL2902 exponential
