/** Records what the parser expected where it failed; the words for it are found later, from tables. */
import { AbstractParserErrorMessageProvider } from "langium";
import type { TokenType } from "./tokens.js";

type Mismatch = Parameters<AbstractParserErrorMessageProvider["buildMismatchTokenMessage"]>[0];
type NotAll = Parameters<AbstractParserErrorMessageProvider["buildNotAllInputParsedMessage"]>[0];
type NoAlternative = Parameters<AbstractParserErrorMessageProvider["buildNoViableAltMessage"]>[0];
type EarlyExit = Parameters<AbstractParserErrorMessageProvider["buildEarlyExitMessage"]>[0];

export interface Expectation {
  /** One token, one of several ways to go on, or one more of a list. */
  readonly kind: "token" | "choice" | "more";
  /** The names of the tokens that could begin here. */
  readonly tokens: readonly string[];
  readonly rule: string;
}

/** The message of each error is a number: `take` answers what it stands for. */
export class ExpectationRecorder extends AbstractParserErrorMessageProvider {
  private readonly records: Expectation[] = [];

  override buildMismatchTokenMessage({ expected, ruleName }: Mismatch): string {
    return this.record("token", [expected], ruleName);
  }

  override buildNotAllInputParsedMessage({ ruleName }: NotAll): string {
    return this.record("token", [{ name: "EOF" }], ruleName);
  }

  override buildNoViableAltMessage({ expectedPathsPerAlt, ruleName }: NoAlternative): string {
    return this.record(
      "choice",
      expectedPathsPerAlt.flat().flatMap((path) => path.slice(0, 1)),
      ruleName,
    );
  }

  override buildEarlyExitMessage({ expectedIterationPaths, ruleName }: EarlyExit): string {
    return this.record(
      "more",
      expectedIterationPaths.flatMap((path) => path.slice(0, 1)),
      ruleName,
    );
  }

  take(message: string): Expectation | undefined {
    return this.records[Number(message)];
  }

  clear(): void {
    this.records.length = 0;
  }

  private record(kind: Expectation["kind"], types: readonly Pick<TokenType, "name">[], rule: string): string {
    // Langium marks the names of rules with a character that has no width.
    const names = new Set(types.map((type) => type.name.replace("~", "")));
    return String(this.records.push({ kind, tokens: [...names], rule: rule.replace("\u200B", "") }) - 1);
  }
}
