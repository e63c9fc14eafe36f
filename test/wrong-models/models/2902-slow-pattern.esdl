context Shop

type Slug = string where it matches /^([a-z0-9]+-?)*$/ // ! ESDL2902
