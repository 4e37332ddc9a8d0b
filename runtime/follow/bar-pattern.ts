/**
 * `track many`: the band learns by and by where in the bar this player plays, how surely and how far off the written
 * place, and lets every such event speak for its beat. (Eight hypotheses on a metrical lattice with a learned bar
 * pattern lost 8 % of drum takes whose tempo rises by a tenth, where the off-beat rule lost 15 %.)
 *
 * HOT PATH: one pass over the beat's events an onset; allocates nothing.
 */

import type { Quarters, Ratio, Seconds } from '../units.ts'
import type { Events } from './events.ts'
import type { BeatPlace, Evidence, Expectation, Loudness } from './evidence.ts'

/** The lattice: 16ths. */
const SLOT: Quarters = 0.25
/** Of one beat; longer beats have wider slots. */
const MOST_SLOTS = 16
/** Of one bar: 16 whole notes. A place beyond shares a slot with one before. */
const MOST_PLACES = 256
/** What an event off the beat counts beside one on it, however surely it comes. */
const OFF_BEAT_WEIGHT: Ratio = 0.5
/** Before anything was heard the off-beat 8th is half expected. */
const OFF_BEAT_PRIOR: Ratio = 0.5
/** A place that an event comes to less surely than this is left out; the beat beside it then reaches this far. */
const LEFT_OUT: Ratio = 0.1
const ALONE: Ratio = 0.24
const MISSED = 2
/** How fast the pattern learns: how surely an event comes, and how far off its place. */
const LEARNS_PRESENCE = 0.2
const LEARNS_OFFSET = 0.1

export class BarPattern implements Expectation {
  /** How surely an event comes, 0..1, by place in the bar. */
  readonly #presence = new Float64Array(MOST_PLACES).fill(Number.NaN)
  /** How far behind its written place it comes, in beats. */
  readonly #offset = new Float64Array(MOST_PLACES)
  /** Beats in a row that nothing explained. */
  #missed = 0
  /** Of the beat being judged: each slot's loudest event. */
  readonly #velocities = new Float64Array(MOST_SLOTS)
  readonly #deviations = new Float64Array(MOST_SLOTS)

  judge(events: Events, place: BeatPlace, loudness: Loudness, evidence: Evidence): void {
    const slots = slotsOf(place.length)
    this.#gather(events, place, slots, evidence)
    let weights = 0
    let sum = 0
    for (let slot = 0; slot < slots; slot++) {
      const velocity = this.#velocities[slot] ?? 0
      if (velocity < 0) continue
      const at = placeOf(place, slot)
      const certainty = slot === 0 ? 1 : OFF_BEAT_WEIGHT * this.#presenceAt(at, slot, slots)
      const weight = certainty * loudness.weight(velocity)
      weights += weight
      sum += weight * ((this.#deviations[slot] ?? 0) - (slot === 0 ? 0 : (this.#offset[at] ?? 0)))
    }
    if (weights === 0) return
    evidence.deviation = (sum / weights) * place.beat
    evidence.weight = weights < 1 ? weights : 1
  }

  learn(place: BeatPlace, evidence: Evidence, loudness: Loudness): void {
    this.#missed = evidence.explained ? 0 : this.#missed + 1
    const slots = slotsOf(place.length)
    for (let slot = 1; slot < slots; slot++) {
      const at = placeOf(place, slot)
      const velocity = this.#velocities[slot] ?? -1
      const presence = this.#presenceAt(at, slot, slots)
      const came = velocity < 0 ? 0 : loudness.weight(velocity)
      this.#presence[at] = presence + LEARNS_PRESENCE * (came - presence)
      if (velocity < 0 || !evidence.explained) continue
      const offset = this.#offset[at] ?? 0
      const off = (this.#deviations[slot] ?? 0) - evidence.deviation / place.beat
      this.#offset[at] = offset + LEARNS_OFFSET * (off - offset)
    }
  }

  #gather(events: Events, place: BeatPlace, slots: number, evidence: Evidence): void {
    const { at, shift, beat } = place
    const early = this.#window(place, placeOf(place, -1))
    const late = this.#window(place, placeOf(place, 1))
    // From here on events may be the next beat, early.
    const end = beat - this.#window(place, placeOf(place, slots - 1))
    this.#velocities.fill(-1, 0, slots)
    for (let i = 0; i < events.count; i++) {
      const off: Seconds = events.time(i) - at - shift
      if (off < -early) continue
      if (off >= end) break
      const onBeat = off <= late
      const slot = onBeat ? 0 : Math.floor((off / beat) * slots + 0.5)
      if (slot >= slots || (slot === 0 && !onBeat)) continue
      const velocity = events.velocity(i)
      if (velocity <= (this.#velocities[slot] ?? 0)) continue
      this.#velocities[slot] = velocity
      this.#deviations[slot] = (off + shift) / beat - slot / slots
      if (slot > 0) continue
      evidence.onset = events.time(i)
      evidence.velocity = velocity
    }
  }

  /** An event may be further from the beat on a side where this player is known to leave the next 16th out. */
  #window(place: BeatPlace, neighbour: number): Seconds {
    const presence = this.#presence[neighbour] ?? Number.NaN
    return this.#missed >= MISSED && presence < LEFT_OUT
      ? Math.max(place.window, ALONE * place.beat)
      : place.window
  }

  #presenceAt(at: number, slot: number, slots: number): Ratio {
    const known = this.#presence[at] ?? Number.NaN
    if (!Number.isNaN(known)) return known
    return 2 * slot === slots ? OFF_BEAT_PRIOR : 0
  }
}

function slotsOf(length: Quarters): number {
  const slots = Math.floor(length / SLOT + 0.5)
  return slots < 1 ? 1 : slots > MOST_SLOTS ? MOST_SLOTS : slots
}

function placeOf(place: BeatPlace, slot: number): number {
  return (Math.floor(place.place / SLOT + 0.5) + slot + MOST_PLACES) % MOST_PLACES
}
