/** Shows where a declaration is used, as the server lists it above the declaration. */
import { commands } from "vscode";
import type { Location, Position } from "vscode-languageclient";
import type { LanguageClient } from "vscode-languageclient/node";

export const showReferences =
  ({ protocol2CodeConverter: from }: Pick<LanguageClient, "protocol2CodeConverter">) =>
  (uri: string, position: Position, locations: readonly Location[]): Thenable<unknown> =>
    commands.executeCommand(
      "editor.action.showReferences",
      from.asUri(uri),
      from.asPosition(position),
      locations.map((location) => from.asLocation(location)),
    );
