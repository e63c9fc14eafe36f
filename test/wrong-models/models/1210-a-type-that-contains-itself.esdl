context Shop

value Category { name: string, parts: Category[] } // ! ESDL1210 Category contains itself
