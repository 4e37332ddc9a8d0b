/**
 * Players that decide when to play from the beats that have sounded: who goes with the band, who keeps a tempo of
 * their own, and people with their noise.
 */

import type { TimelineBeat } from '../performer.ts'
import { gaussian, keyOf } from '../random.ts'
import type { Milliseconds, Ratio, Seconds } from '../units.ts'
import {
  HUMANS,
  type HumanTraits,
  habitOver,
  handOver,
  MEASURED_AT,
  phaseGainOver,
  timekeeperOver,
} from './humans.ts'
import { beatsOf, MOVES, type PlayerMove, pageIn, type ScriptOptions } from './moves.ts'
import type { Page } from './page.ts'

export interface PlayerModel {
  /**
   * @param heard the beat that sounds now
   * @param sounds false where nobody plays on it: what cannot be heard corrects nobody. Default: true.
   * @returns the onsets decided on hearing it: as a rule that of the next beat
   */
  next(heard: TimelineBeat, sounds?: boolean): readonly PlannedOnset[]
}

export interface PlannedOnset {
  /** Which beat it is meant for. */
  readonly n: number
  readonly time: Seconds
  /** How long the player takes that beat to be. */
  readonly length: Seconds
  /** Default: that of a plain stroke. */
  readonly velocity?: Ratio
}

/**
 * The player that a script describes.
 *
 * @throws RangeError where nobody plays like that: misspelt players would keep the beat, and tests of them would pass
 */
export function modelOf(script: readonly PlayerMove[], options: ScriptOptions): PlayerModel {
  const page = pageIn(options)
  for (const move of script) {
    if (!MOVES.includes(move.k)) throw new RangeError(`there is no player that ${move.k}`)
    if (move.k === 'simulated' && !Object.hasOwn(HUMANS, move.who))
      throw new RangeError(`who: ${move.who} is none of ${Object.keys(HUMANS).join(', ')}`)
  }
  let offset: Seconds = 0
  for (const move of script) {
    if (move.k === 'rushes') offset -= move.ms / 1000
    if (move.k === 'drags') offset += move.ms / 1000
  }
  let traits: HumanTraits | null = null
  for (const move of script) if (move.k === 'simulated') traits = { ...HUMANS[move.who], ...move.but }
  for (const move of script) {
    if (move.k === 'tempo' || move.k === 'drifts') {
      const over = beatsOf(move.over, page)
      const faster = move.k === 'tempo' ? ramp(over) : zigzag(over)
      return headstrong((n) => 1 + move.change * faster(n), offset, traits, options)
    }
  }
  if (traits !== null) {
    const always = traits
    return human(() => always, offset, options.seed, page)
  }
  const { countsIn } = page
  return {
    next: ({ n, time, length }) => [
      { n: n + 1, time: time + length + offset, length: (length * countsIn(n + 1)) / countsIn(n) },
    ],
  }
}

/**
 * Keeps a tempo of its own, whatever the band does: all onsets are known once the count is through. With the
 * habit and the noise of a person where there are traits.
 */
function headstrong(
  faster: (n: number) => Ratio,
  offset: Seconds,
  traits: HumanTraits | null,
  options: ScriptOptions,
): PlayerModel {
  const noise = noiseOf(options.seed)
  const { beatsIn, countsIn } = pageIn(options)
  let started = false
  return {
    next(heard) {
      if (started || heard.n < 0) return []
      started = true
      const onsets: PlannedOnset[] = []
      let time = heard.time
      const unit = heard.length / countsIn(heard.n)
      const last = beatsIn(options.bars)
      for (let n = heard.n; n < last; n++) {
        const period = (unit * countsIn(n)) / faster(n)
        time += period
        let hand: Seconds = 0
        if (traits !== null) {
          time += (timekeeperOver(traits, 1000 * period) / 1000) * noise('timekeeper', n)
          hand = (traits.habit + handOver(traits, 1000 * period) * noise('motor', n)) / 1000
        }
        const length = (period * countsIn(n + 1)) / countsIn(n)
        onsets.push({ n: n + 1, time: time + offset + hand, length })
      }
      return onsets
    },
  }
}

