// A projection that notices when an event is applied twice or not at all: how many there were, and the sum of their positions.
export const definition = {
  name: "Bank.Sums",
  table: {
    name: "Bank.Sums",
    version: "1",
    key: [{ name: "account", type: "text" }],
    columns: [
      { name: "count", type: "int" },
      { name: "positions", type: "int" },
    ],
    indexes: [],
  },
  keyOf: (key) => [key],
  events: {
    "Bank.Account": {
      Deposited: ({ id, meta }) => [
        {
          key: [id],
          update: (row) => ({
            account: id,
            count: (row?.count ?? 0) + 1,
            positions: (row?.positions ?? 0) + meta.position,
          }),
        },
      ],
    },
  },
};
