/** Commas between properties, where none belongs: `zones z { snap 20 ms, follow 40 ms }`. */

import { begins, isHead, isRightBrace, isWord, type Reader, spanOf, startsProperty } from '../reader.ts'
import * as t from '../token-kinds.ts'

/**
 * Is the next token a comma behind which a property or a line of another kind begins, or the block ends?
 *
 * @param ofNames behind names: one that ends the block waits for another
 */
export function isSeparator(r: Reader, ofNames: boolean): boolean {
  // In brackets commas stand between values.
  if (r.kind(r.peek(1)) !== t.Comma || r.depth > 0) return false
  const next = r.peek(2)
  if (isRightBrace(r, next)) return !ofNames
  // `tempo 96 bpm, meter 3/4`
  if (r.context === 'file' && !begins(r, next))
    return isWord(r, next) && (isHead(r, next) || startsProperty(r, 2))
  if (begins(r, next) && isWord(r, next) && isHead(r, next)) return true
  if (!startsProperty(r, 2)) return false
  if (begins(r, next)) return true
  // `mute hat, kick`, `mute kit, chords  key A minor`: a name in a list has nothing behind it, or what comes after the list.
  const third = r.peek(3)
  if (ofNames && (r.image(third) === 'keep' || startsProperty(r, 3))) return false
  // `mute bass, kit.kick`
  const after = ofNames && r.kind(third) === t.Dot ? r.peek(5) : third
  return !begins(r, after) && !isRightBrace(r, after) && r.kind(after) !== t.End && r.kind(after) !== t.Comma
}

/** Reads over it; whoever writes one writes them all, so they are told of when the block ends. */
export function skipSeparator(r: Reader, ofNames: boolean): void {
  if (!isSeparator(r, ofNames)) return
  const comma = r.take()
  if (r.separators === null) reportSeparators(r, [comma])
  else r.separators.push(comma)
}

export function reportSeparators(r: Reader, commas: readonly number[]): void {
  const [first] = commas
  if (first === undefined) return
  const edits = commas.map((comma) => ({ span: spanOf(r, comma), newText: '' }))
  const title = commas.length === 1 ? 'Leave out ,' : 'Leave out all such commas'
  const args = { found: '`,`', expected: 'properties stand side by side, with no mark between' }
  r.report('SIL0101', spanOf(r, first), args, { fixes: [{ title, edits }] })
}
