context Shop

type Tags = set<string> where it.size <= 5 // ! ESDL1209 Tags is not over a scalar or an enum
