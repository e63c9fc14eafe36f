/** XML, for the reports that build servers read. Model text is hostile: what XML cannot hold is shown as an escape. */
import { visible } from "../style.js";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\n": "&#10;",
  "\t": "&#9;",
};

/** Lone surrogates and what Unicode keeps free stand in no XML document. */
const impossible = /[\p{Cs}\ufffe\uffff]/gu;

const escaped = (text: string, special: RegExp): string =>
  visible(text)
    .replace(impossible, "\ufffd")
    .replace(special, (character) => entities[character] ?? character);

export interface XmlElement {
  readonly name: string;
  /** Those that are undefined are left out. */
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  /** Elements, or text. */
  readonly content?: readonly XmlElement[] | string;
}

/** A whole document. */
export const xmlDocument = (root: XmlElement): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${printed(root, "")}\n`;

function printed({ name, attributes, content = [] }: XmlElement, indent: string): string {
  const head = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value), /[&<>"'\n\t]/g)}"`)
    .join("");
  if (content.length === 0) return `${indent}<${name}${head}/>`;
  const inner =
    typeof content === "string"
      ? escaped(content, /[&<>]/g)
      : `\n${content.map((child) => printed(child, `${indent}  `)).join("\n")}\n${indent}`;
  return `${indent}<${name}${head}>${inner}</${name}>`;
}
