/**
 * The catalogue of diagnostics: numeric code, severity, title, message and hint, a file for each hundred. A message template
 * names its arguments as `{like this}`; leaving one out where a diagnostic is made is a type error.
 *
 * Every code has a page, `docs/errors/CODE.md`, which `sil explain CODE` prints, and tests in `test/diagnostics/`.
 * Codes are never reused.
 */

import type { Span } from './ast.ts'
import { CATALOGUE } from './catalogue/all.ts'
import type { Entry } from './catalogue/entry.ts'
import type { Diagnostic, DiagnosticCode, Fix, RelatedPlace } from './diagnostics.ts'

type Catalogue = typeof CATALOGUE
export type Code = keyof Catalogue

/** The `{arguments}` of a template. */
type ArgsOf<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ArgsOf<Rest>
  : never
type AllArgs<C extends Code> =
  | ArgsOf<Catalogue[C]['title']>
  | ArgsOf<Catalogue[C]['message']>
  | ArgsOf<Catalogue[C]['hint']>
export type MessageArgs<C extends Code> = { readonly [K in AllArgs<C>]: string | number }

export interface DiagnosticOptions {
  readonly file?: string
  readonly related?: readonly RelatedPlace[]
  readonly fixes?: readonly Fix[]
  readonly tags?: readonly ('unused' | 'deprecated')[]
  /** In place of the catalogue's hint, where one place knows better. */
  readonly hint?: string
}

/** A diagnostic of the catalogue at a place. Long texts from the file are cut to 100 characters. */
export function diagnostic<C extends Code>(
  code: C,
  span: Span,
  args: MessageArgs<C>,
  options: DiagnosticOptions = {},
): Diagnostic {
  const entry: Entry = CATALOGUE[code]
  const values: Readonly<Record<string, string | number>> = args
  return {
    code: code as DiagnosticCode,
    severity: entry.severity,
    title: fill(entry.title, values),
    message: fill(entry.message, values),
    file: options.file ?? '',
    span: { start: span.start, end: span.end },
    related: options.related ?? [],
    hint: options.hint ?? fill(entry.hint, values),
    fixes: options.fixes ?? [],
    ...(options.tags ? { tags: options.tags } : {}),
  }
}

/** Whether it keeps a piece from being compiled. */
export function isError(code: Code): boolean {
  const { severity }: Entry = CATALOGUE[code]
  return severity === 'error'
}

function fill(template: string, args: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = args[name]
    // What was expected is ours, however long.
    return value === undefined ? whole : name === 'expected' ? String(value) : cut(String(value))
  })
}

/** Of a text from the file; what the catalogue itself says is shorter. */
const LONGEST_PART = 100

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > LONGEST_PART ? `${line.slice(0, LONGEST_PART - 1)}…` : line
}
