context Clinic

value Fee {
  each: decimal
  version 2 {
    add each = old.total / old.count // ! ESDL4014 divides by `old.count`
    remove total: decimal
    remove count: decimal
  }
}
