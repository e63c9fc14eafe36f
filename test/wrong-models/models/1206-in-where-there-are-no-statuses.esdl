context Shop

value Price { net: decimal in paid } // ! ESDL1206 Only fields of an aggregate's state exist in some statuses o
