/** The settings that VS Code is tested with: those of its users, but for what moves, asks, or hides that a server is missing. */
export const settings = {
  // Every word of the file would be offered where no server is.
  "editor.wordBasedSuggestions": "off",
  "files.autoSave": "off",
  // What was opened before would be offered first.
  "search.quickOpen.includeHistory": false,
  // Text, not a picture.
  "terminal.integrated.gpuAcceleration": "off",
  "editor.formatOnType": true,
  // Folders are opened as they are, not trusted where trust is asked for.
  "security.workspace.trust.startupPrompt": "never",

  // Where a scenario fails, nothing opens over the text or below it.
  "testing.automaticallyOpenPeekView": "never",
  "testing.automaticallyOpenTestResults": "neverOpen",

  "editor.minimap.enabled": false,
  "editor.cursorBlinking": "solid",
  "extensions.ignoreRecommendations": true,
  "chat.disableAIFeatures": true,
  "git.enabled": false,
  "workbench.reduceMotion": "on",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};
