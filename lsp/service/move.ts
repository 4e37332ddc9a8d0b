/** A file or a folder gets another name or place: what names it follows, and what it names is told from where it is now. */

import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver'
import { relativePath, resolveRelative } from '../../compiler/sources.ts'
import type { Span } from '../../language/ast.ts'
import { walk } from '../../language/walk.ts'
import { placeOf } from '../address.ts'
import type { Analysis, Project } from '../project.ts'

export interface Move {
  readonly from: string
  readonly to: string
}

/** What to write before the files are moved; places are those of the files as they lie now. */
export function importsAfter(project: Project, moves: readonly Move[]): WorkspaceEdit | null {
  const changes: Record<string, TextEdit[]> = {}
  for (const { from } of moves) {
    for (const analysis of project.neighbours(from)) {
      if (changes[analysis.uri] !== undefined) continue
      const edits = editsOf(project, analysis, moves)
      if (edits.length > 0) changes[analysis.uri] = edits
    }
  }
  return Object.keys(changes).length === 0 ? null : { changes }
}

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
