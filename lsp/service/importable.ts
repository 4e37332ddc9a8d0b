/** Names that other files of the workspace have, and the edit that brings one here. */

import type { Declared } from '../../compiler/resolve.ts'
import { relativePath } from '../../compiler/sources.ts'
import type { Analysis } from '../project.ts'
import type { TextEdit } from './answers.ts'

export interface Importable {
  readonly name: string
  readonly kind: Declared['kind']
  /** As an import of this file writes it. */
  readonly path: string
  readonly edit: TextEdit
}

const KINDS: ReadonlySet<Declared['kind']> = new Set(['let', 'timbre', 'zones', 'reward'])

/** What is not in scope here, in the order of the files; a name that is taken here is not offered. */
export function importableInto(
  analysis: Analysis,
  wanted: (one: Declared) => boolean,
): readonly Importable[] {
  const found: Importable[] = []
  for (const [path, other] of filesFor(analysis)) {
    for (const one of ownOf(other)) {
      const { kind, name } = one
      if (!wanted(one) || analysis.scope?.bindings.has(name.text) === true) continue
      if (isImported(analysis, other.path, name.text)) continue
      found.push({
        name: name.text,
        kind,
        path,
        edit: importEdit(analysis, other.path, path, name.text),
      })
    }
  }
  return found
}

/** Files that have something to import, by their paths as this file writes them. */
export const importablePaths = (analysis: Analysis): readonly string[] =>
  filesFor(analysis).flatMap(([path, other]) => (ownOf(other).length > 0 ? path : []))

function filesFor(analysis: Analysis): readonly (readonly [path: string, file: Analysis])[] {
  // Two files that import each other are an error.
  return analysis.others().flatMap((other) => {
    if (importsFrom(other, analysis.path)) return []
    const path = relativePath(analysis.path, other.path)
    return [[path.startsWith('../') ? path : `./${path}`, other] as const]
  })
}

const ownOf = ({ scope, path }: Analysis): readonly Declared[] =>
  (scope?.declared ?? []).filter(
    ({ kind, name, file }) => KINDS.has(kind) && name.text !== '' && file.path === path,
  )

function importsFrom({ program }: Analysis, path: string): boolean {
  return program.sources.ordered.some((file) => file.path === path && file !== program.sources.main)
}

/** By whatever name. */
function isImported({ program }: Analysis, path: string, name: string): boolean {
  return [...program.sources.main.imports].some(
    ([decl, file]) => file?.path === path && decl.names.some((one) => one.name.text === name),
  )
}

/** Beside the names that come from there already, else in a line of its own below the other imports. */
function importEdit({ program, text }: Analysis, path: string, written: string, name: string): TextEdit {
  const { tree, imports } = program.sources.main
  for (const [decl, file] of imports) {
    const last = decl.names.at(-1)
    if (file?.path === path && last !== undefined)
      return { start: last.end, end: last.end, newText: `, ${name}` }
  }
  const newline = text.content.includes('\r\n') ? '\r\n' : '\n'
  const line = `import { ${name} } from ${JSON.stringify(written)}${newline}`
  const before = tree.items.findLast(({ kind }) => kind === 'import')
  if (before !== undefined) {
    const at = text.lineStart(text.positionAt(before.end).line + 1)
    const ends = /[\r\n]$/.test(text.content.slice(0, at))
    return { start: at, end: at, newText: ends ? line : `${newline}${line}` }
  }
  const first = tree.items[0]
  const start = first === undefined ? 0 : Math.min(first.start, docStart(first) ?? first.start)
  // A mark of the byte order stays the first character.
  const at = Math.max(text.content.startsWith('\uFEFF') ? 1 : 0, text.lineStart(text.positionAt(start).line))
  return { start: at, end: at, newText: `${line}${newline}` }
}

function docStart(item: object): number | null {
  return 'doc' in item && typeof item.doc === 'object' && item.doc !== null && 'start' in item.doc
    ? Number(item.doc.start)
    : null
}
