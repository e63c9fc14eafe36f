/** Model text is hostile: one helper per target. */
export { jsonText } from "./json.js";
export { markdownCode, markdownSentence, markdownText } from "./markdown.js";
export {
  commentText,
  docComment,
  regexLiteral,
  singleQuotedLiteral,
  stringLiteral,
  templateText,
} from "./typescript.js";
