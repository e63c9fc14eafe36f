context Shop

value Category { name: string, parts: Category[] } // ! ESDL1209 Category contains itself
