/** Diagnostics as squiggles, with their mending behind the light bulb. */

import type { Severity } from '../../language/diagnostics.ts'
import type { PageProblem } from '../compile-protocol.ts'
import { type editor, languages, MarkerSeverity, MarkerTag, editor as monaco } from './monaco.ts'
import { rangeOf } from './places.ts'

const SEVERITIES: Readonly<Record<Severity, MarkerSeverity>> = {
  error: MarkerSeverity.Error,
  warning: MarkerSeverity.Warning,
  info: MarkerSeverity.Info,
  hint: MarkerSeverity.Hint,
}

/** Of the text as it was checked last. */
const shown = new WeakMap<editor.ITextModel, readonly PageProblem[]>()

export function showProblems(model: editor.ITextModel, problems: readonly PageProblem[]): void {
  shown.set(model, problems)
  monaco.setModelMarkers(
    model,
    'sil',
    problems.map((problem) => {
      const { startLineNumber, startColumn, endLineNumber, endColumn } = rangeOf(model, problem)
      return {
        startLineNumber,
        startColumn,
        endLineNumber,
        // A place without width is still a place.
        endColumn: startLineNumber === endLineNumber ? Math.max(endColumn, startColumn + 1) : endColumn,
        severity: SEVERITIES[problem.severity],
        code: problem.code,
        message: problem.hint === '' ? problem.message : `${problem.message}\n${problem.hint}`,
        tags: problem.unused ? [MarkerTag.Unnecessary] : [],
      }
    }),
  )
}

export function registerFixes(sil: string): void {
  languages.registerCodeActionProvider(sil, {
    provideCodeActions(model, range) {
      const actions = (shown.get(model) ?? []).flatMap((problem) =>
        range.intersectRanges(rangeOf(model, problem)) === null && !range.isEmpty()
          ? []
          : problem.fixes
              .filter(
                () =>
                  rangeOf(model, problem).containsRange(range) ||
                  range.containsRange(rangeOf(model, problem)),
              )
              .map(({ title, edits }) => ({
                title,
                kind: 'quickfix',
                isPreferred: true,
                edit: {
                  edits: edits.map((edit) => ({
                    resource: model.uri,
                    versionId: model.getVersionId(),
                    textEdit: { range: rangeOf(model, edit), text: edit.newText },
                  })),
                },
              })),
      )
      return { actions, dispose() {} }
    },
  })
}
