/**
 * The ears: onsets in a stream of samples, as they come. HOT PATH: `process` runs on the audio thread and allocates
 * nothing (beside the few numbers that an onset is told with); what it finds does not depend on how the stream is cut into blocks.
 *
 * samples → novelty (what is new?) → peaks (is it an onset?) → foot (when exactly?) → turns (a low string's next turn?) → gate (the
 * band's own?) → velocity
 *
 * An onset is known 10 to 18 ms after it began, a soft one later, and its time is then told to the sample it began with.
 */

import { log2 } from '../../math.ts'
import type { Decibels, Hertz, Ratio, Seconds } from '../../units.ts'
import { createFootFinder, SEARCH } from './foot.ts'
import { createGate } from './gate.ts'
import { createNovelty } from './novelty.ts'
import { createPeakPicker } from './peaks.ts'
import { createTurns } from './turns.ts'
import { createVelocityScale } from './velocity.ts'

/**
 * @param time when it began, in seconds since the first sample
 * @param decided when that was known: the end of the frame that settled it
 */
export type OnOnset = (time: Seconds, velocity: Ratio, decided: Seconds) => void

export interface OnsetDetector {
  /** Hears `samples[from … to)`. NaN and infinities count as silence. Calls back for each onset, in order of time. */
  process(samples: Float32Array, from?: number, to?: number): void
  /**
   * The band's own event, at the time when the microphone will hear it (its time of sounding and both latencies), in
   * seconds since the first sample; see `gate.ts`.
   */
  expect(time: Seconds, strength: Ratio): void
  /** The stream is over: an onset that was waiting for its last frames is told. */
  finish(): void
  /** Seconds heard. */
  readonly heard: Seconds
}

const LOWEST_EARS_RATE: Hertz = 8000
const HIGHEST_EARS_RATE: Hertz = 192_000
/** Onsets nearer than this are one: two hands, or the two ends of a flam's grace. Nor are two told within it: a long attack goes on. */
const CLOSEST: Seconds = 0.022
/** Of an attack, its first part is what its level is taken from. */
const ATTACK: Seconds = 0.008
/** An onset this far above the threshold is not put where the band has a stroke, unless that is where it is found. */
const CLEAR: Ratio = 2
/** −110 dB: softer is nothing. */
const LEAST_POWER = 1e-11
/** Beyond that a float is no sound any more. */
const LARGEST_SAMPLE = 1e6
const DECIBELS_PER_OCTAVE_OF_POWER = 3.010299956639812

/** @throws RangeError for a sample rate below 8 or above 192 kHz. */
export function createOnsetDetector(rate: Hertz, onOnset: OnOnset): OnsetDetector {
  if (!(rate >= LOWEST_EARS_RATE && rate <= HIGHEST_EARS_RATE)) {
    throw new RangeError(`Ears hear at ${LOWEST_EARS_RATE} to ${HIGHEST_EARS_RATE} Hz, not at ${rate}.`)
  }
  const novelty = createNovelty(rate)
  const { hop, size } = novelty
  const picker = createPeakPicker(hop / rate)
  const turns = createTurns(rate)
  const foot = createFootFinder(rate)
  const gate = createGate()
  const velocity = createVelocityScale()
  const attack = Math.round(ATTACK * rate)
  /** The newest samples, oldest first; a hop is appended at a time. */
  const newest = new Float64Array(Math.max(size, foot.span))
  const frame = newest.subarray(newest.length - size)
  const around = newest.subarray(newest.length - foot.span)
  const errors = new Float64Array(turns.span)
  const coming = new Float64Array(hop)
  let waiting = 0
  let hops = 0
  let lastTime = Number.NEGATIVE_INFINITY
  let lastDecided = Number.NEGATIVE_INFINITY

  function takeHop(): void {
    newest.copyWithin(0, hop)
    newest.set(coming, newest.length - hop)
    hops++
    novelty.measure(frame)
    if (picker.next(novelty.value)) settle()
  }

  function settle(): void {
    const above = picker.above[0] ?? 0
    const decided = (hops * hop) / rate
    const found = foot.find(around)
    foot.unpredicted(around, errors)
    if (turns.comesRound(errors)) return
    const at = placed(found, decided, above)
    if (gate.isBand(timeAt(at, decided), levelAt(at), above)) return
    // Louder than the band at its very moment: somebody plays, now or some milliseconds after it.
    const next = gate.expects(timeAt(at, decided)) ? foot.after(at) : -1
    const begin = next < 0 ? at : next
    const time = timeAt(begin, decided)
    const level = levelAt(begin)
    if (time < 0 || time - lastTime < CLOSEST || decided - lastDecided < CLOSEST) return
    lastTime = time
    lastDecided = decided
    onOnset(time, velocity.next(level), decided)
  }

  const timeAt = (at: number, decided: Seconds): Seconds => decided - (foot.span - at) / rate

  /** Where the attack begins, with what is known of the band's strokes. */
  function placed(found: number, decided: Seconds, above: Ratio): number {
    const softer = foot.before(found)
    const at = softer < 0 || gate.expects(timeAt(softer, decided)) ? found : softer
    if (above >= CLEAR) return at
    const band = gate.strokeAfter(decided - SEARCH)
    const there = Math.round(foot.span - (decided - band) * rate)
    return foot.asLikely(at, there) ? there : at
  }

  /** Power of the attack above what sounded before it. */
  function levelAt(at: number): Decibels {
    const length = Math.min(attack, foot.span - at, at)
    let sum = 0
    for (let i = 0; i < length; i++) {
      const after = around[at + i] ?? 0
      const before = around[at - 1 - i] ?? 0
      sum += after * after - before * before
    }
    const power = length > 0 ? sum / length : 0
    return DECIBELS_PER_OCTAVE_OF_POWER * log2(power > LEAST_POWER ? power : LEAST_POWER)
  }

  return {
    process(samples, from = 0, to = samples.length) {
      for (let i = from; i < to; i++) {
        const sample = samples[i] ?? 0
        coming[waiting++] = sample > -LARGEST_SAMPLE && sample < LARGEST_SAMPLE ? sample : 0
        if (waiting === hop) {
          waiting = 0
          takeHop()
        }
      }
    },
    expect: gate.expect,
    finish() {
      if (picker.last()) settle()
    },
    get heard() {
      return (hops * hop + waiting) / rate
    },
  }
}
