/** All refactorings at a cursor. Each is tried first: what would bring an error to the file is not offered. */

import { CodeActionKind } from 'vscode-languageserver'
import type { Span } from '../../../language/ast.ts'
import { applyEdits } from '../../../language/diagnostics.ts'
import type { Analysis } from '../../project.ts'
import { declareMissing } from './declare.ts'
import { extractNumber, extractTimbre } from './extract.ts'
import { changeGrid } from './grid.ts'
import { importMissing } from './import-missing.ts'
import { inline } from './inline.ts'
import type { Refactor, Refactoring } from './refactoring.ts'
import { fixSlot, makeSlot } from './slots.ts'
import { extractZones } from './zones.ts'

const ALL: readonly Refactor[] = [
  importMissing,
  declareMissing,
  extractTimbre,
  extractNumber,
  extractZones,
  inline,
  makeSlot,
  fixSlot,
  changeGrid,
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
  const before = analysis.result.diagnostics.filter(({ severity }) => severity === 'error').length
  return ALL.flatMap((find) => find(analysis, start))
    .filter(({ kind }) => asked(kind))
    .filter(({ edits }) => analysis.errorsWith(applyEdits(content, edits)) <= before)
}
