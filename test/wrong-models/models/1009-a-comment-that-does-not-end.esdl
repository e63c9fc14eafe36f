context Shop

/* The rest is left out. // ! ESDL1009 This comment is never closed
