/**
 * Comments of other languages: `# …` (Python), `-- …` (Tidal, Lua), `% …` (LilyPond), `; …` and the `/* … *\/` of C. They are read over, for
 * what stands in them is no SIL: a fix that took the mark away would make music of it.
 */

import type { Span } from '../ast.ts'
import { isBlank, isDigit, isLineBreak, lineEnd } from '../characters.ts'
import type { Edit } from '../diagnostics.ts'
import type { Report } from '../reports.ts'
import { gapBehindNote } from './unknown-characters.ts'

const HASH = 0x23
const PERCENT = 0x25
const STAR = 0x2a
const DASH = 0x2d
const SLASH = 0x2f
const SEMICOLON = 0x3b

const LONGEST_MARK = 80

/** Finds them from left to right, so that a text without the end of one is searched for it once. */
export class ForeignComments {
  readonly #text: string
  #lastEnd: number | null = null

  constructor(text: string) {
    this.#text = text
  }

  /** Where the one that begins at `at` ends; `at` itself where none does. */
  end(at: number): number {
    const text = this.#text
    switch (text.charCodeAt(at)) {
      case HASH: {
        // `#4` may be a degree whose bars are not closed, and `F #` a note.
        if (isDigit(text.charCodeAt(at + 1)) || gapBehindNote(text, at) !== null) return at
        const stands = isBlank(text.charCodeAt(at - 1)) && endsWord(text.charCodeAt(markEnd(text, at)))
        return stands || beginsLine(text, at) ? lineEnd(text, at) : at
      }
      case PERCENT:
      case SEMICOLON:
        return beginsLine(text, at) ? lineEnd(text, at) : at
      case DASH:
        // `--x-` is a drum tab, and `-- 0.25 * a` goes on with the line before.
        return markEnd(text, at) > at + 1 && beginsLine(text, at) && isProse(text, markEnd(text, at))
          ? lineEnd(text, at)
          : at
      case SLASH:
        return text.charCodeAt(at + 1) === STAR ? this.#blockEnd(at) : at
      default:
        return at
    }
  }

  #blockEnd(at: number): number {
    this.#lastEnd ??= this.#text.lastIndexOf('*/')
    return this.#lastEnd < at + 2 ? lineEnd(this.#text, at) : this.#text.indexOf('*/', at + 2) + 2
  }
}

/** Where a run of the sign at `at` ends; no mark is longer than a few. */
function markEnd(text: string, at: number): number {
  let end = at + 1
  while (end < at + LONGEST_MARK && text.charCodeAt(end) === text.charCodeAt(at)) end++
  return end
}

/** Is what stands behind a mark a word of nobody's arithmetic, or nothing? */
function isProse(text: string, at: number): boolean {
  if (!endsWord(text.charCodeAt(at))) return false
  const behind = text.slice(at, at + LONGEST_MARK)
  return !/^[^\S\r\n]*(?:[\d(+-]|[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_]|\())/u.test(behind)
}

function endsWord(code: number): boolean {
  return Number.isNaN(code) || isBlank(code) || isLineBreak(code)
}

function beginsLine(text: string, at: number): boolean {
  let before = at - 1
  while (before >= 0 && isBlank(text.charCodeAt(before))) before--
  return before < 0 || isLineBreak(text.charCodeAt(before))
}

export function reportForeignComment(report: Report, text: string, { start, end }: Span): void {
  const mark = /^(?:\/\*+|#+|-+|%+|;+)/.exec(text.slice(start, Math.min(end, start + MOST)))?.[0] ?? ''
  const span = { start, end: start + mark.length }
  const edits = mark.startsWith('/') ? editsOfBlock(text, start, end, mark.length) : [{ span, newText: '//' }]
  const fixes = edits.length > MOST ? [] : [{ title: 'Write //', edits }]
  const hint = 'A comment begins with // and ends with its line.'
  report('SIL0102', span, { found: `\`${mark}\``, where: 'in SIL' }, { hint, fixes })
}

/** Longer ones are commented out by hand. */
const MOST = 1000

/** Each line of `/* … *\/` becomes a comment of its own. */
function editsOfBlock(text: string, start: number, end: number, mark: number): readonly Edit[] {
  const edits: Edit[] = [{ span: { start, end: start + mark }, newText: '//' }]
  const closed = text.startsWith('*/', end - 2)
  const last = closed ? end - 2 : end
  for (let at = start; at < last && edits.length <= MOST; at++) {
    if (!isLineBreak(text.charCodeAt(at))) continue
    let from = at + 1
    while (from < last && isBlank(text.charCodeAt(from))) from++
    if (isLineBreak(text.charCodeAt(from))) continue
    // ` * as people line them up`
    const star = text.charCodeAt(from) === STAR && from < last ? 1 : 0
    edits.push({
      span: { start: from, end: from + star },
      newText: from === last ? '//' : star === 1 ? '//' : '// ',
    })
  }
  if (!closed) return edits
  let next = end
  while (isBlank(text.charCodeAt(next)) && next < end + LONGEST_MARK) next++
  const isLast = next === text.length || isLineBreak(text.charCodeAt(next))
  edits.push({ span: { start: last, end }, newText: isLast ? '' : '\n' })
  return edits
}
