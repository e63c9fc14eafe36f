context Shop

role Clerk
value Shift { clerk: Clerk, day: date } // ! ESDL1112 Clerk is a role; a type is expected here
