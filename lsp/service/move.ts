/** A file gets another name or place: imports of it follow, and its own imports are told from where it is now. */

import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver'
import { relativePath } from '../../compiler/sources.ts'
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
    const move = moves.find(({ from }) => {
      const place = placeOf(from, project.roots)
      return place.root === analysis.root && place.path === path
    })
    if (move === undefined) return path
    const place = placeOf(move.to, project.roots)
    return place.root === analysis.root ? place.path : path
  }
  const own = pathAfter(analysis.path)
  const edits: TextEdit[] = []
  for (const [{ path }, file] of analysis.program.sources.main.imports) {
    if (path === null || file === null) continue
    const after = relativePath(own, pathAfter(file.path))
    if (after === relativePath(analysis.path, file.path)) continue
    edits.push({
      range: analysis.text.rangeOf(path),
      newText: JSON.stringify(after.startsWith('../') ? after : `./${after}`),
    })
  }
  return edits
}
