/**
 * Players for tests and scenarios: they hear the band's beats as they sound, and play the next one when they think
 * it is due. Deterministic: noise is keyed by seed and beat.
 *
 *     const set = policy.start({ seed })
 *     const page = pageOf(policy.definition)
 *     const beats = playScript(set, [{ k: 'rushes', ms: 40 }], { bars: 16, page, seed })
 *     const log = set.end()
 */

import type { Performer } from '../performer.ts'
import type { Beat } from '../score/beat.ts'
import type { Ratio, Seconds } from '../units.ts'
import { modelOf, type PlannedOnset, type PlayerModel } from './models.ts'
import { beatsOf, type PlayerMove, pageIn, type ScriptOptions } from './moves.ts'
import type { Page } from './page.ts'

export type { PlayerMove, PlayerSpan, ScriptOptions, Stroke } from './moves.ts'

interface PlayedOnset {
  readonly time: Seconds
  readonly velocity?: Ratio
}

/** How finely the two listen to each other. */
const STEP: Seconds = 0.01

/** No scenario is longer: a band that never begins must not hold up a test. */
const LONGEST: Seconds = 7200

/** What a player needs of a band: every performer will do, however its policy was compiled. */
export interface Band<Event> extends Pick<Performer, 'onset' | 'timeline' | 'ended' | 'bpm'> {
  advance(until: Seconds): readonly Event[]
}

/** Lets a scripted player and a band play together, from the start to the end of bar `bars`. */
export function playScript<Event = Beat>(
  performer: Band<Event>,
  script: readonly PlayerMove[],
  options: ScriptOptions,
): readonly Event[] {
  const page = pageIn(options)
  const strokesOf = strokes(script, page)
  const rests = silence(script, page)
  const model = modelOf(script, options)
  const player: PlayerModel = { next: (heard) => model.next(heard).filter(({ n }) => !rests(n)) }
  return playModel(performer, player, options, strokesOf)
}

/** The same with any player. @param strokesOf what is played for each beat; default: what is written for it */
export function playModel<Event = Beat>(
  performer: Band<Event>,
  player: PlayerModel,
  options: Omit<ScriptOptions, 'seed'>,
  strokesOf?: (beat: PlannedOnset) => readonly PlayedOnset[],
): readonly Event[] {
  const page = pageIn(options)
  const sounded: Event[] = []
  let known = 0
  /** A late player has not yet played the last beat when the band sounds the next. */
  const due: PlayedOnset[] = []
  let now: Seconds = 0
  /** Where the player counts in, the band waits: the count is tapped at the written tempo. */
  let counted = 0
  while (!performer.ended && now < LONGEST) {
    if (known === 0 && performer.timeline().length === 0 && due.length === 0) {
      due.push({ time: (counted++ * 60) / performer.bpm })
    }
    const step = now + STEP
    const tap = due[0]
    const plays = tap !== undefined && tap.time < step
    now = plays ? Math.max(tap.time, now) : step
    for (const beat of performer.advance(now)) sounded.push(beat)
    if (plays) {
      performer.onset(now, tap.velocity === undefined ? {} : { velocity: tap.velocity })
      due.shift()
    }
    for (const heard of performer.timeline(known)) {
      if (heard.time > now) break
      known++
      page.hear(heard)
      const lastBeat = page.beatsIn(options.bars)
      if (heard.n > lastBeat || options.leaves?.(heard) === true) return sounded
      for (const beat of player.next(heard)) {
        if (beat.n < 1 || beat.n > lastBeat) continue
        for (const stroke of strokesOf?.(beat) ?? written(beat, page)) due.push(stroke)
      }
    }
  }
  return sounded
}

/** The beats on which the player plays nothing. */
function silence(script: readonly PlayerMove[], page: Page): (n: number) => boolean {
  let silent = 0
  for (const move of script) if (move.k === 'silent') silent += beatsOf(move.for, page)
  const breaks = script.filter((move) => move.k === 'pauses')
  return (n) =>
    n <= silent ||
    breaks.some((move) => {
      const plays = beatsOf(move.after, page)
      return (n - 1) % (plays + beatsOf(move.for, page)) >= plays
    })
}

/** What is played for a beat: what is written for it, or what a groove has there. */
function strokes(script: readonly PlayerMove[], page: Page): (beat: PlannedOnset) => readonly PlayedOnset[] {
  const groove = script.find((move) => move.k === 'groove')
  if (groove === undefined) return (beat) => written(beat, page)
  return ({ n, time, length }) => {
    const beatInBar = n - 1 - page.beatsIn(page.barOf(n))
    return groove.strokes
      .filter(({ at }) => Math.floor(at) === beatInBar)
      .map(({ at, ...stroke }) => ({ ...stroke, time: time + (at - beatInBar) * length }))
  }
}

/** A note on the beat, or what `plays` has in it. */
export function written({ n, time, length, velocity }: PlannedOnset, page: Page): readonly PlayedOnset[] {
  const how = velocity === undefined ? {} : { velocity }
  return (page.strokesOn(n) ?? ON_THE_BEAT).map((share) => ({ time: time + share * length, ...how }))
}

const ON_THE_BEAT: readonly Ratio[] = [0]
