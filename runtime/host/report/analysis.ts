import { type Bar, barsOf, type Usual } from './bars.ts'
import type { BeatZones, ReportInput, ResponseMode, SessionBeat, TempoPoint } from './input.ts'
import { lowerBound } from './series.ts'
import { percentages } from './shares.ts'
import { mean, median, standardDeviation } from './statistics.ts'
import { playerTempo } from './tempo.ts'
import { type ZoneStretch, type ZonesPlayed, zoneStretches, zonesPlayed } from './zones.ts'

/** An onset that the band heard as one of its beats. */
export interface Tap {
  /** Running index of the beat in the session. */
  readonly index: number
  readonly measure: number
  /** Seconds. */
  readonly onset: number
  /** When the band sounded the beat, seconds. */
  readonly beat: number
  /** Asynchrony: onset − beat, ms; early is negative. */
  readonly ms: number
  /** What judged it. */
  readonly zones: BeatZones
  /** Where the band expected the player, ms from the beat: their habit, or 0. The zones lie around it. */
  readonly centre: number
  readonly mode: ResponseMode
  /** Of the beat, from the first one on, in what bpm counts. */
  readonly place: number
  /** The tempo written for the beat, bpm. */
  readonly written: number
}

/** How the band spent the beats of the session. */
interface Answer {
  readonly beats: number
  /** Until the next beat, summed. */
  readonly seconds: number
}

export interface Analysis {
  /** Session seconds that the pictures span. */
  readonly start: number
  readonly end: number
  /** Beats after the count-in. */
  readonly beats: number
  /** The same, one by one. */
  readonly counted: readonly SessionBeat[]
  /** When bar 1 starts, seconds; null if the session never got there. */
  readonly downbeat: number | null
  readonly taps: readonly Tap[]
  /** Asynchronies of the taps, ms. */
  readonly asynchronies: readonly number[]
  readonly mean: number | null
  /** Standard deviation, ms. */
  readonly spread: number | null
  /** Median of |asynchrony|, ms. */
  readonly medianAbsolute: number | null
  readonly usual: Usual
  /** Spread of the two halves by taps; null with fewer than eight in each. */
  readonly halves: { readonly first: number; readonly second: number; readonly each: number } | null
  readonly answers: Readonly<Record<ResponseMode | 'silent', Answer>>
  /** Beats that nothing was heard on. */
  readonly missed: number
  /** Onsets that were nobody's beat. */
  readonly extra: number
  /** Onsets heard before bar 1. */
  readonly early: number
  /** Beats on which the band was unsure of the player and corrected nothing. */
  readonly coasting: number
  /** Of those, and of the beats that nothing was heard on: how many the tempo was another one after. */
  readonly coastingMoved: number
  readonly movedAlone: number
  readonly bars: readonly Bar[]
  /** Median beat, seconds; null with fewer than two beats. */
  readonly period: number | null
  /** Those that were played most. */
  readonly zones: ZonesPlayed
  /** All that were played, those of most beats first. */
  readonly allZones: readonly ZonesPlayed[]
  /** Where they lay, as they followed each other. */
  readonly zoneStretches: readonly ZoneStretch[]
  /** Zones that hold nothing and lean hardly ever: this band goes wherever the player goes, and means to. */
  readonly goesAlong: boolean
  /** Where the middle of the zones lay on the median tap, ms. */
  readonly centre: number
  readonly playerTempo: readonly (readonly TempoPoint[])[]
}

/** A follow zone that ends this close to the beat, in beats, is nothing that anybody could hit. */
const GOES_ALONG = 0.02
/** Of a session in which no bar was played. */
const NO_ZONES: ZonesPlayed = {
  name: '',
  beats: 0,
  bars: 0,
  shrunken: false,
  snapMs: 0,
  followMs: 0,
  limitMs: 0,
  centre: 0,
}
/** As long as `sil perform` lets the band play on, and a barline more. */
const CODA_BARS = 3
/** Below this the band corrects nothing. */
const COASTS_BELOW = 0.3

const coasts = ({ confidence }: SessionBeat): boolean => confidence < COASTS_BELOW

/** Reads everything the report shows out of the session, in one pass each; time grows with the session's length. */
export function analyse(input: ReportInput): Analysis {
  const period = median(gaps(input.session.beats))
  const all = withoutCoda(input, period ?? 0)
  const taps = tapsOf(all)
  const asynchronies = taps.map((tap) => tap.ms)
  const counted = all.filter((beat) => beat.measure > 0)
  const allZones = zonesPlayed(counted)
  const zones = allZones[0] ?? NO_ZONES
  const downbeat = counted[0]?.time ?? null
  const early = input.session.onset_times.filter((t) => t < (downbeat ?? Number.POSITIVE_INFINITY)).length
  // A tap on the first beat that came before it is a tap, not a part of the count-in.
  const earlyTaps = taps.filter((tap) => tap.onset < (downbeat ?? 0)).length
  const moved = movedOn(all, input.tempo)
  const coasting = counted.filter(coasts)
  const usual = { place: median(asynchronies) ?? 0, tapsABeat: taps.length / Math.max(1, counted.length) }
  return {
    ...extent(input),
    beats: counted.length,
    counted,
    downbeat,
    taps,
    asynchronies,
    mean: mean(asynchronies),
    spread: standardDeviation(asynchronies),
    medianAbsolute: median(asynchronies.map(Math.abs)),
    usual,
    halves: halves(asynchronies),
    answers: answers(all, period ?? 0),
    missed: counted.length - taps.length,
    extra: Math.max(0, input.session.onset_times.length - (early - earlyTaps) - taps.length),
    early: early - earlyTaps,
    coasting: coasting.length,
    coastingMoved: coasting.filter((beat) => moved.has(beat)).length,
    movedAlone: counted.filter((beat) => beat.onset === null && moved.has(beat)).length,
    bars: barsOf(all, taps, usual, input.sections, period ?? 0),
    period,
    zones,
    allZones,
    zoneStretches: zoneStretches(counted),
    goesAlong: counted.length > 0 && period !== null && zones.followMs < GOES_ALONG * period * 1000,
    centre: median(taps.map((tap) => tap.centre)) ?? 0,
    playerTempo: playerTempo(taps),
  }
}

