/** The settings that pictures are taken with: the text, and little around it. */
export const settings = {
  "breadcrumbs.enabled": false,
  "editor.guides.indentation": false,
  "editor.lightbulb.enabled": "off",
  // What is shown is asked for.
  "editor.quickSuggestions": { other: "off" },
  "editor.suggestOnTriggerCharacters": false,
  "editor.scrollbar.horizontal": "hidden",
  "editor.stickyScroll.enabled": false,
  "testing.countBadge": "off",
  "window.commandCenter": false,
  "workbench.activityBar.location": "hidden",
  "workbench.colorTheme": "Default Light Modern",
  "workbench.layoutControl.enabled": false,
};
