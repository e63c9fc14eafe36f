context Shop

value Contact { person: string, email: string personal of persn } // ! ESDL1121 Contact has no field called persn
