/** Names of a model as names of TypeScript and of files. The table is in reserved.ts. */
export { fileName, fileNames } from "./files.js";
export {
  exportName,
  functionName,
  isIdentifier,
  localName,
  memberAccess,
  memberName,
  nameScope,
  queryName,
  typeName,
  type NameScope,
} from "./identifiers.js";
export { packageNames, type PackageNames } from "./package-names.js";
export { isDevice } from "./reserved.js";
