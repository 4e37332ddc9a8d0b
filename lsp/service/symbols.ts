/** What a file has in it: for the outline, and for searching the workspace. */

import { type DocumentSymbol, SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver'
import type { Item, Name, Property } from '../../language/ast.ts'
import { MEMBER_KINDS } from '../../language/vocabulary.ts'
import type { Analysis } from '../project.ts'

interface Titled {
  readonly name: string
  readonly detail: string
  readonly kind: SymbolKind
  /** What is marked when somebody goes there. */
  readonly at: { readonly start: number; readonly end: number }
}

export function symbolsOf(analysis: Analysis): DocumentSymbol[] {
  const { text, program } = analysis
  return program.sources.main.tree.items.flatMap((item) => {
    const titled = titleOf(item, text.content)
    if (titled === null) return []
    const properties = item.kind === 'block' ? item.properties : item.kind === 'rule' ? item.actions : []
    return [
      {
        name: titled.name,
        detail: titled.detail,
        kind: titled.kind,
        range: text.rangeOf(item),
        selectionRange: text.rangeOf(titled.at),
        children: properties.flatMap((one) => propertySymbol(analysis, one)),
      },
    ]
  })
}

function propertySymbol({ text }: Analysis, property: Property): DocumentSymbol[] {
  const { key, target, values } = property
  if (key.text === '') return []
  return [
    {
      name: target === null ? key.text : `${target.text}.${key.text}`,
      detail: shortened(text.content.slice(key.end, property.end)),
      kind: values[0]?.kind === 'bars' ? SymbolKind.Array : SymbolKind.Property,
      range: text.rangeOf(property),
      selectionRange: text.rangeOf(key),
    },
  ]
}

/** As much as a line of an outline has room for. */
function shortened(written: string): string {
  const line = written.trim().replace(/\s+/g, ' ')
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`
}

function titleOf(item: Item, text: string): Titled | null {
  switch (item.kind) {
    case 'let':
      return named(item.name, 'let', SymbolKind.Constant)
    case 'timbre':
      return named(item.name, 'timbre', SymbolKind.Enum)
    case 'rule':
      return named(item.name, 'rule', SymbolKind.Event)
    case 'reward':
      return named(item.name, 'reward', SymbolKind.Function)
    case 'form':
      return { name: 'form', detail: firstLine(text, item), kind: SymbolKind.Package, at: item }
    case 'block': {
      const at = item.name ?? item.title ?? item.head
      const name = item.title?.value ?? item.name?.text ?? ''
      return { name: name === '' ? item.block : name, detail: item.block, kind: kindOf(item.block), at }
    }
    case 'setting':
    case 'import':
      return null
  }
}

function named(name: Name, detail: string, kind: SymbolKind): Titled | null {
  return name.text === '' ? null : { name: name.text, detail, kind, at: name }
}

function kindOf(block: string): SymbolKind {
  if (MEMBER_KINDS.some((kind) => kind === block)) return SymbolKind.Class
  return block === 'section' ? SymbolKind.Module : block === 'zones' ? SymbolKind.Struct : SymbolKind.Object
}

const firstLine = (text: string, { start, end }: { readonly start: number; readonly end: number }): string =>
  (text.slice(start, end).split(/[\r\n]/)[0] ?? '').replace(/^form\s*/, '')

/** Names that have the letters of `query` in them, in their order. */
export function workspaceSymbols(files: readonly Analysis[], query: string): WorkspaceSymbol[] {
  return files.flatMap((analysis) =>
    analysis.program.sources.main.tree.items.flatMap((item) => {
      const titled = titleOf(item, analysis.text.content)
      if (titled === null || !hasLetters(titled.name, query)) return []
      const location = { uri: analysis.uri, range: analysis.text.rangeOf(titled.at) }
      return [{ name: titled.name, kind: titled.kind, containerName: analysis.path, location }]
    }),
  )
}

function hasLetters(name: string, query: string): boolean {
  let at = 0
  const lower = name.toLowerCase()
  for (const letter of query.toLowerCase()) {
    at = lower.indexOf(letter, at) + 1
    if (at === 0) return false
  }
  return true
}
