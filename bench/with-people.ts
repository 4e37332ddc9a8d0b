/** Performances with simulated people who hear the band, and what is read off them. */

import type { Policy } from '../runtime/create-policy.ts'
import { type PlayerMove, playScript } from '../runtime/player/scripted.ts'
import type { SessionLog } from '../runtime/session/log.ts'
import type { StartOptions } from '../runtime/start-options.ts'

export const BEATS = 120
/** Beats at the end over which the tempo is taken. */
const LAST = 8
/** The first beats are for learning each other; the spread is that of the rest. */
const SETTLED = 8
/** A change of tempo: how much faster, over how many beats, and where the band's tempo is then taken. */
export const FASTER = { change: 0.04, over: 0, from: 8, to: 12 }
/** The same, where a band takes its time. */
export const LATER = { ...FASTER, from: 28, to: 32 }

/** Values of slots by name; those that are not named play as written. */
type SlotRecord = NonNullable<StartOptions['slots']>

/** How far the tempo is from where it was at the end of a performance. */
export function driftOf(played: SessionLog, tempo: number): number {
  return Math.abs(tempoAt(played, BEATS - LAST, BEATS) / tempo - 1)
}

export function play(
  policy: Policy,
  script: readonly PlayerMove[],
  tempo: number,
  seed: number,
  beats: number,
  mode: 'band' | 'click',
  slots: SlotRecord = {},
): SessionLog {
  const set = policy.start({ tempo, seed, mode, slots })
  playScript(set, script, { bars: beats / 4, beatsPerBar: 4, seed })
  return set.end()
}

export function changed(
  policy: Policy,
  person: PlayerMove,
  tempo: number,
  seed: number,
  { change, over, from, to }: typeof FASTER,
  slots: SlotRecord = {},
): number {
  const move: PlayerMove = { k: 'tempo', change, over: { amount: over, unit: 'beats' } }
  const set = policy.start({ tempo, seed, slots })
  playScript(set, [person, move], { bars: to / 4, beatsPerBar: 4, seed })
  const beats = set.timeline().filter(({ n }) => n > from && n <= to)
  return mean(beats.map(({ bpm }) => bpm)) / tempo - 1
}

/** Mean tempo of the band from one beat to another. */
function tempoAt(log: SessionLog, from: number, to: number): number {
  const beats = log.beats.filter(({ n }) => n >= 1)
  const last = Math.min(to, beats.length) - 1
  const first = Math.min(from, last) - 1
  return (60 * (last - first)) / ((beats[last]?.time ?? Number.NaN) - (beats[first]?.time ?? Number.NaN))
}

/** SD of the player's asynchronies, in seconds. */
export function spreadOf(log: SessionLog): number {
  const off = log.beats
    .filter(({ n }) => n > SETTLED)
    .map(({ deviation }) => deviation)
    .filter((d) => d !== null)
  const middle = mean(off)
  return Math.sqrt(off.reduce((sum, d) => sum + (d - middle) ** 2, 0) / (off.length - 1))
}

export const ascending = (a: number, b: number): number => a - b
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, v) => sum + v, 0) / values.length
export const quantile = (sorted: readonly number[], p: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN
export const median = (values: readonly number[]): number => quantile([...values].sort(ascending), 0.5)
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
export const ms = (seconds: number): string => `${(1000 * seconds).toFixed(1)} ms`
