/** What is wrong, as editors show it. */

import {
  type CodeDescription,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
} from 'vscode-languageserver'
import type { SourceFile } from '../../compiler/sources.ts'
import type { Diagnostic as SilDiagnostic } from '../../language/diagnostics.ts'
import type { Analysis } from '../project.ts'

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const

const TAGS = { unused: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const

/** @param pages where the page of a code lies; null for none */
export function diagnosticsOf(
  analysis: Analysis,
  pages: ((code: string) => string) | null,
): readonly Diagnostic[] {
  const own = analysis.result.diagnostics.filter(({ file }) => file === '')
  return [...own.map((one) => diagnosticOf(analysis, one, pages)), ...ofImports(analysis, pages)]
}

function diagnosticOf(
  analysis: Analysis,
  one: SilDiagnostic,
  pages: ((code: string) => string) | null,
): Diagnostic {
  const { code, severity, title, message, hint, related, tags, span } = one
  const text = analysis.textOf(one.file)
  const described: { codeDescription?: CodeDescription } =
    pages === null ? {} : { codeDescription: { href: pages(code) } }
  return {
    range: text.rangeOf(span),
    severity: SEVERITIES[severity],
    code,
    ...described,
    source: 'sil',
    message: [`${title}: ${message}`, hint].filter((line) => line !== '').join('\n'),
    ...(tags === undefined ? {} : { tags: tags.map((tag) => TAGS[tag]) }),
    relatedInformation: related.map((place) => ({
      location: {
        uri: analysis.uriOf(place.file),
        range: analysis.textOf(place.file).rangeOf(place.span),
      },
      message: place.message,
    })),
  }
}

/** What is imported and has errors is told at its import, however far behind it; what they are stands in that file. */
function ofImports(analysis: Analysis, pages: ((code: string) => string) | null): readonly Diagnostic[] {
  const errors = new Map<string, SilDiagnostic[]>()
  for (const one of analysis.result.diagnostics) {
    if (one.file === '' || one.severity !== 'error') continue
    const its = errors.get(one.file)
    if (its === undefined) errors.set(one.file, [one])
    else its.push(one)
  }
  if (errors.size === 0) return []
  const told: Diagnostic[] = []
  for (const [decl, file] of analysis.program.sources.main.imports) {
    if (file === null || decl.path === null) continue
    const its = closure(file).flatMap(({ label }) => errors.get(label) ?? [])
    const [first] = its
    if (first === undefined) continue
    const more = its.length > 1 ? `, and ${its.length - 1} more` : ''
    const one = diagnosticOf(analysis, first, pages)
    told.push({
      ...one,
      range: analysis.text.rangeOf(decl.path),
      message: `${first.file} has an error: ${first.title}: ${first.message}${more}`,
      relatedInformation: [
        { location: { uri: analysis.uriOf(first.file), range: one.range }, message: first.message },
      ],
    })
  }
  return told
}

/** A file and all that it imports, however far. */
function closure(file: SourceFile): readonly SourceFile[] {
  const found = new Set([file])
  for (const one of found) for (const next of one.imports.values()) if (next !== null) found.add(next)
  return [...found]
}
