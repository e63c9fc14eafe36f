context Shop

value Contact { person: string, email: string personal of persn } // ! ESDL1121 There is no field called persn in Contact
