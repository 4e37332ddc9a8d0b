/** What is said of characters that no token begins with. */

import { apart } from '../apart.ts'
import type { Span } from '../ast.ts'
import { isBlank, isSign } from '../characters.ts'
import type { Report } from '../reports.ts'

export function reportUnknown(report: Report, text: string, run: Span): void {
  const found = `\`${text.slice(run.start, run.end)}\``
  const gap = gapBehindNote(text, run.start)
  const isSharp = gap !== null && text.slice(run.start, run.end) === '#'
  if (isSharp || hasSign(text, run)) {
    // Never to be deleted: what is left would be another note, and right as far as anyone can see.
    const fixes = gap === null ? [] : [{ title: 'Join it to its note', edits: [{ span: gap, newText: '' }] }]
    const hint = '♭ and ♯ stand right behind their note: B♭, F♯2.'
    report('SIL0102', run, { found, where: 'here' }, { fixes, hint })
    return
  }
  const meant = LOOKS_LIKE.find(([pattern]) =>
    pattern.test(text.slice(run.start, Math.min(run.end, run.start + 4))),
  )
  if (meant !== undefined) {
    const sign = meant[1] === '-' && isRangeOfPitches(text, run) ? '..' : meant[1]
    const newText = sign.repeat(sign === '|' ? run.end - run.start : 1)
    const fixes = [{ title: `Write ${sign}`, edits: [{ span: run, newText }] }]
    report('SIL0102', run, { found, where: 'in SIL' }, { fixes, hint: `Write \`${sign}\`.` })
    return
  }
  const fixes = [{ title: 'Delete it', edits: [{ span: run, newText: '' }] }]
  report('SIL0102', run, { found, where: 'in SIL' }, { fixes })
}

export function isSemicolon(text: string, { start, end }: Span): boolean {
  return /^;+$/.test(text.slice(start, Math.min(end, start + NEAR)))
}

/** Of an item: whoever ends a line with one ends them all so. */
export function reportSemicolons(report: Report, text: string, runs: readonly Span[]): void {
  const [first] = runs
  if (first === undefined) return
  const edits = runs.map((span) => ({ span, newText: '' }))
  const title = runs.length === 1 ? 'Delete it' : 'Delete all of them'
  const found = `\`${text.slice(first.start, first.end)}\``
  const hint = 'No mark ends a line or stands between properties.'
  report('SIL0102', first, { found, where: 'in SIL' }, { hint, fixes: [apart(text, { title, edits })] })
}

/** `E1–G2` */
function isRangeOfPitches(text: string, { start, end }: Span): boolean {
  return (
    /\d\s*$/.test(text.slice(Math.max(0, start - NEAR), start)) &&
    /^\s*[A-G]/.test(text.slice(end, end + NEAR))
  )
}

/** What stands alone and looks like a sign of SIL; deleting it would leave a text that says something else. */
const LOOKS_LIKE: readonly (readonly [RegExp, string])[] = [
  [/^[｜│¦∣]+$/, '|'],
  [/^["'`‘’‚“”„«»″＂]+$/, '"'],
  [/^[–—‐‑]$/, '-'],
]

function hasSign(text: string, { start, end }: Span): boolean {
  for (let at = start; at < end; at++) if (isSign(text.charCodeAt(at))) return true
  return false
}

/** Looked for nearby: a line of a megabyte of blanks must not be searched for each sign. */
const NEAR = 8

/** The blanks between `B` and `♭`, where a note stands before the sign. */
export function gapBehindNote(text: string, start: number): Span | null {
  let from = start
  while (start - from < NEAR && isBlank(text.charCodeAt(from - 1))) from--
  const before = text.slice(Math.max(0, from - 2), from)
  return from < start && /^[^\p{L}\d]?[A-G]$/u.test(before) ? { start: from, end: start } : null
}
