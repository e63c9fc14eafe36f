context Shop

id event // ! ESDL1007
