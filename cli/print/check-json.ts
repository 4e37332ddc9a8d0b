/** `sil check --json` and SARIF 2.1.0. */

import type { Diagnostic, Severity } from '../../language/diagnostics.ts'
import { CATALOGUE } from '../../language/messages.ts'
import type { LineTable } from './lines.ts'

/** A file that diagnostics lie in. */
export interface Place {
  /** As the user named it. */
  readonly shown: string
  readonly lines: LineTable
}

export interface CheckedFile extends Place {
  readonly diagnostics: readonly Diagnostic[]
  /** Files that its diagnostics point to, by the path they carry: two files may import different ones of one path. */
  readonly places: (path: string) => Place
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
export function checkDocument(files: readonly CheckedFile[]) {
  return {
    version: 1,
    files: files.map(({ shown, lines, places, diagnostics }) => ({
      path: shown,
      diagnostics: diagnostics.map((d) => ({
        code: d.code,
        severity: d.severity,
        title: d.title,
        message: d.message,
        range: rangeOf(lines, d.span),
        related: d.related.map((r) => ({
          path: places(r.file).shown,
          range: rangeOf(places(r.file).lines, r.span),
          message: r.message,
        })),
        hint: d.hint,
        fixes: d.fixes.map((fix) => ({
          title: fix.title,
          edits: fix.edits.map((edit) => ({ range: rangeOf(lines, edit.span), newText: edit.newText })),
        })),
      })),
    })),
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
        results: files.flatMap((file) =>
          file.diagnostics.map((d) => {
            const { start, end } = rangeOf(file.lines, d.span)
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
          }),
        ),
      },
    ],
  }
}
