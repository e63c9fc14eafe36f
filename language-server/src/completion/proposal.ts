/** What is offered at a place, before it is put into the words of the protocol. */
import type { AstNode } from "@esdl/language/editing";
import {
  type CompletionItem,
  type CompletionItemKind,
  CompletionItemTag,
  InsertTextFormat,
  MarkupKind,
  type Range,
  type TextEdit,
} from "vscode-languageserver";
import { docOf } from "@esdl/language/editing";

/** From what is likeliest to what is possible. */
const ranks = [
  /** Everything at once: all arguments that are missing. */
  "whole",
  /** What is still to be done here: arguments not given, events not handled, members of the enum that is expected. */
  "wanted",
  /** In scope, and of the type that is expected. */
  "fitting",
  /** What makes a value of the type that is expected. */
  "making",
  /** What goes on with what stands before the place. */
  "continuing",
  "inScope",
  "keyword",
  "declared",
  "snippet",
  /** In contexts that are not used yet. */
  "elsewhere",
] as const;
export type Rank = (typeof ranks)[number];

/** What `completionItem/resolve` finds the documentation by. */
export interface ProposalData {
  readonly path: string;
  readonly kind: string;
  readonly ref: string;
}

export interface Proposal {
  readonly label: string;
  readonly kind: CompletionItemKind;
  readonly rank: Rank;
  /** Among those of its rank; by name otherwise. */
  readonly order?: number;
  /** What is put in; the label where it is absent. */
  readonly insert?: string;
  /** `insert` has places to fill in. */
  readonly snippet?: boolean;
  /** What is typed to find it; the label where it is absent. */
  readonly filter?: string;
  /** Right behind the label: `(amount: decimal)`. */
  readonly signature?: string;
  /** At the end of the line: its type, or where it is declared. */
  readonly type?: string;
  /** What has its doc comment. */
  readonly node?: AstNode | undefined;
  readonly documentation?: string;
  readonly data?: ProposalData;
  readonly isDeprecated?: boolean;
  readonly edits?: readonly TextEdit[];
  /** Instead of the word at the place. */
  readonly replaces?: Range;
  readonly commit?: readonly string[];
}

/** One item for each label: the likeliest. */
export function itemsOf(proposals: readonly Proposal[], word: Range): CompletionItem[] {
  const best = new Map<string, Proposal>();
  for (const proposal of proposals) {
    const other = best.get(proposal.label);
    if (other === undefined || ranks.indexOf(proposal.rank) < ranks.indexOf(other.rank))
      best.set(proposal.label, proposal);
  }
  return [...best.values()].map((proposal) => itemOf(proposal, word));
}

function itemOf(proposal: Proposal, word: Range): CompletionItem {
  const { label, kind, insert = label, filter, signature, type, node, data, edits, commit } = proposal;
  const doc = proposal.documentation ?? (node && docOf(node));
  const item: CompletionItem = {
    label,
    kind,
    sortText: sortTextOf(proposal),
    textEdit: { range: proposal.replaces ?? word, newText: insert },
  };
  if (proposal.snippet === true) item.insertTextFormat = InsertTextFormat.Snippet;
  if (filter !== undefined) item.filterText = filter;
  if (signature !== undefined || type !== undefined)
    item.labelDetails = {
      ...(signature === undefined ? {} : { detail: signature }),
      ...(type === undefined ? {} : { description: type }),
    };
  if (doc !== undefined) item.documentation = { kind: MarkupKind.Markdown, value: doc };
  if (data !== undefined) item.data = data;
  if (proposal.isDeprecated === true) item.tags = [CompletionItemTag.Deprecated];
  if (edits !== undefined) item.additionalTextEdits = [...edits];
  if (commit !== undefined) item.commitCharacters = [...commit];
  return item;
}

const sortTextOf = ({ rank, order, label }: Proposal): string =>
  `${ranks.indexOf(rank)}${order === undefined ? "" : String(order).padStart(4, "0")}${label}`;
