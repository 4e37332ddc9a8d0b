import type { Seconds } from '../units.ts'
import type { Score } from './score.ts'

/** Fine enough that the nearest tick is within 0.3 ms at 120 bpm and 0.6 ms at 60. */
export const TICKS_PER_QUARTER = 960

/** MIDI counts delta times in 28 bits. */
const LAST_TICK = 0xfffffff
/** Tempo is a 24-bit number of microseconds a quarter. */
const SLOWEST_MICROSECONDS = 0xffffff

interface TickTempo {
  readonly tick: number
  readonly microsecondsPerQuarter: number
  /** When the tick sounds. */
  readonly time: Seconds
}

export interface TickMap {
  /** In order of ticks, the first at 0. */
  readonly changes: readonly TickTempo[]
  /** The tick nearest to a time; times before 0 give 0. */
  tickOf(time: Seconds): number
}

/**
 * The score's tempo map in ticks. Tempi are rounded to whole microseconds a quarter and changes to whole ticks;
 * later times are measured from where those rounded changes really fall, so that no error adds up.
 */
export function createTickMap(score: Score): TickMap {
  const changes: TickTempo[] = [
    { tick: 0, time: 0, microsecondsPerQuarter: microseconds(score.bpm, score.tempoUnit) },
  ]
  for (const { time, bpm } of score.tempoMap) {
    const last = changes.at(-1)
    if (last === undefined) break
    const tick = tickOf(time)
    const change = {
      tick,
      time: last.time + ((tick - last.tick) * last.microsecondsPerQuarter) / (TICKS_PER_QUARTER * 1e6),
      microsecondsPerQuarter: microseconds(bpm, score.tempoUnit),
    }
    if (tick <= last.tick) changes.pop()
    if (change.microsecondsPerQuarter !== changes.at(-1)?.microsecondsPerQuarter) changes.push(change)
  }
  return { changes, tickOf }

  function tickOf(time: Seconds): number {
    const from = changes[lastAt(changes, time)]
    if (from === undefined || !Number.isFinite(time)) throw new RangeError(`${time} is no time in a score`)
    const ticks = ((time - from.time) * TICKS_PER_QUARTER * 1e6) / from.microsecondsPerQuarter
    const tick = Math.max(0, from.tick + Math.round(ticks))
    if (tick > LAST_TICK) throw new RangeError(`${time} s is later than a MIDI file can say`)
    return tick
  }
}

function microseconds(bpm: number, tempoUnit: number): number {
  const value = Math.round(60e6 / (bpm * tempoUnit))
  if (!(value >= 0)) throw new RangeError(`${bpm} bpm is no tempo`)
  return Math.max(1, Math.min(SLOWEST_MICROSECONDS, value))
}

/** Index of the last change at or before `time`, at least 0. */
function lastAt(changes: readonly TickTempo[], time: Seconds): number {
  let low = 0
  let high = changes.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((changes[middle]?.time ?? Number.POSITIVE_INFINITY) <= time) low = middle
    else high = middle - 1
  }
  return low
}
