/** What terminals mean: texts without their quotes and escapes, patterns without their slashes. */
import type { CstNode, GrammarAST, ValueType } from "langium";
import { DefaultValueConverter } from "langium";
import { unescape } from "./strings.js";

export class EsdlValueConverter extends DefaultValueConverter {
  protected override runConverter(rule: GrammarAST.AbstractRule, input: string, cstNode: CstNode): ValueType {
    if (rule.name === "STRING") return unescape(input).value;
    if (rule.name === "REGEX") return input.slice(1, -1);
    return super.runConverter(rule, input, cstNode);
  }
}
