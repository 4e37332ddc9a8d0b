/**
 * What a beat is worth, 0..1: how well the agent's choice fits the score (the founding sketch's reward), and whether player and band are
 * together on it (the founding aim: a player who keeps time better). Both are told apart in the info; the reward is their weighted sum.
 *
 * Only + − × ÷: the same bits in every engine.
 */

import type { Ratio, Seconds } from '../../runtime/units.ts'
import { FELT_AS_OFF } from '../players/life.ts'
import { type Chart, type ChartBeat, stepsOf } from './chart.ts'
import { CHOICES } from './versions.ts'

/** Half of a beat's reward is the music, half the player. */
export const FIT_WEIGHT: Ratio = 0.5

/** A note where one is written, but another: of the chord, of the scale, of neither. */
const CHORD_TONE: Ratio = 0.7
const SCALE_TONE: Ratio = 0.3
/** Off by so many cents a note counts half: a quarter of a semitone is heard by everybody. */
const HALF_IN_TUNE = 25

/**
 * Where the intervals above a root lie pure, as cents beside equal temperament: 5-limit just intonation (16/15, 9/8, 6/5, 5/4, 4/3, 45/32,
 * 3/2, 8/5, 5/3, 16/9, 15/8).
 */
// biome-ignore format: one octave
export const PURE_CENTS: readonly number[] = [
  0, 11.731, 3.91, 15.641, -13.686, -1.955, -9.776, 1.955, 13.686, -15.641, -3.91, -11.731,
]

/** By beat and choice, `CHOICES` a beat: how well silence and each degree fit, timbre and tuning left aside. */
export function fitTable({ beats }: Chart): Float64Array {
  const table = new Float64Array(beats.length * CHOICES)
  for (const [row, beat] of beats.entries())
    for (let choice = 0; choice < CHOICES; choice++) table[row * CHOICES + choice] = fitOf(beat, choice)
  return table
}

/** By beat and choice: how many cents beside equal temperament it is pure. */
export function pureTable({ beats }: Chart): Float64Array {
  const table = new Float64Array(beats.length * CHOICES)
  for (const [row, { chord }] of beats.entries())
    for (const [choice, step] of stepsOf(chord).entries())
      table[row * CHOICES + choice] = step < 0 ? 0 : (PURE_CENTS[step % 12] ?? 0)
  return table
}

function fitOf({ chord, written, degree }: ChartBeat, choice: number): Ratio {
  if (choice === 0) return written === null ? 1 : 0
  if (written === null) return 0
  if (choice === degree) return 1
  const step = stepsOf(chord)[choice] ?? -1
  if (step < 0) return 0
  if (chord.tones.some((tone) => tone % 12 === step % 12)) return CHORD_TONE
  return chord.scale.includes((chord.root + step) % 12) ? SCALE_TONE : 0
}

/** @param off cents from where the interval is pure */
export function inTune(off: number): Ratio {
  const share = off / HALF_IN_TUNE
  return 1 / (1 + share * share)
}

/**
 * How alike two sounds are: the cosine of their vectors, opposites 0.
 *
 * @param written unit length
 * @param at where the chosen vector begins
 */
export function alike(written: Float64Array, chosen: ArrayLike<number>, at: number): Ratio {
  let dot = 0
  let square = 0
  for (let i = 0; i < written.length; i++) {
    const x = chosen[at + i] ?? 0
    dot += x * (written[i] ?? 0)
    square += x * x
  }
  // No direction at all is the neutral timbre, whose only number is its first.
  if (square === 0) return Math.max(0, written[0] ?? 0)
  if (!(dot > 0)) return 0
  const cosine = dot / Math.sqrt(square)
  return cosine < 1 ? cosine : 1
}

/**
 * @param deviation of the onset from the beat, NaN where there was none
 * @param habit the player's own: people are early by habit and call it together
 * @param beat its length
 */
export function togetherOn(deviation: Seconds, habit: Seconds, beat: Seconds): Ratio {
  const share = (deviation - habit) / (beat * FELT_AS_OFF)
  return !Number.isNaN(share) ? 1 / (1 + share * share) : 0
}
