context Shop

role system // ! ESDL1102 system is built in and cannot be the name of a role
