/**
 * Who leans on whom. A member calls the one that it `follows`; a file calls those that it imports. The protocol knows calls
 * between functions; what comes in are those who listen, what goes out is whom one listens to.
 */

import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  SymbolKind,
} from 'vscode-languageserver'
import type { Block, Item, Span } from '../../language/ast.ts'
import { MEMBER_KINDS } from '../../language/vocabulary.ts'
import type { Analysis, Project } from '../project.ts'

export function hierarchyAt(analysis: Analysis, offset: number): CallHierarchyItem[] {
  for (const item of itemsOf(analysis)) {
    if (offset < item.start || offset > item.end) continue
    if (item.kind === 'import' && item.path !== null && touches(item.path, offset)) {
      const path = analysis.program.sources.main.imports.get(item)?.path
      return path === undefined ? [] : [fileItem(analysis, path)]
    }
    if (!isMember(item)) continue
    if (item.name !== null && touches(item.name, offset)) return [memberItem(analysis, item)]
    const followed =
      item.follows !== null && touches(item.follows, offset) ? followedBy(analysis, item) : null
    if (followed !== null) return [memberItem(analysis, followed)]
  }
  return []
}

/** Those who follow the member, or import the file. */
export function callsTo(
  project: Project,
  { uri, kind, name }: CallHierarchyItem,
): CallHierarchyIncomingCall[] {
  const analysis = project.analysis(uri)
  if (analysis === null) return []
  if (kind === SymbolKind.File)
    return project.neighbours(uri).flatMap((other) => {
      const ranges = importsOf(other)
        .filter(({ path }) => path === analysis.path)
        .map(({ at }) => other.text.rangeOf(at))
      return ranges.length === 0 ? [] : [{ from: fileItem(other, other.path), fromRanges: ranges }]
    })
  return members(analysis).flatMap((member) =>
    member.follows?.text === name
      ? [{ from: memberItem(analysis, member), fromRanges: [analysis.text.rangeOf(member.follows)] }]
      : [],
  )
}

/** Whom the member follows, and what the file imports. */
export function callsFrom(
  project: Project,
  { uri, kind, name }: CallHierarchyItem,
): CallHierarchyOutgoingCall[] {
  const analysis = project.analysis(uri)
  if (analysis === null) return []
  if (kind === SymbolKind.File)
    return importsOf(analysis).map(({ path, at }) => ({
      to: fileItem(analysis, path),
      fromRanges: [analysis.text.rangeOf(at)],
    }))
  return members(analysis).flatMap((member) => {
    const followed = member.name?.text === name ? followedBy(analysis, member) : null
    if (followed === null || member.follows === null) return []
    return [{ to: memberItem(analysis, followed), fromRanges: [analysis.text.rangeOf(member.follows)] }]
  })
}

const itemsOf = ({ program }: Analysis): readonly Item[] => program.sources.main.tree.items
const touches = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end

function isMember(item: Item): item is Block {
  return item.kind === 'block' && MEMBER_KINDS.some((kind) => kind === item.block)
}

const members = (analysis: Analysis): readonly Block[] => itemsOf(analysis).filter(isMember)

/** Null where that is the player, the grid, or nobody that is there. */
function followedBy(analysis: Analysis, { follows }: Block): Block | null {
  return members(analysis).find(({ name }) => follows !== null && name?.text === follows.text) ?? null
}

function importsOf(analysis: Analysis): readonly { readonly path: string; readonly at: Span }[] {
  return [...analysis.program.sources.main.imports].flatMap(([{ path }, file]) =>
    path === null || file === null ? [] : [{ path: file.path, at: path }],
  )
}

function memberItem({ uri, text }: Analysis, member: Block): CallHierarchyItem {
  const at = member.name ?? member.head
  return {
    name: member.name?.text ?? '',
    detail: member.block,
    kind: SymbolKind.Class,
    uri,
    range: text.rangeOf(member),
    selectionRange: text.rangeOf(at),
  }
}

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }

const fileItem = ({ uriOf }: Analysis, path: string): CallHierarchyItem => ({
  name: path,
  kind: SymbolKind.File,
  uri: uriOf(path),
  range: START,
  selectionRange: START,
})
