/** `A1'`: a pitch has its octave, and only degrees move by one. */

import type { Fix } from '../diagnostics.ts'
import type { Reader } from '../reader.ts'
import type { Token } from '../token-list.ts'

/** Null where the cell is no such mark. */
export function otherOctave(
  token: Token,
  r: Reader,
): { readonly hint: string; readonly fixes: readonly Fix[] } | null {
  const marks = /^['’]+$|^,+$/.exec(r.image(token))?.[0]
  const pitch = /^([A-G][#b♯♭]{0,2})(\d)$/.exec(r.image(token - 1))
  if (r.property !== 'line' || marks === undefined || pitch === null) return null
  if (r.end(token - 1) !== r.start(token)) return null
  const octave = Number(pitch[2]) + (marks.startsWith(',') ? -marks.length : marks.length)
  const newText = `${pitch[1]}${octave}`
  const span = { start: r.start(token - 1), end: r.end(token) }
  const fixes = octave < 0 || octave > 9 ? [] : [{ title: `Write ${newText}`, edits: [{ span, newText }] }]
  return { hint: `A pitch says its octave: ${newText}. Only degrees move by one, as in 5'.`, fixes }
}
