/** `sil check --json`. */

import type { Diagnostic } from '../../language/diagnostics.ts'
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

export const rangeOf = (lines: LineTable, span: { start: number; end: number }): Range => ({
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
