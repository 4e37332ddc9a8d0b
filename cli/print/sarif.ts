/** SARIF 2.1.0, for code-scanning services. */

import { isAbsolute, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CATALOGUE } from '../../language/catalogue/all.ts'
import type { Severity } from '../../language/diagnostics.ts'
import type { Unread } from '../each-file.ts'
import { type CheckedFile, rangeOf } from './check-json.ts'

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
}

/** Columns count UTF-16 units from 1. */
export function sarifDocument(files: readonly CheckedFile[], unread: readonly Unread[], version: string) {
  const codes = [...new Set(files.flatMap((f) => f.diagnostics.map((d) => d.code)))].sort()
  const titles: Readonly<Record<string, { readonly title: string }>> = CATALOGUE
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        columnKind: 'utf16CodeUnits',
        ...(unread.length === 0 ? {} : { invocations: [failed(unread)] }),
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
                    artifactLocation: { uri: uriOf(file.shown) },
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

/** A run in which some files were not looked at, and why. */
const failed = (unread: readonly Unread[]) => ({
  executionSuccessful: false,
  toolExecutionNotifications: unread.map(({ file, told }) => ({
    level: 'error',
    message: { text: told.error },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }],
  })),
})

/**
 * A path as a URI reference (RFC 3986): segments are encoded, and a relative one does not begin with what reads as a scheme. Paths
 * stay relative to where `sil` ran, which is how code-scanning services find the file.
 */
export function uriOf(path: string): string {
  if (isAbsolute(path)) return pathToFileURL(path).href
  const segments = (sep === '/' ? path : path.split(sep).join('/')).split('/').map(encodedSegment)
  return segments[0]?.includes(':') === true ? `./${segments.join('/')}` : segments.join('/')
}

/** What may stand in a segment beside letters and digits stays as it is. Half a surrogate pair, as Windows has in names, is no text. */
const encodedSegment = (segment: string): string =>
  encodeURIComponent(Buffer.from(segment).toString()).replace(
    /%(?:24|26|2B|2C|3A|3B|3D|40)/g,
    decodeURIComponent,
  )
