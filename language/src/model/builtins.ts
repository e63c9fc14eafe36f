/** The rejections that every command can give without declaring them. */
export const builtInRejections = [
  { name: "NotFound", message: "It does not exist" },
  { name: "AlreadyExists", message: "It exists already" },
  { name: "NotAllowed", message: "It is not allowed in this status" },
  { name: "Forbidden", message: "The caller may not do this" },
  { name: "InvariantViolated", message: "A rule would be broken" },
  { name: "Conflict", message: "It was changed by others at the same time" },
  { name: "Invalid", message: "The input is not valid" },
] as const;

/** A rejection that every command can give, by its bare name. */
export type BuiltInRejection = (typeof builtInRejections)[number]["name"];
