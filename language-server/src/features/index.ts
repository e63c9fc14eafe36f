/** The table of features. */
import type { Host } from "../host.js";
import { codeActionsFeature } from "./code-actions.js";
import { diffFeature } from "./diff.js";
import type { Feature } from "./feature.js";
import { formattingFeature } from "./formatting.js";

export const features = (host: Host): readonly Feature[] => [
  codeActionsFeature,
  formattingFeature,
  diffFeature(host),
];
