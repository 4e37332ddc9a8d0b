/**
 * Raw onsets: every hit of a drummer, not one onset a beat, and the band hears no click. A take is lost when more than
 * a tenth of its beats are off by more than a quarter beat. On recordings where they are present, and on simulated
 * takes that need none.
 */

import { existsSync } from 'node:fs'
import { readJsonLines } from '../cli/io/json-lines.ts'
import type { Policy } from '../runtime/create-policy.ts'
import { TempoBank } from '../runtime/follow/tempo-bank.ts'
import { loadPiece } from './policy.ts'
import type { BenchResult, Row } from './report.ts'
import { type SimulatedTake, simulatedTakes, type Take } from './takes.ts'

/** When a beat truly is, in seconds from beat 0. */
type Times = (beat: number) => number

const DATA = new URL('../../shared/data/following/raw-dev.jsonl', import.meta.url).pathname
/** Of a take, at most. */
const MOST_BEATS = 128
/** The first beats are not scored. */
const UNSCORED = 4
const OFF: number = 0.25
const LOST: number = 0.1
/** The ramp: constant until beat 8, then 10 % faster over 32 beats, then constant. */
const RAMP = { from: 8, over: 32, by: 0.1 }

export async function followRawBench(): Promise<BenchResult> {
  const policy = await loadPiece('examples/follow.sil')
  const rows: Row[] = []
  const notes: string[] = []
  const measure = (what: string, takes: readonly Take[], steady: number, ramp: number): void => {
    rows.push(row(`${what}, steady`, policy, takes, false, steady))
    rows.push(row(`${what}, ramp`, policy, takes, true, ramp))
  }
  if (existsSync(DATA)) measure('recorded drums', recorded(), 6, 10)
  else notes.push('recorded drums: no recordings here (shared/data/following/raw-dev.jsonl), skipped.')
  for (const [what, takes] of simulatedTakes()) {
    measure(`simulated ${what}`, takes, 6, 10)
    const known = (ramp: boolean): number => percentOf(takes, (take) => isLostKnowing(take, ramp))
    notes.push(
      `${what}, were it known where each onset is written: steady ${known(false)} %, ramp ${known(true)} %`,
    )
  }
  return {
    bench: 'follow-raw',
    subject: 'share of takes in which the beat is lost, examples/follow.sil',
    rows,
    notes,
  }
}

function row(what: string, policy: Policy, takes: readonly Take[], ramp: boolean, bar: number): Row {
  return {
    what: `${what} (${takes.length})`,
    ours: { value: percentOf(takes, (take) => isLost(policy, take, ramp)), unit: '%' },
    peer: null,
    ratio: null,
    bar: { relation: 'at most', value: bar, unit: '%' },
  }
}

function percentOf<T>(takes: readonly T[], lost: (take: T) => boolean): number {
  return (100 * takes.filter(lost).length) / takes.length
}

const timesOf =
  (take: Take, ramp: boolean): Times =>
  (beat) =>
    take.beat * (ramp ? rampedBeats(beat) : beat)

export function isLost(policy: Policy, take: Take, ramp: boolean): boolean {
  const timeOf = timesOf(take, ramp)
  const set = policy.start({ tempo: 60 / take.beat, seed: 0 })
  const counted = set.countSeconds
  let lastBeat = 0
  for (const [seconds, velocity, pitch] of take.onsets) {
    const beat = seconds / take.beat
    if (beat > MOST_BEATS) break
    const time = counted + timeOf(beat)
    // Whatever sounds before this moment is decided before it is heard.
    set.advance(time)
    set.onset(time, pitch == null ? { velocity } : { velocity, pitch })
    lastBeat = Math.floor(beat)
  }
  set.advance(counted + timeOf(lastBeat))
  const beats = new Map(set.timeline().map(({ n, time }) => [n - 1, time - counted]))
  return isOff(beats, timeOf, lastBeat)
}

/**
 * What could be done at best: the ideas of `track many` alone, told where each onset is written, so that all that is left to
 * find is phase and tempo.
 */
function isLostKnowing(take: SimulatedTake, ramp: boolean): boolean {
  const timeOf = timesOf(take, ramp)
  const bank = new TempoBank()
  bank.start(take.beat, 0)
  const beats = new Map<number, number>()
  const lastBeat = Math.min(MOST_BEATS, Math.floor(take.places[take.places.length - 1] ?? 0))
  let period = take.beat
  let time = 0
  for (let beat = 0, i = 0; beat <= lastBeat; beat++) {
    beats.set(beat, time)
    let sum = 0
    let count = 0
    for (; (take.places[i] ?? Number.POSITIVE_INFINITY) < beat + 1; i++, count++) {
      const seconds = take.onsets[i]?.[0] ?? Number.NaN
      sum += timeOf(seconds / take.beat) - time - period * ((take.places[i] ?? 0) - beat)
    }
    bank.answer(sum / count, count > 0 ? 1 : 0, 0, period, 1)
    const interval = bank.period + bank.shift
    bank.keep(interval)
    time += interval
    ;({ period } = bank)
  }
  return isOff(beats, timeOf, lastBeat)
}

/** Whether more than a tenth of the beats lies off: further from the truth than a quarter beat, or never played. */
function isOff(beats: ReadonlyMap<number, number>, timeOf: Times, lastBeat: number): boolean {
  let off = 0
  for (let beat = UNSCORED; beat <= lastBeat; beat++) {
    const interval = timeOf(beat + 1) - timeOf(beat)
    if (!(Math.abs((beats.get(beat) ?? Number.NaN) - timeOf(beat)) <= OFF * interval)) off++
  }
  return off > LOST * (lastBeat - UNSCORED + 1)
}

/** When a beat of the ramp comes, in beats of the tempo it began with: bpm rises linearly with the beats. */
function rampedBeats(beat: number): number {
  const { from, over, by } = RAMP
  if (beat <= from) return beat
  const rate = by / over
  const inRamp = Math.min(beat, from + over) - from
  return from + Math.log1p(rate * inRamp) / rate + Math.max(0, beat - from - over) / (1 + by)
}

function recorded(): readonly Take[] {
  return readJsonLines(DATA).map(({ value }) => {
    const { onsets, seconds_per_beat: beat } = value
    if (typeof beat !== 'number' || !Array.isArray(onsets)) throw new Error(`${DATA}: not what it should be`)
    return { beat, onsets }
  })
}