/**
 * The beats that the player could have played: a few bars that the band plays on after the last onset are a coda, and
 * nobody's missed beats. A band that went on alone for longer was left by its player.
 */
function withoutCoda({ session }: ReportInput, period: number): readonly SessionBeat[] {
  const { beats, onset_times: onsets } = session
  if (onsets.length === 0) return beats
  const last = onsets.reduce((latest, time) => Math.max(latest, time)) + period / 2
  let end = beats.length
  while (end > 0 && (beats[end - 1]?.time ?? 0) > last) end--
  const bars = (beats[beats.length - 1]?.measure ?? 0) - (beats[end - 1]?.measure ?? 0)
  return end === beats.length || bars > CODA_BARS ? beats : beats.slice(0, end)
}

function tapsOf(beats: readonly SessionBeat[]): readonly Tap[] {
  const taps: Tap[] = []
  let place = 0
  beats.forEach(({ measure, time, mode: answer, onset, units, written, zones }, index) => {
    if (measure > 0 && onset !== null) {
      const ms = (onset - time) * 1000
      const centre = zones.centre ?? 0
      const mode = modeOf(answer)
      taps.push({ index, measure, onset, beat: time, ms, zones, centre, mode, place, written })
    }
    place += units
  })
  return taps
}

function modeOf(mode: string): ResponseMode {
  const name = mode.toLowerCase()
  return name === 'follow' || name === 'limit' ? name : 'snap'
}

function gaps(beats: readonly SessionBeat[]): number[] {
  return beats.slice(1).map((beat, i) => beat.time - (beats[i]?.time ?? beat.time))
}

function answers(all: readonly SessionBeat[], period: number): Analysis['answers'] {
  const totals = { snap: none(), follow: none(), limit: none(), silent: none() }
  all.forEach((beat, i) => {
    if (beat.measure <= 0) return
    const total = totals[beat.onset === null ? 'silent' : modeOf(beat.mode)]
    total.beats += 1
    total.seconds += Math.max(0, (all[i + 1]?.time ?? beat.time + period) - beat.time)
  })
  return totals
}

/** Of the tempo, from one beat to the next: a bar of smaller steps stays within the tenth of a bpm that the page prints. */
const MOVED = 0.0001
/** How far from a beat its point of the tempo may lie: members have a feel, seconds. */
const SAME_BEAT = 0.06

/**
 * Beats after which the band had another tempo, in proportion to what was written for both: other onsets than its beats have moved
 * it, or it goes back to what is written.
 */
function movedOn(beats: readonly SessionBeat[], tempo: readonly TempoPoint[]): ReadonlySet<SessionBeat> {
  const shares = beats.map((beat) => {
    const point = tempo[lowerBound(tempo, ({ time }) => time, beat.time - SAME_BEAT)]
    return point === undefined ? null : point.bpm / beat.written
  })
  return new Set(
    beats.filter((_, i) => {
      const [own = null, next = null] = [shares[i], shares[i + 1]]
      return own !== null && next !== null && Math.abs(next / own - 1) > MOVED
    }),
  )
}

function none(): { beats: number; seconds: number } {
  return { beats: 0, seconds: 0 }
}

const FEWEST_IN_A_HALF = 8

function halves(asynchronies: readonly number[]): Analysis['halves'] {
  const middle = Math.floor(asynchronies.length / 2)
  const first = standardDeviation(asynchronies.slice(0, middle))
  const second = standardDeviation(asynchronies.slice(middle))
  return middle < FEWEST_IN_A_HALF || first === null || second === null
    ? null
    : { first, second, each: middle }
}

function extent(input: ReportInput): { start: number; end: number } {
  let start = 0
  let end = input.session.duration_seconds
  const reach = (time: number) => {
    start = Math.min(start, time)
    end = Math.max(end, time)
  }
  for (const beat of input.session.beats) reach(beat.time)
  for (const time of input.session.onset_times) reach(time)
  for (const event of input.events) reach(event.timestamp)
  return { start, end: Math.max(end, start + 1) }
}

/** All beats of a kind that were answered, i.e. that had a tap. */
export function shareOfTaps(analysis: Analysis, mode: ResponseMode): number {
  return analysis.taps.length === 0 ? 0 : analysis.answers[mode].beats / analysis.taps.length
}

/** The same in words, so that the three add up to 100 %. */
export function percentOfTaps({ answers }: Analysis): Readonly<Record<ResponseMode, string>> {
  const [snap = '', follow = '', limit = ''] = percentages([
    answers.snap.beats,
    answers.follow.beats,
    answers.limit.beats,
  ])
  return { snap, follow, limit }
}
