/** All refactorings at a cursor. Each is tried first: what would bring an error to the file is not offered. */

import { CodeActionKind } from 'vscode-languageserver'
import type { Span } from '../../../language/ast.ts'
import { applyEdits } from '../../../language/diagnostics.ts'
import { type Analysis, errorsIn } from '../../project.ts'
import { declareMissing } from './declare.ts'
import { extractNumber, extractTimbre } from './extract.ts'
import { changeGrid } from './grid.ts'
import { importMissing } from './import-missing.ts'
import { inline } from './inline.ts'
import { leaveOut } from './leave-out.ts'
import { nameMissing } from './name-missing.ts'
import { sayNeighbour } from './neighbours.ts'
import { pathMissing } from './path-missing.ts'
import type { Refactor, Refactoring } from './refactoring.ts'
import { fixSlot, makeSlot } from './slots.ts'
import { leaveOutImports } from './unused-imports.ts'
import { extractZones } from './zones.ts'

const ALL: readonly Refactor[] = [
  importMissing,
  pathMissing,
  declareMissing,
  nameMissing,
  extractTimbre,
  extractNumber,
  extractZones,
  inline,
  leaveOut,
  leaveOutImports,
  makeSlot,
  fixSlot,
  changeGrid,
  sayNeighbour,
]

const KINDS = [
  CodeActionKind.QuickFix,
  CodeActionKind.RefactorExtract,
  CodeActionKind.RefactorInline,
  CodeActionKind.RefactorRewrite,
]

export function refactoringsAt(
  analysis: Analysis,
  { start }: Span,
  asked: (kind: string) => boolean,
): readonly Refactoring[] {
  if (!KINDS.some(asked)) return []
  const { content } = analysis.text
  const before = errorsIn(analysis.result.diagnostics)
  return ALL.flatMap((find) => find(analysis, start))
    .filter(({ kind }) => asked(kind))
    .filter(({ edits }) => bringsNone(before, analysis.errorsWith(applyEdits(content, edits))))
}

/** An error that was there may stay, as often as it was there. */
function bringsNone(before: readonly string[], after: readonly string[]): boolean {
  const left = [...before]
  return after.every((error) => {
    const at = left.indexOf(error)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
}
