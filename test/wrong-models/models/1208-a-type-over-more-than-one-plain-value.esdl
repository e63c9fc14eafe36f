context Shop

type Tags = set<string> where it.size <= 5 // ! ESDL1208 Tags is not over a scalar or an enum
