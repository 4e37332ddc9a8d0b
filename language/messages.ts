/**
 * The catalogue of diagnostics: numeric code, severity, title, message and hint, in one place. A message template
 * names its arguments as `{like this}`; leaving one out where a diagnostic is made is a type error.
 *
 * Every code has a page, `docs/errors/CODE.md`, which `sil explain CODE` prints, and tests in `test/diagnostics/`.
 * Codes are never reused.
 */

import type { Span } from './ast.ts'
import type { Diagnostic, DiagnosticCode, Fix, RelatedPlace, Severity } from './diagnostics.ts'

interface Entry {
  readonly severity: Severity
  readonly title: string
  readonly message: string
  readonly hint: string
}

const error = <const T extends string, const M extends string, const H extends string>(
  title: T,
  message: M,
  hint: H,
) => ({ severity: 'error', title, message, hint }) as const satisfies Entry
const warning = <const T extends string, const M extends string, const H extends string>(
  title: T,
  message: M,
  hint: H,
) => ({ severity: 'warning', title, message, hint }) as const satisfies Entry

export const CATALOGUE = {
  // 01 lexer and parser
  SIL0101: error('Unexpected text', 'I did not expect {found} here: {expected}.', ''),
  SIL0102: error(
    'Unknown character',
    '{found} has no meaning in SIL.',
    'Delete it, or put it inside a string or a comment.',
  ),
  SIL0103: error(
    'Block not closed',
    'This `{block}` block has no closing brace.',
    'Put a } where the block ends.',
  ),
  SIL0104: error(
    'Bars not closed',
    'These bars have no closing |.',
    'Bars begin and end with |, as in |x.x. x.x.|.',
  ),
  SIL0105: error(
    'String not closed',
    'This string has no closing quote on its line.',
    'A string ends on the line where it begins.',
  ),
  SIL0106: error(
    'Typographic quotes',
    'Strings stand in straight quotes.',
    'Word processors turn " into “ and ”.',
  ),
  SIL0107: error(
    'Unknown escape',
    '{escape} is not an escape that strings know.',
    'The escapes are those of JSON: \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u1234.',
  ),
  SIL0108: error(
    'No {mark} here',
    'A property and its value stand side by side, without {mark}.',
    'As in: snap 20 ms',
  ),
  SIL0109: error(
    'A range is not written with ±',
    '{text} is no quantity.',
    'Zones reach to both sides anyway: write {value}.',
  ),
  SIL0110: error('Decimal comma', '{text} has a comma for its decimal point.', 'Write {value}.'),
  SIL0111: error(
    'Drum tab',
    '{text} looks like a drum tab.',
    'Drums stand in bars: | opens and closes, x is a hit, . a rest.',
  ),
  SIL0112: error(
    'Two bars literals on a line',
    'A second pattern begins here on the same line.',
    'One pattern a line: put `{name}` on a line of its own.',
  ),
  SIL0113: error('Value missing', '`{name}` needs {expected}.', ''),
  SIL0114: error('Value on the next line', 'The value of `{name}` must start on its line.', 'Move it up.'),
  SIL0115: error('Name missing', 'This {what} has no name.', 'As in: {example}'),
  SIL0116: error(
    'Reserved word',
    '`{name}` is a word of the language and cannot be declared as a name.',
    'Choose another name.',
  ),
  SIL0117: error(
    'A name that reads as a pitch',
    '`{name}` is a pitch.',
    'Only sections may be called like a pitch; choose another name.',
  ),
  SIL0118: error(
    'Modifier on a line of its own',
    '`{name}` belongs to a property and must stand on its line.',
    'Join it to the line above.',
  ),
  SIL0119: error(
    'Two learns in one expression',
    'This expression already has a `learn`.',
    'Give one of them a name with `let`.',
  ),
  SIL0120: error(
    '`else` here',
    '`else` stands directly after a metric, or in parentheses.',
    'Write ({text}).',
  ),
  SIL0121: error('Learn without a range', 'This `learn` has no range.', 'As in: learn 20 ms in 5 ms..60 ms'),
  SIL0122: error('Tempo written backwards', 'The unit stands behind its number.', 'Write tempo {value} bpm.'),
  SIL0123: error(
    'Suffix away from its cell',
    '{text} belongs to a sounding cell and must touch it.',
    'As in x?30 or 1~.',
  ),
  SIL0124: error('Not a cell', '{text} is not a cell.', '{cells}'),
  SIL0125: error(
    'Bracket not closed',
    'This [ has no ] in its bar.',
    'Close the cells that share one cell: [xx].',
  ),
  SIL0126: error(
    'File too large',
    'This file has {size} characters; the limit is {limit}.',
    'Split it with imports.',
  ),
  SIL0128: error('Unknown block', 'There is no `{name}` block.', 'Did you mean `{near}`?'),
  SIL0127: error(
    'Nested too deeply',
    'Brackets are nested more than {limit} deep here.',
    'Use a `let` for the inner part.',
  ),
} as const satisfies Record<`SIL${number}`, Entry>

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

/** A diagnostic of the catalogue at a place. Long texts from the file are cut to 60 characters. */
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

function fill(template: string, args: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = args[name]
    return value === undefined ? whole : cut(String(value))
  })
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
