context Shop

enum Channel {} // ! ESDL1122 Channel has no members
