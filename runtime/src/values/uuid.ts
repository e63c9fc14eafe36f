/**
 * UUIDs: any version and variant, `8-4-4-4-12` hexadecimal digits, in lower case when canonical.
 */
import { ValueError } from "./errors.js";
import { sha1 } from "./sha1.js";

const shape = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;
const canonicalShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The namespace of names that stand for uuids in scenarios: the version 5 uuid of `urn:esdl:names` as a URL.
 * It never changes: recorded ids depend on it.
 */
export const esdlNamespace = "71e1ebc3-f2d3-5d31-bd85-779e9180640c";

/** Whether the value is a uuid, in either case. */
export function isUuid(value: unknown): value is string {
  return typeof value === "string" && value.length === 36 && shape.test(value);
}

/** The canonical text of a uuid, in lower case; `undefined` when the text is none. */
export function parseUuid(text: string): string | undefined {
  if (text.length !== 36) return undefined;
  if (canonicalShape.test(text)) return text;
  return shape.test(text) ? text.toLowerCase() : undefined;
}

/**
 * The name-based UUID, version 5 (RFC 9562), of a name within a namespace.
 *
 * @throws ValueError `invalid` when the namespace is no uuid
 */
export function uuidV5(namespace: string, name: string): string {
  if (!isUuid(namespace))
    throw new ValueError("invalid", "the namespace of a name-based uuid must be a uuid");
  const space = Array.from(namespace.replaceAll("-", "").matchAll(/../g), ([pair]) =>
    Number.parseInt(pair, 16),
  );
  const digest = sha1(Uint8Array.from([...space, ...utf8(name)]));
  const hex = Array.from(digest.subarray(0, 16), (byte, at) =>
    (at === 6 ? (byte & 0x0f) | 0x50 : at === 8 ? (byte & 0x3f) | 0x80 : byte).toString(16).padStart(2, "0"),
  ).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** The uuid that a name stands for in a scenario: itself when it is one, else the version 5 uuid of its text. */
export function uuidFromName(name: string): string {
  return parseUuid(name) ?? uuidV5(esdlNamespace, name);
}

/** The bytes of a text in UTF-8; a lone surrogate becomes the replacement character. */
function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const raw = character.codePointAt(0) ?? 0;
    const code = raw >= 0xd800 && raw <= 0xdfff ? 0xfffd : raw;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else if (code < 0x10000)
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    else {
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 0x3f),
        0x80 | ((code >> 6) & 0x3f),
        0x80 | (code & 0x3f),
      );
    }
  }
  return bytes;
}
