/** Whether the parser goes on behind what it cannot read: only where a tree is wanted of a declaration that is damaged. */

export type Recovery = (isOn: boolean) => void;

/** Of a parser that Chevrotain made to recover. It has no way to say so for one text and not for another. */
export function recoveryOf(parser: object): Recovery {
  const attempt: unknown = Reflect.get(parser, "attemptInRepetitionRecovery");
  const nothing = (): void => undefined;
  return (isOn) => {
    Reflect.set(parser, "recoveryEnabled", isOn);
    Reflect.set(parser, "attemptInRepetitionRecovery", isOn ? attempt : nothing);
  };
}
