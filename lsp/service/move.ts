/** A file or a folder gets another name or place: what names it follows, and what it names is told from where it is now. */

import { RenameFile, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver'
import { relativePath, resolveRelative } from '../../compiler/sources.ts'
import type { Span } from '../../language/ast.ts'
import { walk } from '../../language/walk.ts'
import { canonical, placeOf } from '../address.ts'
import type { Analysis, Project } from '../project.ts'

export interface Move {
  readonly from: string
  readonly to: string
}

/** What to write before the files are moved; places are those of the files as they lie now. */
export function importsAfter(project: Project, moves: readonly Move[]): Record<string, TextEdit[]> {
  const changes: Record<string, TextEdit[]> = {}
  for (const { from } of moves) {
    for (const analysis of project.neighbours(from)) {
      if (changes[analysis.uri] !== undefined) continue
      const edits = editsOf(project, analysis, moves)
      if (edits.length > 0) changes[analysis.uri] = edits
    }
  }
  return changes
}

/** `NAME.slots.json` of each piece that is moved by itself: what was trained for it is found by its name. */
export function slotsAfter(project: Project, moves: readonly Move[]): readonly Move[] {
  return moves.flatMap(({ from, to }) => {
    const its = PIECE.test(from) && PIECE.test(to) ? project.analysis(from) : null
    if (its === null || its.slotsText === null) return []
    const isMoved = moves.some((other) => canonical(other.from) === canonical(its.slotsUri))
    return isMoved ? [] : [{ from: its.slotsUri, to: to.replace(PIECE, '.slots.json') }]
  })
}

const PIECE = /\.sil$/

/** Both as one edit, as far as the editor can take it; null where nothing follows. */
export function followed(
  changes: Record<string, TextEdit[]>,
  files: readonly Move[],
  movesFiles: boolean,
): WorkspaceEdit | null {
  const entries = Object.entries(changes)
  if (!movesFiles || files.length === 0) return entries.length === 0 ? null : { changes }
  const texts = entries.map(([uri, edits]) => ({ textDocument: { uri, version: null }, edits }))
  const renames = files.map(({ from, to }) =>
    // What lies there already is its author's.
    RenameFile.create(from, to, { ignoreIfExists: true }),
  )
  return { documentChanges: [...texts, ...renames] }
}

export function leftBehind({ from, to }: Move): string {
  return `${nameOf(from)} stays behind: call it ${nameOf(to)}, or what was trained is not found.`
}

const nameOf = (uri: string): string => placeOf(uri, []).path

function editsOf(project: Project, analysis: Analysis, moves: readonly Move[]): TextEdit[] {
  const pathAfter = (path: string): string => {
    for (const { from, to } of moves) {
      const [before, after] = [placeOf(from, project.roots), placeOf(to, project.roots)]
      if (before.root !== analysis.root || after.root !== analysis.root) continue
      // A folder takes along what is in it.
      if (path === before.path || path.startsWith(`${before.path}/`))
        return after.path + path.slice(before.path.length)
    }
    return path
  }
  const own = pathAfter(analysis.path)
  const edits: TextEdit[] = []
  const follow = (written: Span, path: string, dotted: boolean): void => {
    const after = relativePath(own, pathAfter(path))
    if (after === relativePath(analysis.path, path)) return
    const dots = dotted && !after.startsWith('../') ? './' : ''
    edits.push({ range: analysis.text.rangeOf(written), newText: JSON.stringify(dots + after) })
  }
  for (const [{ path }, file] of analysis.program.sources.main.imports)
    if (path !== null && file !== null) follow(path, file.path, true)
  walk(analysis.program.sources.main.tree, (node) => {
    if (node.kind !== 'phrase') return
    const [head, text] = node.items
    if (head?.kind !== 'ref' || head.path[0]?.text !== 'sample' || text?.kind !== 'string') return
    const dotted = /^\.\.?\//.test(text.value)
    const recording = resolveRelative(analysis.path, dotted ? text.value : `./${text.value}`)
    if (recording.kind === 'path') follow(text, recording.path, dotted)
  })
  return edits
}
