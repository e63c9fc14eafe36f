context Shop

type Code = string where it matches /[A-Z/]+(/ // ! ESDL2022 This pattern is not valid
