/** The formatter of `esdl format`: the whole text, a range of it, and what was just typed. */
import { formatEdits, formatOnType, formatRange, formatTriggers, type TextEdit } from "@esdl/language";
import type { TextEdit as LspTextEdit } from "vscode-languageserver";
import { type FileRequest, rangeOf } from "../request.js";
import type { Feature } from "./feature.js";

const [firstTrigger, ...moreTriggers] = formatTriggers;

export const formattingFeature: Feature = {
  capabilities: {
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: {
      firstTriggerCharacter: firstTrigger,
      moreTriggerCharacter: [...moreTriggers],
    },
  },
  register: (connection, serve) => {
    connection.onDocumentFormatting(
      serve.soon.file((request) => lspEdits(request, formatEdits(request.text))),
    );
    connection.onDocumentRangeFormatting(
      serve.soon.file((request, { range }) =>
        lspEdits(
          request,
          formatRange(request.text, {
            start: request.document.offsetAt(range.start),
            end: request.document.offsetAt(range.end),
          }),
        ),
      ),
    );
    connection.onDocumentOnTypeFormatting(
      serve.soon.place((request, { ch }) =>
        lspEdits(request, formatOnType(request.text, request.offset, ch)),
      ),
    );
  },
};

const lspEdits = ({ document }: FileRequest, edits: readonly TextEdit[]): LspTextEdit[] =>
  edits.map((edit) => ({ range: rangeOf(document, edit), newText: edit.text }));
