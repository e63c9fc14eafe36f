/**
 * The text forms of scalars as regular expressions, for JSON Schema's `pattern`: anchored and Unicode.
 * Each matches whatever the type's reader accepts, and a little more: no pattern knows the length of a month.
 */
export const patterns = {
  decimal: "^-?[0-9]+(?:\\.[0-9]+)?$",
  uuid: "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
  instant:
    "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,3})?Z$",
  date: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$",
  duration:
    "^-?P(?=[0-9T])(?:[0-9]{1,16}W)?(?:[0-9]{1,16}D)?(?:T(?=[0-9])(?:[0-9]{1,16}H)?(?:[0-9]{1,16}M)?(?:[0-9]{1,16}(?:\\.[0-9]{1,3})?S)?)?$",
} as const;
