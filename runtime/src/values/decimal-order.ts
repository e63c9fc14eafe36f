/** Decimals as texts that sort, by code point, as the numbers do: for indexes of databases that know no such numbers. */
import { normaliseDecimal } from "./decimal.js";

/** More than the 1,000 digits that a decimal may have on either side of its point. */
const bias = 2000;

/**
 * The text that sorts as the decimal does: the sign, then where the first digit stands, then the digits. Those of negative
 * numbers are turned over, and end in what sorts after every digit.
 *
 * @throws ValueError `invalid` when the text is no decimal
 */
export function decimalOrder(decimal: string): string {
  const canonical = normaliseDecimal(decimal);
  if (canonical === "0") return "1";
  const negative = canonical.startsWith("-");
  const [whole = "", fraction = ""] = canonical.slice(negative ? 1 : 0).split(".");
  const leading = whole === "0" ? "" : whole;
  const zeros = /^0*/.exec(leading + fraction)?.[0].length ?? 0;
  const digits = (leading + fraction).slice(zeros).replace(/0+$/, "");
  const magnitude = String(leading.length - zeros + bias).padStart(4, "0");
  return negative ? `0${turned(magnitude + digits)}~` : `2${magnitude}${digits}`;
}

const turned = (digits: string): string => digits.replace(/\d/g, (digit) => String(9 - Number(digit)));
