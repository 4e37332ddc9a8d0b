/** Written pitches against the range of who plays them. */

import type { Span } from '../../language/ast.ts'
import type { Edit, Fix } from '../../language/diagnostics.ts'
import { pitchName } from '../../runtime/theory/pitch.ts'
import { defaultRange } from '../defaults.ts'
import type { BarModel, CellModel, PartModel, PatternModel, SoundCell } from '../model.ts'
import { countOf } from './cell-counts.ts'
import { type FileContext, moved, sourceOf } from './context.ts'

/**
 * @param known what other patterns were found to reach
 * @param isNew whether something was told of in this range before
 */
export function checkPitches(
  ctx: FileContext,
  pattern: PatternModel,
  part: PartModel,
  known: Map<readonly BarModel[], Pitches>,
  isNew: (subject: object, key: string) => boolean,
): void {
  const range = part.range ?? defaultRange('bassist')
  const written = pitchesOf(pattern.bars, known)
  if (written.low >= range.low && written.high <= range.high) return
  if (!isNew(pattern, `${range.low}..${range.high}`)) return
  const outside: Span[] = []
  for (const bar of pattern.bars) {
    for (const cell of soundsOf(bar.cells)) {
      const leaves = cell.sounds.some((one) => one.k === 'pitch' && !isIn(range, one.midi))
      if (leaves) outside.push(moved(cell.span, pattern.by))
    }
  }
  const [first] = outside
  if (first === undefined) return
  const name = sourceOf(ctx, first)
  const args = {
    pitch: outside.length === 1 ? name : `${name} (with ${countOf(outside.length - 1, 'more note')})`,
    range: `${pitchName(range.low)}..${pitchName(range.high)}`,
  }
  const wide = `${pitchName(Math.min(range.low, written.low))}..${pitchName(Math.max(range.high, written.high))}`
  const hint = `Widen the range, \`range ${wide}\`, or write the note an octave away.`
  ctx.report('SIL0420', first, args, { hint, fixes: octaveFixes(ctx, pattern, range, written) })
}

const isIn = ({ low, high }: Pitches, midi: number): boolean => midi >= low && midi <= high

/** The whole pattern an octave or two away, where all of it is written in pitches. */
function octaveFixes(
  ctx: FileContext,
  pattern: PatternModel,
  range: Pitches,
  written: Pitches,
): readonly Fix[] {
  const by = [-1, 1, -2, 2].find((one) => {
    return isIn(range, written.low + 12 * one) && isIn(range, written.high + 12 * one)
  })
  if (by === undefined) return []
  const edits: Edit[] = []
  for (const bar of pattern.bars) {
    for (const cell of soundsOf(bar.cells)) {
      if (!cell.sounds.every(({ k }) => k === 'pitch')) return []
      const span = moved(cell.span, pattern.by)
      const newText = sourceOf(ctx, span).replace(WRITTEN_PITCH, (_, name: string, octave: string) => {
        return `${name}${Number(octave) + by}`
      })
      edits.push({ span, newText })
    }
  }
  const far = Math.abs(by) === 1 ? 'an octave' : 'two octaves'
  return [{ title: `Write it all ${far} ${by < 0 ? 'lower' : 'higher'}`, edits }]
}

const WRITTEN_PITCH = /([A-G](?:##?|bb?|♯♯?|♭♭?)?)(\d+)/g

export interface Pitches {
  readonly low: number
  readonly high: number
}

function pitchesOf(bars: readonly BarModel[], pitches: Map<readonly BarModel[], Pitches>): Pitches {
  const known = pitches.get(bars)
  if (known !== undefined) return known
  const written = { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY }
  for (const bar of bars) {
    for (const cell of soundsOf(bar.cells)) {
      for (const sound of cell.sounds) {
        if (sound.k !== 'pitch') continue
        written.low = Math.min(written.low, sound.midi)
        written.high = Math.max(written.high, sound.midi)
      }
    }
  }
  pitches.set(bars, written)
  return written
}

function* soundsOf(cells: readonly CellModel[]): Generator<SoundCell> {
  for (const cell of cells) {
    if (cell.k === 'group') yield* soundsOf(cell.cells)
    else if (cell.k === 'sound') yield cell
  }
}
