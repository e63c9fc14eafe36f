context Shop

type Email = string personal of customer // ! ESDL1207 Email has no fields that
