import type { Tap } from './analysis.ts'
import type { ReportSection, ResponseMode, SessionBeat } from './input.ts'
import { distanceFrom, mean } from './statistics.ts'

/** One bar of the session, or several in a row when there are too many to show. */
export interface Bar {
  /** Measure numbers, first and last. */
  readonly from: number
  readonly to: number
  /** Seconds. */
  readonly start: number
  readonly end: number
  readonly beats: number
  readonly taps: readonly Tap[]
  /** Mean asynchrony, ms. */
  readonly mean: number | null
  /**
   * Root mean square distance from the player's usual place, ms: not from the beat, since a player who always sits
   * 15 ms ahead plays a steady bar there. Null for a bar with under two taps or under three quarters of the taps
   * that this player usually puts into so many beats (who plays on 2 and 4 fills a bar with two).
   */
  readonly wander: number | null
  readonly modes: Readonly<Record<ResponseMode, number>>
  readonly section: string | null
  /** When each of its beats sounded, seconds. */
  readonly beatTimes: readonly number[]
  /** How long each was written, in what bpm counts. */
  readonly units: readonly number[]
}

/** What a bar is measured by. */
export interface Usual {
  /** Median asynchrony of the session, ms. */
  readonly place: number
  /** Taps a beat over the session, 0..1. */
  readonly tapsABeat: number
}

export function barsOf(
  beats: readonly SessionBeat[],
  taps: readonly Tap[],
  usual: Usual,
  sections: readonly ReportSection[],
  period: number,
): readonly Bar[] {
  const bars: Bar[] = []
  let tap = 0
  let section = 0
  for (let i = 0; i < beats.length; ) {
    const first = beats[i]
    if (first === undefined) break
    let next = i + 1
    while (beats[next]?.measure === first.measure) next++
    const own = beats.slice(i, next)
    const mine: Tap[] = []
    for (let t = taps[tap]; t !== undefined && t.index < next; t = taps[++tap]) mine.push(t)
    // Half a beat of grace: the band bends time, and a section starts with its bar.
    while ((sections[section]?.end ?? Number.POSITIVE_INFINITY) <= first.time + period / 2) section++
    const last = own[own.length - 1]?.time ?? first.time
    const around = sections[section]
    bars.push(
      measured(
        {
          from: first.measure,
          to: first.measure,
          start: first.time,
          end: beats[next]?.time ?? last + period,
          beats: own.length,
          section: around !== undefined && around.start <= first.time + period / 2 ? around.name : null,
          beatTimes: own.map((beat) => beat.time),
          units: own.map((beat) => beat.units),
        },
        mine,
        usual,
      ),
    )
    i = next
  }
  return bars
}

/** Joins neighbours evenly so that at most `most` remain. */
export function groupBars(bars: readonly Bar[], most: number, usual: Usual): readonly Bar[] {
  if (bars.length <= most) return bars
  const size = Math.ceil(bars.length / most)
  return Array.from({ length: Math.ceil(bars.length / size) }, (_, i) =>
    joinBars(bars.slice(i * size, (i + 1) * size), usual),
  )
}

/** One bar out of several in a row; `bars` must not be empty. */
function joinBars(bars: readonly Bar[], usual: Usual): Bar {
  const first = bars[0]
  const last = bars[bars.length - 1]
  if (first === undefined || last === undefined) throw new RangeError('joining bars needs at least one')
  return measured(
    {
      from: first.from,
      to: last.to,
      start: first.start,
      end: last.end,
      beats: bars.reduce((sum, bar) => sum + bar.beats, 0),
      section: bars.every((bar) => bar.section === first.section) ? first.section : null,
      beatTimes: bars.flatMap((bar) => bar.beatTimes),
      units: bars.flatMap((bar) => bar.units),
    },
    bars.flatMap((bar) => bar.taps),
    usual,
  )
}

function measured(
  bar: Omit<Bar, 'taps' | 'mean' | 'wander' | 'modes'>,
  taps: readonly Tap[],
  usual: Usual,
): Bar {
  const ms = taps.map((tap) => tap.ms)
  const modes = { snap: 0, follow: 0, limit: 0 }
  for (const tap of taps) modes[tap.mode] += 1
  const enough = taps.length >= 2 && taps.length >= 0.75 * usual.tapsABeat * bar.beats
  return { ...bar, taps, mean: mean(ms), wander: enough ? distanceFrom(usual.place, ms) : null, modes }
}

/** `bar 5`, `bars 5–8`, `count-in`. */
export function barName(bar: Bar): string {
  if (bar.to <= 0) return 'count-in'
  return bar.from === bar.to ? `bar\u00A0${bar.from}` : `bars\u00A0${Math.max(1, bar.from)}\u2013${bar.to}`
}

/** `bar 3, bars 14–16`: in the order they were played, neighbours together. */
export function barNames(bars: readonly Bar[]): string {
  const runs: Bar[] = []
  for (const bar of [...bars].sort((a, b) => a.from - b.from)) {
    const last = runs[runs.length - 1]
    if (last !== undefined && last.to + 1 === bar.from) runs[runs.length - 1] = { ...last, to: bar.to }
    else runs.push(bar)
  }
  return runs.map(barName).join(', ')
}

/** Bars after the count-in with enough taps to judge, steadiest first; equal ones in the order they were played. */
export function rankedBars(bars: readonly Bar[]): readonly (Bar & { readonly wander: number })[] {
  return bars
    .flatMap((bar) => (bar.from > 0 && bar.wander !== null ? [{ ...bar, wander: bar.wander }] : []))
    .sort((a, b) => a.wander - b.wander)
}

/**
 * The steadiest and the loosest stretch of `length` bars that do not overlap, as bar index ranges; null when the
 * session is shorter than two of them or too sparse.
 */
export function extremeStretches(
  bars: readonly Bar[],
  length: number,
): { readonly steadiest: readonly Bar[]; readonly loosest: readonly Bar[] } | null {
  const played = bars.filter((bar) => bar.from > 0)
  const windows = played
    .slice(0, Math.max(0, played.length - length + 1))
    .flatMap((_, i) => {
      const wander = meanWander(played, i, length)
      return wander === null ? [] : [{ i, wander }]
    })
    .sort((a, b) => a.wander - b.wander || a.i - b.i)
  const best = windows[0]
  if (best === undefined) return null
  const worst = windows.findLast((w) => Math.abs(w.i - best.i) >= length)
  if (worst === undefined || !(worst.wander > best.wander)) return null
  return {
    steadiest: played.slice(best.i, best.i + length),
    loosest: played.slice(worst.i, worst.i + length),
  }
}

/** Mean of the bars' wander, where at least three quarters of them have one. */
function meanWander(bars: readonly Bar[], from: number, length: number): number | null {
  const values = bars.slice(from, from + length).flatMap((bar) => (bar.wander === null ? [] : [bar.wander]))
  return values.length * 4 < length * 3 ? null : mean(values)
}
