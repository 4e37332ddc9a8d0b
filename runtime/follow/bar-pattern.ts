/**
 * `track many`: the band learns by and by where in the bar this player plays, how surely and how far off the written
 * place, and lets every such event speak for its beat. (Eight hypotheses on a metrical lattice with a learned bar
 * pattern lost 8 % of drum takes whose tempo rises by a tenth, where the off-beat rule lost 15 %.)
 *
 * HOT PATH: one pass over the beat's events an onset; allocates nothing.
 */

import { ln } from '../math.ts'
import type { Quarters, Ratio } from '../units.ts'
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
/** A place that nobody has listened to yet may well be played. */
const UNKNOWN: Ratio = 0.25
/** No place is surer to stay empty than this: people vary. */
const LEAST: Ratio = 0.03
/** How far from where it is expected an event comes, SD in beats, and how much less is known with each beat that nothing explained. */
const SPREAD: Ratio = 0.06
const SPREADS: Ratio = 0.025
const MOST_MISSED = 4
/** Whatever lies within the window is the beat, before any place beside it. */
const IN_WINDOW = 10
/** Places that an event may belong to: from so many 16ths before the beat to as many after the next. */
const BEFORE = 2
const AFTER = 1
/** How fast the pattern learns: how surely an event comes, and how far off its place. */
const LEARNS_PRESENCE = 0.2
const LEARNS_OFFSET = 0.1

export class BarPattern implements Expectation {
  /** How surely an event comes, 0..1, by place in the bar. */
  readonly #presence = new Float64Array(MOST_PLACES).fill(Number.NaN)
  /** How far behind its written place it comes, in beats. */
  readonly #offset = new Float64Array(MOST_PLACES)
  /** ln of the presence, the beats' own places apart. */
  readonly #likely = new Float64Array(MOST_PLACES).fill(ln(UNKNOWN))
  /** Length of a bar, in slots, and what tells it: the beat that was learned last. */
  #bar = MOST_PLACES
  #from: Quarters = 0
  #end = 0
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
      const at = this.#placeOf(place, slot)
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
    if (place.place < this.#from) this.#bar = this.#end
    this.#from = place.place
    this.#end = Math.min(MOST_PLACES, Math.floor(place.place / SLOT + 0.5) + slots)
    for (let slot = 1; slot < slots; slot++) {
      const at = this.#placeOf(place, slot)
      const velocity = this.#velocities[slot] ?? -1
      const presence = this.#presenceAt(at, slot, slots)
      const came = velocity < 0 ? 0 : loudness.weight(velocity)
      const learned = presence + LEARNS_PRESENCE * (came - presence)
      this.#presence[at] = learned
      this.#likely[at] = ln(learned < LEAST ? LEAST : learned)
      if (velocity < 0 || !evidence.explained) continue
      const offset = this.#offset[at] ?? 0
      const off = (this.#deviations[slot] ?? 0) - evidence.deviation / place.beat
      this.#offset[at] = offset + LEARNS_OFFSET * (off - offset)
    }
  }

  #gather(events: Events, place: BeatPlace, slots: number, evidence: Evidence): void {
    const { at, shift, beat } = place
    this.#velocities.fill(-1, 0, slots)
    for (let i = 0; i < events.count; i++) {
      const off = (events.time(i) - at - shift) / beat
      if (off < -BEFORE / slots) continue
      if (off >= 1) break
      const slot = this.#slotOf(off, place, slots)
      if (slot < 0 || slot >= slots) continue
      const velocity = events.velocity(i)
      if (velocity <= (this.#velocities[slot] ?? 0)) continue
      this.#velocities[slot] = velocity
      this.#deviations[slot] = off + shift / beat - slot / slots
      if (slot > 0) continue
      evidence.onset = events.time(i)
      evidence.velocity = velocity
    }
  }

  /** The place that an event most likely belongs to: ln p − (distance / spread)² / 2 is highest there. */
  #slotOf(off: Ratio, place: BeatPlace, slots: number): number {
    const missed = this.#missed < MOST_MISSED ? this.#missed : MOST_MISSED
    const spread = SPREAD + SPREADS * missed
    const window = place.window / place.beat
    let slot = -BEFORE
    let best = Number.NEGATIVE_INFINITY
    for (let j = -BEFORE; j <= slots + AFTER; j++) {
      const away = Math.abs(off - j / slots)
      const onBeat = j === 0 || j === slots
      let fits = -(away * away) / (2 * spread * spread)
      if (!onBeat) fits += this.#likely[this.#placeOf(place, j)] ?? 0
      else if (away <= window) fits += IN_WINDOW
      if (fits <= best) continue
      best = fits
      slot = j
    }
    return slot
  }

  #placeOf(place: BeatPlace, slot: number): number {
    const at = Math.floor(place.place / SLOT + 0.5) + slot
    const bar = this.#bar
    return ((at % bar) + bar) % bar
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
