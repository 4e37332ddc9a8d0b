/** `line |c2 eb2 g2|`: pitches in small letters, told of once for a pattern, with the letters they should have. */

import type { Cell } from '../ast.ts'
import { quote, type Reader } from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'

const MARK = 'pitches('
const PITCH = /^[a-g][#b]?\d(?![\w#'])/
const PITCHES = /(?<![\w#?/])[a-g](?=[#b]?\d(?![\w#]))/g
/** No pattern is longer, and a line of a megabyte must not be looked through from each cell. */
const LONGEST = 400

/** Reads the pitch, of which a part may be a cell by itself; null where none stands. */
export function readSmallPitch(r: Reader, token: Token): Cell | null {
  if (r.property !== 'line') return null
  const { text } = r
  const start = r.start(token)
  const [pitch] = PITCH.exec(text.slice(start, start + 4)) ?? []
  if (pitch === undefined) return null
  while (r.start(r.peek(1)) < start + pitch.length && r.kind(r.peek(1)) !== t.End) r.take()
  const end = r.end(r.peek(0))
  const cell: Cell = { kind: 'bad', start, end, text: text.slice(start, end) }
  if (r.wrongCells.has(MARK)) return cell
  r.wrongCells.add(MARK)
  const [line = ''] = /^[^\n"{}/]*/.exec(text.slice(start, start + LONGEST)) ?? []
  const edits = [...line.matchAll(PITCHES)].map(({ index, 0: letter }) => ({
    span: { start: start + index, end: start + index + 1 },
    newText: letter.toUpperCase(),
  }))
  const help = {
    hint: 'A pitch has a capital letter, as in C2, Eb2.',
    fixes: [{ title: 'Write capitals', edits }],
  }
  r.report('SIL0124', { start, end: start + pitch.length }, { text: quote(pitch), what: 'a cell' }, help)
  return cell
}
