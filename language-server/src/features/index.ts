/** The table of features. */
import type { Host } from "../host.js";
import { callHierarchyFeature } from "./call-hierarchy.js";
import { codeActionsFeature } from "./code-actions.js";
import { codeLensFeature } from "./code-lenses.js";
import { coloursFeature } from "./colours.js";
import { completionFeature } from "./completion.js";
import { diffFeature } from "./diff.js";
import type { Feature } from "./feature.js";
import { formattingFeature } from "./formatting.js";
import { hoverFeature } from "./hover.js";
import { inlayHintsFeature } from "./inlay-hints.js";
import { navigationFeature } from "./navigation.js";
import { rangesFeature } from "./ranges.js";
import { scenariosFeature } from "./scenarios.js";
import { signatureHelpFeature } from "./signature-help.js";
import { symbolsFeature } from "./symbols.js";

export const features = (host: Host): readonly Feature[] => [
  codeActionsFeature,
  formattingFeature,
  completionFeature,
  hoverFeature,
  coloursFeature,
  signatureHelpFeature,
  navigationFeature,
  symbolsFeature,
  rangesFeature,
  inlayHintsFeature,
  codeLensFeature,
  callHierarchyFeature,
  scenariosFeature,
  diffFeature(host),
];
