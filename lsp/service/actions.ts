/** What an editor can do about what is wrong: the fixes that diagnostics bring, one by one and all at once. */

import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver'
import type { Span } from '../../language/ast.ts'
import type { Edit, Diagnostic as SilDiagnostic } from '../../language/diagnostics.ts'
import type { Analysis } from '../project.ts'
import type { Refactoring } from './refactor/refactoring.ts'
import { refactoringsAt } from './refactor/refactorings.ts'
import { UNUSED_IMPORT, unusedImports } from './refactor/unused-imports.ts'

export const ACTION_KINDS = [
  CodeActionKind.QuickFix,
  CodeActionKind.SourceFixAll,
  CodeActionKind.SourceOrganizeImports,
  CodeActionKind.Refactor,
]

export function actionsIn(
  analysis: Analysis,
  span: Span,
  only: readonly string[] | undefined,
  told: readonly Diagnostic[],
): CodeAction[] {
  const asked = (kind: string): boolean =>
    only === undefined || only.some((one) => one === '' || kind === one || kind.startsWith(`${one}.`))
  const own = analysis.result.diagnostics.filter(({ file }) => file === '')
  const actions: CodeAction[] = []
  if (asked(CodeActionKind.QuickFix))
    for (const one of own.filter((d) => touches(d.span, span))) actions.push(...fixesOf(analysis, one, told))
  // What is not used now may be what a broken line wants.
  const isBroken = own.some(({ severity }) => severity === 'error')
  const imports = isBroken ? [] : unusedImports(analysis)
  const whole = (title: string, kind: CodeActionKind, edits: readonly Edit[]): void => {
    if (edits.length > 0) actions.push(refactoring(analysis, { title, kind, edits }))
  }
  if (asked(CodeActionKind.SourceFixAll))
    whole('Mend all that can be mended', CodeActionKind.SourceFixAll, everyFix(own, imports))
  if (asked(CodeActionKind.SourceOrganizeImports))
    whole('Leave out imports that nothing uses', CodeActionKind.SourceOrganizeImports, imports)
  actions.push(...refactoringsAt(analysis, span, asked).map((one) => refactoring(analysis, one)))
  return actions
}

function refactoring(analysis: Analysis, { title, kind, edits }: Refactoring): CodeAction {
  return { title, kind, edit: { changes: { [analysis.uri]: textEdits(analysis, edits) } } }
}

function fixesOf(analysis: Analysis, one: SilDiagnostic, told: readonly Diagnostic[]): readonly CodeAction[] {
  const range = analysis.text.rangeOf(one.span)
  const its = told.filter(
    ({ code, range: where }) =>
      code === one.code &&
      where.start.line === range.start.line &&
      where.start.character === range.start.character,
  )
  return one.fixes.map(({ title, edits }) => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: its,
    // A problem with one way out has a favourite.
    ...(one.fixes.length === 1 ? { isPreferred: true } : {}),
    edit: { changes: { [analysis.uri]: textEdits(analysis, edits) } },
  }))
}

/** Names of the author's: which one is meant nobody knows for sure, and a file is mended as a whole without being looked at. */
const GUESSED: ReadonlySet<string> = new Set(['SIL0201', 'SIL0707'])

/** Of each problem its only fix; what would overlap with one before waits for the next time. */
function everyFix(diagnostics: readonly SilDiagnostic[], imports: readonly Edit[]): readonly Edit[] {
  const chosen: Edit[] = [...imports]
  for (const { code, fixes } of diagnostics) {
    const [fix] = fixes
    if (fix === undefined || fixes.length > 1 || GUESSED.has(code) || code === UNUSED_IMPORT) continue
    const free = fix.edits.every(({ span }) => chosen.every((other) => !touches(span, other.span)))
    if (free) chosen.push(...fix.edits)
  }
  return chosen
}

const textEdits = ({ text }: Analysis, edits: readonly Edit[]) =>
  edits.map(({ span, newText }) => ({ range: text.rangeOf(span), newText }))

const touches = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end
