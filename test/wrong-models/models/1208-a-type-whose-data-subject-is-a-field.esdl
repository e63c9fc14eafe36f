context Shop

type Email = string personal of customer // ! ESDL1208 Email has no fields that
