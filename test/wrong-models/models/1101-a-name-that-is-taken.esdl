context Shop

id ProductId
value ProductId { text: string } // ! ESDL1101 Shop already has a type called ProductId
