/** The first track of a MIDI file, by which notation programs draw: bar lines, keys, tempi, and markers for sections. */

import type { Seconds } from '../units.ts'
import { meta, type TrackEvent, utf8 } from './midi-bytes.ts'
import { type Score, type TimeSignature, tempoUnitOf } from './score.ts'
import { TICKS_PER_QUARTER, type TickMap } from './tick-map.ts'

export function conductorEvents(score: Score, ticks: TickMap): readonly TrackEvent[] {
  const { timeSignature, tempoUnit } = score
  const [, lower] = timeSignature
  const parts = Math.min(255, Math.round((score.pickup * lower) / 4))
  const first = (parts * 4 * TICKS_PER_QUARTER) / lower
  const metres: [Metre, ...Metre[]] = [{ tick: first, length: barTicks(timeSignature) }]
  return [
    // A pickup is a bar of its own, as short as it is: bar lines fall where they are written.
    ...(parts > 0 ? [barsOf(0, [parts, lower], tempoUnit)] : []),
    barsOf(first, timeSignature, tempoUnit),
    ...score.meterMap.map((change) => {
      const tick = lineAt(change.time)
      metres.push({ tick, length: barTicks(change.timeSignature) })
      return barsOf(tick, change.timeSignature, tempoUnitOf(change.timeSignature))
    }),
    ...score.keyMap.map(({ time, key }): TrackEvent => {
      // A byte with a sign.
      const fifths = key.fifths & 0xff
      return { tick: lineAt(time), bytes: meta(0x59, [fifths, key.minor ? 1 : 0]) }
    }),
    ...ticks.changes.map(
      ({ tick, microsecondsPerQuarter: us }): TrackEvent => ({
        tick,
        bytes: meta(0x51, [(us >>> 16) & 0xff, (us >>> 8) & 0xff, us & 0xff]),
      }),
    ),
    ...score.sectionMap.map(
      ({ time, name }): TrackEvent => ({ tick: lineAt(time), bytes: meta(0x06, utf8(name)) }),
    ),
  ]

  /** The bar line at that time, by the metre that is in force there. */
  function lineAt(time: Seconds): number {
    const tick = ticks.tickOf(time)
    let [from] = metres
    for (const metre of metres) if (metre.tick <= tick + ROUNDED_TICKS) from = metre
    return nearestBar(tick, from)
  }
}

/** A metre's first bar line, and how far the next is. */
interface Metre {
  readonly tick: number
  readonly length: number
}

/** @param unit quarters in a metronome click, which MIDI counts in clocks: 24 a quarter */
function barsOf(tick: number, [upper, lower]: TimeSignature, unit: number): TrackEvent {
  const clocks = Math.min(255, Math.round(24 * unit))
  return { tick, bytes: meta(0x58, [upper, Math.round(31 - Math.clz32(lower)), clocks, 8]) }
}

function barTicks([upper, lower]: TimeSignature): number {
  return (upper * 4 * TICKS_PER_QUARTER) / lower
}

/** Tempi were rounded, so that a bar line may have come out some ticks from where bars of that length end. */
const ROUNDED_TICKS = 10

function nearestBar(tick: number, from: Metre): number {
  const bar = from.tick + Math.round((tick - from.tick) / from.length) * from.length
  return Math.abs(bar - tick) <= ROUNDED_TICKS ? bar : tick
}
