/**
 * The formatter. It moves blanks and line breaks and nothing else: every token and every comment is written once, in
 * its order. What comes out is read again, and text that says something else is never returned.
 *
 * - Two blanks a step, one property a line; braces that the author kept on one line stay on it.
 * - The author's line breaks within a statement stay, and at most one blank line between statements.
 * - Values of a block, cells of its patterns and modifiers behind them stand in columns.
 * - Comments behind code line up within a block, where their author had put them if there is room.
 */

import { isLineBreak, lineBreakLength } from '../characters.ts'
import type { Diagnostic } from '../diagnostics.ts'
import { type Parsed, parse } from '../parse.ts'
import { layout } from './layout.ts'
import { cutLines } from './lines.ts'
import { plan } from './plan.ts'
import { sameTree } from './same-tree.ts'
import { readSource } from './source.ts'

export type Formatted =
  | { readonly text: string }
  | {
      /** `syntax`: the text has errors. `meaning`: the formatter would have changed what it says (a bug of ours). */
      readonly refused: 'syntax' | 'meaning'
      readonly diagnostics: readonly Diagnostic[]
    }

export interface FormatOptions {
  /** Line break to write; where not given, the one that the text uses most. */
  readonly newline?: '\n' | '\r\n'
}

const BYTE_ORDER_MARK = '\uFEFF'

/** The text in house style. Linear in its length. */
export function format(text: string, options: FormatOptions = {}): Formatted {
  const parsed = parse(text)
  if (hasErrors(parsed)) return { refused: 'syntax', diagnostics: parsed.diagnostics }
  const newline = options.newline ?? usualNewline(parsed)
  const source = readSource(parsed)
  const lines = layout(cutLines(source, plan(parsed.file, source)))
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : ''
  const ending = lines.length > 0 && /[\n\r][^\S\n\r\u2028\u2029]*$/.test(text) ? newline : ''
  const result = mark + lines.join(newline) + ending
  const again = parse(result)
  if (!saysTheSame(parsed, again)) return { refused: 'meaning', diagnostics: again.diagnostics }
  return { text: result }
}

function hasErrors(parsed: Parsed): boolean {
  return parsed.diagnostics.some((d) => d.severity === 'error')
}

function saysTheSame(before: Parsed, after: Parsed): boolean {
  const written = commentsOf(before)
  const rewritten = commentsOf(after)
  return (
    !hasErrors(after) &&
    written.length === rewritten.length &&
    written.every((comment, i) => comment === rewritten[i]) &&
    sameTree(before.file, after.file)
  )
}

function commentsOf({ text, lexed }: Parsed): readonly string[] {
  return lexed.comments.map(({ start, end }) => text.slice(start, end))
}

/** The first of the most frequent. */
function usualNewline({ text }: Parsed): string {
  const counts = new Map<string, number>()
  for (let at = 0; at < text.length; at++) {
    if (!isLineBreak(text.charCodeAt(at))) continue
    const newline = text.slice(at, at + lineBreakLength(text, at))
    counts.set(newline, (counts.get(newline) ?? 0) + 1)
    at += newline.length - 1
  }
  let usual = '\n'
  let most = 0
  for (const [newline, count] of counts) {
    if (count > most) {
      usual = newline
      most = count
    }
  }
  return usual
}