/** From 0 to 1 in a straight line, and 1 from then on. */
function ramp(over: number): (n: number) => Ratio {
  return (n) => (over > 0 ? Math.min(1, Math.max(0, n / over)) : 1)
}

/** From 0 to 1, down to −1 and so on; a line takes `over`. */
function zigzag(over: number): (n: number) => Ratio {
  return (n) => {
    const phase = (n / Math.max(1, over) + 0.5) % 2
    return phase < 1 ? 2 * phase - 1 : 3 - 2 * phase
  }
}

function noiseOf(seed: number): (name: string, n: number) => number {
  return (name, n) => gaussian(seed, keyOf('player'), keyOf(name), n, 0, 0)
}

/**
 * A person who hears the band: linear phase and period correction with the noise of a clock and a hand, and a slow wandering around a
 * habit. They read how long the beats are, and where a new tempo is written they take it from the band as far as they had the old one.
 *
 * @param traitsAt what they are like at a beat: practice and tiredness change them
 * @param offset by how much they play late on purpose
 */
export function human(
  traitsAt: (heard: TimelineBeat) => HumanTraits,
  offset: Seconds,
  seed: number,
  { countsIn, isNewTempo }: Pick<Page, 'countsIn' | 'isNewTempo'>,
): PlayerModel {
  const noise = noiseOf(seed)
  const corrections = createCorrections()
  /** How long the player has what the tempo counts. */
  let unit: Seconds = Number.NaN
  /** How long the band had it, a beat ago. */
  let before: Seconds = Number.NaN
  let inner = Number.NaN
  let wander = 0
  return {
    next(heard, sounds = true) {
      const traits = traitsAt(heard)
      const counts = countsIn(heard.n)
      const bandUnit = heard.length / counts
      if (Number.isNaN(unit)) {
        unit = bandUnit
        inner = heard.time
      } else if (isNewTempo(heard.n)) unit *= bandUnit / before
      before = bandUnit
      const { drift, driftMemory } = traits
      const fresh = Math.sqrt(1 - driftMemory * driftMemory)
      wander = driftMemory * wander + fresh * drift * noise('drift', heard.n)
      const habit = habitOver(traits, 1000 * heard.length)
      const wanted = heard.time + offset + (habit + wander) / 1000
      const { ofPeriod, ofPhase } = corrections(traits, sounds ? inner - wanted : 0, unit * counts)
      unit -= ofPeriod / counts
      const period = unit * counts
      const interval = 1000 * period
      const clock = (timekeeperOver(traits, interval) / 1000) * noise('timekeeper', heard.n)
      inner += period - ofPhase(interval) + clock
      const hand = (handOver(traits, interval) / 1000) * noise('motor', heard.n)
      return [{ n: heard.n + 1, time: inner + hand, length: unit * countsIn(heard.n + 1) }]
    },
  }
}

/** What of an asynchrony is made up for, by the player's tempo and by the next tap. */
function createCorrections() {
  let before: Seconds = 0
  let changing = false
  return (traits: HumanTraits, asynchrony: Seconds, period: Seconds) => {
    const { periodGain, notices } = traits
    if (notices === undefined)
      return {
        ofPeriod: periodGain * asynchrony,
        ofPhase: (interval: Milliseconds) => phaseGainOver(traits, interval) * asynchrony,
      }
    const grown = (ms: Milliseconds): Seconds => (ms * period) / MEASURED_AT
    const usual = Math.min(grown(notices.shift), Math.max(-grown(notices.shift), asynchrony))
    const sameSide = before * asynchrony > 0
    const large = grown(changing ? notices.keeps : notices.change)
    changing = sameSide && Math.abs(asynchrony) > large && Math.abs(before) > grown(notices.keeps)
    before = asynchrony
    return {
      ofPeriod: changing ? notices.periodGain * asynchrony : periodGain * usual,
      ofPhase: (interval: Milliseconds) => phaseGainOver(traits, interval) * usual + (asynchrony - usual),
    }
  }
}
