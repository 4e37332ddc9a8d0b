/**
 * Players for tests and scenarios: they hear the band's beats as they sound, and play the next one when they think
 * it is due. Deterministic: noise is keyed by seed and beat.
 *
 *     const set = policy.start({ seed })
 *     const beats = playScript(set, [{ k: 'rushes', ms: 40 }], { bars: 16, beatsPerBar: 4, seed })
 *     const log = set.end()
 */

import type { Performer, TimelineBeat } from '../performer.ts'
import { gaussian, keyOf } from '../random.ts'
import type { Beat } from '../score/beat.ts'
import type { Milliseconds, Ratio, Seconds } from '../units.ts'
import { DRIFT_MEMORY, HUMANS, type Human, type HumanTraits, MEASURED_AT } from './humans.ts'

/** What a player is told to do. Several moves are done together. */
export type PlayerMove =
  /** On the beat, as the band sounds it. */
  | { readonly k: 'steady' }
  /** Always that much before, or after, the band's beat. */
  | { readonly k: 'rushes' | 'drags'; readonly ms: Milliseconds }
  /** From the tempo of the count to `1 + change` times it, in a straight line; then it stays. Heeds no band. */
  | { readonly k: 'tempo'; readonly change: Ratio; readonly over: PlayerSpan }
  /** Plays nothing from bar 1 on for that long. */
  | { readonly k: 'silent'; readonly for: PlayerSpan }
  /** With the noise, the habit and the corrections of people. */
  | { readonly k: 'simulated'; readonly who: Human }

export interface PlayerSpan {
  readonly amount: number
  readonly unit: 'beats' | 'bars'
}

export interface ScriptOptions {
  readonly bars: number
  readonly beatsPerBar: number
  readonly seed: number
}

/** Decides when to play, from the beats that have sounded. */
interface PlayerModel {
  /** @param heard the beat that sounds now. @returns the onsets decided on hearing it: as a rule that of the next beat. */
  next(heard: TimelineBeat): readonly PlannedOnset[]
}

interface PlannedOnset {
  /** Which beat it is meant for. */
  readonly n: number
  readonly time: Seconds
}

/** How finely the two listen to each other. */
const STEP: Seconds = 0.01

/** No scenario is longer: a band that never begins must not hold up a test. */
const LONGEST: Seconds = 7200

/** Lets a scripted player and a band play together, from the start to the end of bar `bars`. */
export function playScript(
  performer: Performer,
  script: readonly PlayerMove[],
  options: ScriptOptions,
): readonly Beat[] {
  const player = modelOf(script, options)
  const silentBeats = silence(script, options.beatsPerBar)
  const lastBeat = options.bars * options.beatsPerBar
  const sounded: Beat[] = []
  let known = 0
  /** A late player has not yet played the last beat when the band sounds the next. */
  const due: Seconds[] = []
  let now: Seconds = 0
  /** Where the player counts in, the band waits: the count is tapped at the written tempo. */
  let counted = 0
  while (!performer.ended && now < LONGEST) {
    if (known === 0 && performer.timeline().length === 0 && due.length === 0) {
      due.push((counted++ * 60) / performer.bpm)
    }
    const step = now + STEP
    const tap = due[0] ?? Number.POSITIVE_INFINITY
    now = tap < step ? Math.max(tap, now) : step
    for (const beat of performer.advance(now)) sounded.push(beat)
    if (tap < step) {
      performer.onset(now)
      due.shift()
    }
    for (const heard of performer.timeline(known)) {
      if (heard.time > now) break
      known++
      if (heard.n > lastBeat) return sounded
      for (const { n, time } of player.next(heard)) {
        if (n > silentBeats && n <= lastBeat) due.push(time)
      }
    }
  }
  return sounded
}

function modelOf(script: readonly PlayerMove[], options: ScriptOptions): PlayerModel {
  let offset: Seconds = 0
  for (const move of script) {
    if (move.k === 'rushes') offset -= move.ms / 1000
    if (move.k === 'drags') offset += move.ms / 1000
  }
  let traits: HumanTraits | null = null
  for (const move of script) if (move.k === 'simulated') traits = HUMANS[move.who]
  for (const move of script) {
    if (move.k === 'tempo')
      return headstrong(move.change, beatsOf(move.over, options.beatsPerBar), offset, traits, options)
  }
  if (traits !== null) return human(traits, offset, options.seed)
  return { next: ({ n, time, length }) => [{ n: n + 1, time: time + length + offset }] }
}

/**
 * Keeps a tempo of its own, whatever the band does: all onsets are known once the count is through. With the
 * habit and the noise of a person where there are traits.
 */
function headstrong(
  change: Ratio,
  over: number,
  offset: Seconds,
  traits: HumanTraits | null,
  options: ScriptOptions,
): PlayerModel {
  const { habit, timekeeper, motor } = traits ?? { habit: 0, timekeeper: 0, motor: 0 }
  const noise = noiseOf(options.seed)
  let started = false
  return {
    next(heard) {
      if (started || heard.n < 0) return []
      started = true
      const onsets: PlannedOnset[] = []
      let time = heard.time
      for (let n = heard.n; n < options.bars * options.beatsPerBar; n++) {
        const share = over > 0 ? Math.min(1, Math.max(0, n / over)) : 1
        const period = heard.length / (1 + change * share)
        time += period + clockNoise(timekeeper, period) * noise('timekeeper', n)
        onsets.push({ n: n + 1, time: time + offset + (habit + motor * noise('motor', n)) / 1000 })
      }
      return onsets
    },
  }
}

function noiseOf(seed: number): (name: string, n: number) => number {
  return (name, n) => gaussian(seed, keyOf('player'), keyOf(name), n, 0, 0)
}

/** SD of the inner clock: the longer it runs, the less exact it is. */
function clockNoise(timekeeper: Milliseconds, period: Seconds): Seconds {
  return (timekeeper * period) / MEASURED_AT
}

function human(traits: HumanTraits, offset: Seconds, seed: number): PlayerModel {
  const { habit, phaseGain, periodGain, timekeeper, motor, drift } = traits
  const noise = noiseOf(seed)
  const fresh = Math.sqrt(1 - DRIFT_MEMORY * DRIFT_MEMORY)
  let period = Number.NaN
  let inner = Number.NaN
  let wander = 0
  return {
    next(heard) {
      if (Number.isNaN(period)) {
        period = heard.length
        inner = heard.time
      }
      wander = DRIFT_MEMORY * wander + fresh * drift * noise('drift', heard.n)
      const wanted = heard.time + offset + (habit + wander) / 1000
      const asynchrony = inner - wanted
      period -= periodGain * asynchrony
      const clock = clockNoise(timekeeper, period) * noise('timekeeper', heard.n)
      inner += period - phaseGain * asynchrony + clock
      return [{ n: heard.n + 1, time: inner + (motor / 1000) * noise('motor', heard.n) }]
    },
  }
}

function silence(script: readonly PlayerMove[], beatsPerBar: number): number {
  let beats = 0
  for (const move of script) if (move.k === 'silent') beats += beatsOf(move.for, beatsPerBar)
  return beats
}

function beatsOf(span: PlayerSpan, beatsPerBar: number): number {
  return span.unit === 'bars' ? span.amount * beatsPerBar : span.amount
}
