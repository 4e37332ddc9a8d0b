/**
 * Raw onsets: every hit of a drummer, not one onset a beat, and the band hears no click. A take is lost when more than
 * a tenth of its beats are off by more than a quarter beat. On recordings where they are present, and on simulated
 * takes that need none.
 */

import { existsSync } from 'node:fs'
import { readJsonLines } from '../cli/io/json-lines.ts'
import type { Policy } from '../runtime/create-policy.ts'
import { loadPiece } from './policy.ts'
import type { BenchResult, Row } from './report.ts'
import { simulatedTakes, type Take } from './takes.ts'

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
  for (const [what, takes] of simulatedTakes()) measure(`simulated ${what}`, takes, 6, 10)
  return {
    bench: 'follow-raw',
    subject: 'share of takes in which the beat is lost, examples/follow.sil',
    rows,
    notes,
  }
}

function row(what: string, policy: Policy, takes: readonly Take[], ramp: boolean, bar: number): Row {
  const lost = takes.filter((take) => isLost(policy, take, ramp)).length
  return {
    what: `${what} (${takes.length})`,
    ours: { value: (100 * lost) / takes.length, unit: '%' },
    peer: null,
    ratio: null,
    bar: { relation: 'at most', value: bar, unit: '%' },
  }
}

function isLost(policy: Policy, take: Take, ramp: boolean): boolean {
  const timeOf = (beat: number): number => take.beat * (ramp ? rampedBeats(beat) : beat)
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
  let off = 0
  let scored = 0
  for (const { n, time } of set.timeline()) {
    const beat = n - 1
    if (beat < UNSCORED || beat > lastBeat) continue
    scored++
    const interval = timeOf(beat + 1) - timeOf(beat)
    if (Math.abs(time - counted - timeOf(beat)) > OFF * interval) off++
  }
  // A band that got slower has not even played all beats.
  off += Math.max(0, lastBeat - UNSCORED + 1 - scored)
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
