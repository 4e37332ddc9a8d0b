/** `sil check --json` and SARIF 2.1.0. */

import type { Diagnostic, Severity } from '../../language/diagnostics.ts'
import { CATALOGUE } from '../../language/messages.ts'
import { type LineTable, lineTable } from './lines.ts'

export interface CheckedFile {
  /** As the user named it. */
  readonly shown: string
  readonly text: string
  readonly diagnostics: readonly Diagnostic[]
}

interface Range {
  readonly start: { readonly line: number; readonly character: number }
  readonly end: { readonly line: number; readonly character: number }
}

const rangeOf = (lines: LineTable, span: { start: number; end: number }): Range => ({
  start: lines.position(span.start),
  end: lines.position(span.end),
})

/** The document of `interfaces`: one entry a file, diagnostics in the order of their places. */
export function checkDocument(
  files: readonly CheckedFile[],
  lines: (shown: string) => LineTable,
  shown: (file: string) => string,
) {
  return {
    version: 1,
    files: files.map((file) => {
      const own = lineTable(file.text)
      return {
        path: file.shown,
        diagnostics: file.diagnostics.map((d) => ({
          code: d.code,
          severity: d.severity,
          title: d.title,
          message: d.message,
          range: rangeOf(own, d.span),
          related: d.related.map((r) => ({
            path: shown(r.file),
            range: rangeOf(lines(r.file), r.span),
            message: r.message,
          })),
          hint: d.hint,
          fixes: d.fixes.map((fix) => ({
            title: fix.title,
            edits: fix.edits.map((edit) => ({ range: rangeOf(own, edit.span), newText: edit.newText })),
          })),
        })),
      }
    }),
  }
}

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
}

/** SARIF 2.1.0, for code-scanning services. Columns count UTF-16 units from 1. */
export function sarifDocument(files: readonly CheckedFile[], version: string) {
  const codes = [...new Set(files.flatMap((f) => f.diagnostics.map((d) => d.code)))].sort()
  const titles: Readonly<Record<string, { readonly title: string }>> = CATALOGUE
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        columnKind: 'utf16CodeUnits',
        tool: {
          driver: {
            name: 'sil',
            version,
            rules: codes.map((id) => ({ id, shortDescription: { text: titles[id]?.title ?? id } })),
          },
        },
        results: files.flatMap((file) => {
          const lines = lineTable(file.text)
          return file.diagnostics.map((d) => {
            const { start, end } = rangeOf(lines, d.span)
            return {
              ruleId: d.code,
              level: LEVELS[d.severity],
              message: { text: d.hint === '' ? d.message : `${d.message} ${d.hint}` },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: file.shown.split('\\').join('/') },
                    region: {
                      startLine: start.line + 1,
                      startColumn: start.character + 1,
                      endLine: end.line + 1,
                      endColumn: end.character + 1,
                    },
                  },
                },
              ],
            }
          })
        }),
      },
    ],
  }
}
