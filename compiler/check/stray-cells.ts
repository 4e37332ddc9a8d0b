/** Cells that a part does not know, of which a whole pattern may be full: one answer for all of them. */

import type { Cell } from '../../language/ast.ts'
import type { Fix } from '../../language/diagnostics.ts'
import { type Reading, refusal, report } from './bars-reading.ts'
import { moved } from './context.ts'

export function reportStrayTies(r: Reading): void {
  const [first] = r.stray
  if (first === undefined) return
  const strokes = r.strokes.map((cell) => ({ span: moved(cell, r.by), newText: 'x' }))
  const rests = restsFor(r, r.stray)
  const fix =
    strokes.length === 0 ? rests : { title: 'Write x and rests', edits: [...rests.edits, ...strokes] }
  report(r, 'SIL0403', first, {}, { fixes: [fix] })
}

export function reportPitched(r: Reading): void {
  const [first] = r.pitched
  if (first === undefined) return
  const edits = r.pitched.map((cell) => ({ span: moved(cell, r.by), newText: cell.accent ? 'X' : 'x' }))
  const hint = `The band hears when, not what. ${r.rules.hint}`
  report(r, 'SIL0404', first, refusal(r, first), {
    hint: r.part === 'plays' ? hint : r.rules.hint,
    fixes: [{ title: 'Write x', edits }],
  })
}

/** Whoever writes one tie for a rest writes them all. */
export function restsFor(r: Reading, ties: readonly Cell[]): Fix {
  const edits = ties.map((cell) => ({ span: moved(cell, r.by), newText: '.' }))
  return { title: ties.length === 1 ? 'Write a rest' : 'Write rests', edits }
}
