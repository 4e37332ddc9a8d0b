/** Answers as a client can take them: services answer with all that there is. */

import {
  type CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  type DocumentSymbol,
  InsertTextFormat,
  type MarkupContent,
  MarkupKind,
  type SymbolInformation,
  SymbolKind,
  type WorkspaceSymbol,
} from 'vscode-languageserver'
import type { Client } from './client.ts'
import { plainText } from './plain-text.ts'

export function suitedProblems(problems: readonly Diagnostic[], client: Client): Diagnostic[] {
  const { related, tags, pages } = client.problems
  if (related && tags && pages) return [...problems]
  return problems.map((problem) => {
    const suited = { ...problem }
    if (!related) delete suited.relatedInformation
    if (!tags) delete suited.tags
    if (!pages) delete suited.codeDescription
    return suited
  })
}

/**
 * A file comes from strangers, and what they wrote above a declaration is shown: editors would fetch its pictures from wherever
 * they say. So there are none; a joiner between the signs keeps them apart, in code as well, and is not seen.
 *
 * @param text Markdown
 */
export const suitedText = (text: string, kind: MarkupKind): MarkupContent => ({
  kind,
  value: kind === MarkupKind.Markdown ? text.replaceAll('![', '!\u2060[') : plainText(text),
})

/** Without snippets the block comes as its example; what the author would have written over stands there. */
export function suitedCompletions(items: CompletionItem[], { completion }: Client): CompletionItem[] {
  const { snippets, replaces, docs, kinds } = completion
  return items.map((item) => {
    const suited = { ...item }
    if (item.kind !== undefined && !kinds.has(item.kind)) suited.kind = KNOWN_KINDS[item.kind] ?? FALLBACK
    if (typeof item.documentation === 'object')
      suited.documentation = suitedText(item.documentation.value, docs)
    if (!replaces && suited.textEdit !== undefined && 'insert' in suited.textEdit) {
      const { insert, newText } = suited.textEdit
      suited.textEdit = { range: insert, newText }
    }
    if (!snippets && item.insertTextFormat === InsertTextFormat.Snippet) {
      suited.insertTextFormat = InsertTextFormat.PlainText
      if (item.insertText !== undefined) suited.insertText = withoutStops(item.insertText)
      if (suited.textEdit !== undefined)
        suited.textEdit = { ...suited.textEdit, newText: withoutStops(suited.textEdit.newText) }
    }
    return suited
  })
}

const withoutStops = (snippet: string): string =>
  snippet.replace(/\$\{\d+:([^}]*)\}/g, (_, text: string) => text).replace(/\$\d+/g, '')

const FALLBACK = CompletionItemKind.Text
const KNOWN_KINDS: Readonly<Partial<Record<CompletionItemKind, CompletionItemKind>>> = {
  [CompletionItemKind.EnumMember]: CompletionItemKind.Value,
}

/** A tree, or a list in which each knows the name of what it stands in. */
export function suitedOutline(
  symbols: readonly DocumentSymbol[],
  uri: string,
  { outline }: Client,
): DocumentSymbol[] | SymbolInformation[] {
  const { nested, kinds } = outline
  if (nested) return symbols.map((symbol) => withKinds(symbol, kinds))
  return symbols.flatMap((symbol) => listed(symbol, uri, kinds))
}

function withKinds(symbol: DocumentSymbol, kinds: Client['symbolKinds']): DocumentSymbol {
  const kind = known(symbol.kind, kinds)
  if (symbol.children === undefined) return { ...symbol, kind }
  return { ...symbol, kind, children: symbol.children.map((child) => withKinds(child, kinds)) }
}

function listed(
  { name, kind, range, children = [] }: DocumentSymbol,
  uri: string,
  kinds: Client['symbolKinds'],
  container?: string,
): SymbolInformation[] {
  const inside = container === undefined ? {} : { containerName: container }
  const own = { name, kind: known(kind, kinds), location: { uri, range }, ...inside }
  return [own, ...children.flatMap((child) => listed(child, uri, kinds, name))]
}

export const suitedSymbols = (
  symbols: readonly WorkspaceSymbol[],
  { symbolKinds }: Client,
): WorkspaceSymbol[] => symbols.map((symbol) => ({ ...symbol, kind: known(symbol.kind, symbolKinds) }))

const known = (kind: SymbolKind, kinds: Client['symbolKinds']): SymbolKind =>
  kinds.has(kind) ? kind : (OLD_KINDS[kind] ?? SymbolKind.Variable)

/** What comes near it among the kinds of the protocol's first version. */
const OLD_KINDS: Readonly<Partial<Record<SymbolKind, SymbolKind>>> = {
  [SymbolKind.Struct]: SymbolKind.Class,
  [SymbolKind.Event]: SymbolKind.Method,
  [SymbolKind.Object]: SymbolKind.Namespace,
}
