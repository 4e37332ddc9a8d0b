/**
 * A swap between two performers: the second is wound forward, unheard, to the place in the form where the first one
 * leaves off. Events are divided by the bar and beat that they belong to, not by their moment: what is played ahead of
 * the beat goes with its beat, so that none is lost and none sounds twice. What the band learned of the player is lost.
 */

import type { Policy } from '../../runtime/create-policy.ts'
import type { HeardBeat, Performer, StartOptions } from '../../runtime/performer.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import type { Bpm, Seconds } from '../../runtime/units.ts'
import type { BandSet, SwapOptions, SwapResult } from './band-set.ts'
import { beatsIn, type NumberedBeat, numbered } from './beats.ts'
import { findPlace, isBefore, type Place, wind } from './wind.ts'

export function windingForward(first: Policy, performer: Performer, options: StartOptions): BandSet {
  let policy = first
  let set = performer
  /** Session time minus the performer's own. */
  let shift: Seconds = 0
  /** Beats of the performers before this one. */
  let kept: readonly HeardBeat[] = []
  /** What lies before this place was played by them. */
  let from: Place = { measure: Number.NEGATIVE_INFINITY, beatNumber: 0 }
  let waiting: { readonly policy: Policy; readonly place: Place; readonly options: SwapOptions } | null = null

  return {
    onset: (time, details) => set.onset(time - shift, details),
    advance,
    pause: (time) => set.pause(time - shift),
    resume: (time) => set.resume(time - shift),
    cue: () => set.cue(),
    checkpoint: () => set.checkpoint(),
    end: (why) => set.end(why),
    get countSeconds() {
      return set.countSeconds
    },
    get ended() {
      return set.ended
    },
    get bpm() {
      return set.bpm
    },
    get vamping() {
      return set.vamping
    },
    get habit() {
      return set.habit
    },
    level: (member) => set.level(member),
    timeline,
    swap,
  }

  function swap(next: Policy, given: SwapOptions): SwapResult {
    const last = numbered(set.timeline(), policy).at(-1)
    if (set.ended || last === undefined) {
      return { ok: false, problem: { message: 'there is nothing left to swap' } }
    }
    const beats = beatsIn(policy, last)
    const { beatNumber } = last
    const isLast = beatNumber >= beats
    const nextBeat: Place = isLast
      ? { measure: last.measure + 1, beatNumber: 1 }
      : { measure: last.measure, beatNumber: beatNumber + 1 }
    const place =
      last.measure < 1
        ? { measure: 1, beatNumber: 1 }
        : given.at === 'bar'
          ? { measure: last.measure + 1, beatNumber: 1 }
          : nextBeat
    waiting = { policy: next, place, options: given }
    const left = place.beatNumber === nextBeat.beatNumber ? 1 : beats - beatNumber + 1
    return { ok: true, ...place, time: last.time + shift + left * last.length }
  }

  function advance(until: Seconds): readonly Beat[] {
    const beats = set.advance(until - shift)
    const asked = waiting
    const beat = asked === null ? undefined : findPlace(set, policy, asked.place)
    if (asked === null || beat === undefined) return own(beats)
    waiting = null
    const before = own(beats).filter((one) => isBefore(one, asked.place))
    const early = takeOver(asked.policy, asked.options, beat, asked.place)
    return [...before, ...own(early), ...own(set.advance(until - shift))]
  }

  /** Gives what the new performer has handed out on its way, and belongs to the place or lies behind it. */
  function takeOver(next: Policy, { slots }: SwapOptions, beat: HeardBeat, place: Place): readonly Beat[] {
    kept = [
      ...kept,
      ...mine()
        .filter((row) => isBefore(row, place))
        .map((row) => moved(row, shift)),
    ]
    const time = beat.time + shift
    const tempo = writtenBpm(next) === writtenBpm(policy) ? { tempo: set.bpm } : {}
    const started = next.start({ ...options, ...tempo, ...(slots === undefined ? {} : { slots }) })
    const there = wind(started, next, place)
    set = started
    policy = next
    shift = time - (there?.row.time ?? 0)
    from = place
    return there?.beats ?? []
  }

  function own(beats: readonly Beat[]): readonly Beat[] {
    const mine = beats.filter((beat) => !isBefore(beat, from))
    if (shift === 0) return mine
    return mine.map((beat) => ({
      ...beat,
      timestamp: beat.timestamp + shift,
      gridTimestamp: beat.gridTimestamp + shift,
    }))
  }

  function timeline(first = 0): readonly HeardBeat[] {
    return [...kept, ...mine().map((row) => moved(row, shift))].slice(first)
  }

  function mine(): readonly NumberedBeat[] {
    return numbered(set.timeline(), policy).filter((row) => !isBefore(row, from))
  }
}

function moved(row: HeardBeat, by: Seconds): HeardBeat {
  const onset = row.onset === null ? null : row.onset + by
  return { ...row, time: row.time + by, grid: row.grid + by, onset }
}

function writtenBpm(policy: Policy): Bpm {
  const { program } = policy.definition.tempo(policy.slots)
  return program.kind === 'steady' ? program.bpm : program.from
}
