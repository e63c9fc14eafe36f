/**
 * Signature help, as data: see testing/fixtures.ts. `label` is the whole signature, `active` the parameter that is being
 * written, `explains` its documentation, `says` that of the signature; `silent`: there is none.
 */
import { describe, expect, it } from "vitest";
import { MarkupContent, type ParameterInformation } from "vscode-languageserver";
import { fixturesIn } from "../testing/fixtures.js";
import { requestAt } from "../testing/request.js";
import { signatureHelp } from "./signature-help.js";

const textOf = (doc: string | MarkupContent | undefined): string | undefined =>
  MarkupContent.is(doc) ? doc.value : doc;

function read(request: Parameters<typeof signatureHelp>[0]): Readonly<Record<string, string | undefined>> {
  const signature = signatureHelp(request)?.signatures[0];
  if (signature === undefined) return { silent: "" };
  const active: ParameterInformation | undefined = signature.parameters?.[signature.activeParameter ?? -1];
  const [start, end] = Array.isArray(active?.label) ? active.label : [0, 0];
  return {
    label: signature.label,
    active: signature.label.slice(start, end),
    explains: textOf(active?.documentation),
    says: textOf(signature.documentation),
  };
}

describe.each(fixturesIn(new URL("fixtures/signature/", import.meta.url)))("%s", (_, { project, places }) => {
  it.each(places.map((place) => [`${place.path}:${String(place.line)}`, place] as const))(
    "%s",
    (_, place) => {
      const found = read(requestAt(project, place.path, place.offset));
      for (const { verb, rest } of place.expectations) expect(found[verb]).toBe(rest);
    },
  );
});
