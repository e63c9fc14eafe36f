// What is booked, by the names that the story calls it. Ids are plain texts here: each release brands them for itself.

export const entries = {
  rent: "018f6b1c-0000-7000-8000-00000000000a",
  donation: "018f6b1c-0000-7000-8000-00000000000b",
  stamps: "018f6b1c-0000-7000-8000-00000000000c",
  grant: "018f6b1c-0000-7000-8000-00000000000d",
} as const;

export type EntryName = keyof typeof entries;

export const receipts = {
  blueSlip: "018f6b1c-1111-7000-8000-00000000000a",
  stampsReceipt: "018f6b1c-1111-7000-8000-00000000000b",
} as const;

/** A clock that stands: noon of a day. */
export const noonOf = (day: string) => (): Date => new Date(`${day}T12:00:00.000Z`);
