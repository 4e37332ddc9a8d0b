/** Chords of sections, laid out over their bars, each chord once in a policy. */

import { chordDef, readChord } from '../../runtime/theory/chord.ts'
import type { SectionIr } from '../ir.ts'
import { LIMITS } from '../limits.ts'
import type { ChordBar, ChordLine, KeyModel, MeterModel } from '../model.ts'
import type { ChordDef } from '../policy-types.ts'
import { times } from '../rational.ts'
import { plainSpan } from './slots.ts'

export interface ChordTable {
  readonly chords: readonly ChordDef[]
  /** The chord that sounds where a section has none. */
  tonic(key: KeyModel): number
  layOut(line: ChordLine, length: number | null, meter: MeterModel, key: KeyModel): SectionIr['chords']
  /** Chords laid out so far, in all sections. */
  count(): number
}

export function createChordTable(): ChordTable {
  const chords: ChordDef[] = []
  /** By key, by symbol. */
  const known = new Map<string, Map<string, number>>()
  let count = 0
  return { chords, tonic, layOut, count: () => count }

  function tonic(key: KeyModel): number {
    return index(key.key.tonicChord, key)
  }

  /** What a chord's degrees and scale are depends on the key. */
  function index(symbol: string, { key }: KeyModel): number {
    let inKey = known.get(key.name)
    if (inKey === undefined) {
      inKey = new Map()
      known.set(key.name, inKey)
    }
    const at = inKey.get(symbol)
    if (at !== undefined) return at
    const chord = readChord(symbol)
    chords.push(chordDef(chord.kind === 'unknown' ? { kind: 'silence', name: symbol } : chord, key))
    inKey.set(symbol, chords.length - 1)
    return chords.length - 1
  }

  /** Fewer bars of chords than the section has go round. */
  function layOut(
    line: ChordLine,
    length: number | null,
    meter: MeterModel,
    key: KeyModel,
  ): SectionIr['chords'] {
    const { bars, by } = line
    if (bars.length === 0) return []
    const sources = written(bars)
    const spans: SectionIr['chords'][number][] = []
    let sounding: string | null = null
    /** What is held into the bar that was written last. */
    let held: string | null = null
    // Beyond the limit nothing more is laid out: the piece is refused.
    for (let bar = 0; bar < (length ?? bars.length) && count + spans.length <= LIMITS.cells; bar++) {
      const source = sources[bar % bars.length]
      if (source === undefined) continue
      const repeated = bars[bar % bars.length]?.repeat === true ? bars[bar % bars.length] : undefined
      if (repeated === undefined) held = sounding
      else if (source.cells[0]?.k === 'tie' && held !== null && held !== sounding) {
        const at = { num: 0, den: 1, swing: false }
        spans.push({ bar, at, chord: index(held, key), span: plainSpan(repeated.span, by) })
      }
      for (const [i, cell] of source.cells.entries()) {
        if (cell.k !== 'chord') continue
        const at = positionOf(i, source, meter)
        sounding = cell.symbol
        spans.push({
          bar,
          at,
          chord: index(cell.symbol, key),
          span: plainSpan(repeated?.span ?? cell.span, by),
        })
      }
    }
    count += spans.length
    return spans
  }
}

/** The bars that sound: for `%` the one before. */
function written(bars: readonly ChordBar[]): readonly (ChordBar | undefined)[] {
  let last: ChordBar | undefined
  return bars.map((bar) => {
    if (!bar.repeat) last = bar
    return last
  })
}

function positionOf(
  i: number,
  { cells, meant }: ChordBar,
  meter: MeterModel,
): { num: number; den: number; swing: boolean } {
  const beat = meter.beats[i]
  // One to each group; a number that is meant shares the bar evenly, as cells do.
  if (!meant && !meter.even && cells.length === meter.beats.length && beat !== undefined)
    return { ...beat, swing: false }
  const { num, den } = times(meter.quarters, i, cells.length)
  return { num, den, swing: false }
}
