context Shop

id ProductId
value Product { id: ProdcutId, title: string } // ! ESDL1111 There is no type called ProdcutId
