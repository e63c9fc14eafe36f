/** Semantic tokens: each name in the colour of what it names. */
import type { ClientCapabilities, Range, SemanticTokens, SemanticTokensDelta } from "vscode-languageserver";
import { encode, editsBetween } from "../colours/encode.js";
import { modifiers, types } from "../colours/kinds.js";
import { wordsOf } from "../colours/words.js";
import type { FileRequest } from "../request.js";
import type { Feature } from "./feature.js";

/** Of so many files it is remembered what the editor has. */
const remembered = 64;

export const coloursFeature: Feature = {
  capabilities: {
    semanticTokensProvider: {
      legend: { tokenTypes: [...types], tokenModifiers: [...modifiers] },
      full: { delta: true },
      range: true,
    },
  },
  register: (connection, serve) => {
    const sent = new Map<string, Required<SemanticTokens>>();
    let count = 0;
    const send = (request: FileRequest): Required<SemanticTokens> => {
      const answer = { resultId: String(++count), data: coloursOf(request, serve.client()) };
      sent.delete(request.uri);
      sent.set(request.uri, answer);
      for (const uri of sent.keys()) if (sent.size > remembered) sent.delete(uri);
      return answer;
    };
    const { semanticTokens } = connection.languages;
    const none: SemanticTokens = { data: [] };
    const full = serve.file(send);
    semanticTokens.on(async (params, token) => (await full(params, token)) ?? none);
    const delta = serve.file(
      (
        request,
        params: { previousResultId: string; textDocument: { uri: string } },
      ): SemanticTokensDelta | SemanticTokens => {
        const before = sent.get(request.uri);
        const { resultId, data } = send(request);
        return before?.resultId === params.previousResultId
          ? { resultId, edits: editsBetween(before.data, data) }
          : { resultId, data };
      },
    );
    semanticTokens.onDelta(async (params, token) => (await delta(params, token)) ?? none);
    const range = serve.file((request, params: { range: Range; textDocument: { uri: string } }) => ({
      data: coloursOf(request, serve.client(), params.range),
    }));
    semanticTokens.onRange(async (params, token) => (await range(params, token)) ?? none);
  },
};

/** An editor that knows no grammar of its own is told of everything. */
export function coloursOf(
  { analysis, document }: FileRequest,
  client: ClientCapabilities,
  range?: Range,
): number[] {
  const words = wordsOf(analysis, client.textDocument?.semanticTokens?.augmentsSyntaxTokens === false);
  if (range === undefined) return encode(words, document);
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  return encode(
    words.filter((word) => word.end > start && word.start < end),
    document,
  );
}
