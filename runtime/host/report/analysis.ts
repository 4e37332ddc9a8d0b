import { type Bar, barsOf, type Usual } from './bars.ts'
import { agreement, expectedPlaces } from './habit.ts'
import type { ReportInput, ResponseMode, SessionBeat, TempoPoint, ZoneWidths } from './input.ts'
import { mean, median, standardDeviation } from './statistics.ts'
import { playerTempo } from './tempo.ts'

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
  /** Where the band expected the player, ms from the beat: their habit, or 0. The zones lie around it. */
  readonly centre: number
  readonly mode: ResponseMode
}

/** How the band spent the beats of the session. */
export interface Answer {
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
  /** Beats on which the band was unsure and held its tempo. */
  readonly coasting: number
  readonly bars: readonly Bar[]
  /** Median beat, seconds; null with fewer than two beats. */
  readonly period: number | null
  /** As they were at this tempo: at fast tempi the zones shrink together. */
  readonly zones: ZoneWidths
  /** Zones that hold nothing and lean hardly ever: this band goes wherever the player goes, and means to. */
  readonly goesAlong: boolean
  /** Share of the answers that these zones, around where the band expected the player, explain. */
  readonly explained: number
  /** Where the middle of the zones lay on the median tap, ms. */
  readonly centre: number
  readonly playerTempo: readonly (readonly TempoPoint[])[]
}

/** A follow zone that ends this close to the beat, in beats, is nothing that anybody could hit. */
const GOES_ALONG = 0.02
/** As long as `sil perform` lets the band play on, and a barline more. */
const CODA_BARS = 3
/** Below this the band holds its tempo and corrects nothing. */
const COASTS_BELOW = 0.3

/** Reads everything the report shows out of the session, in one pass each; time grows with the session's length. */
export function analyse(input: ReportInput): Analysis {
  const period = median(gaps(input.session.beats))
  const all = withoutCoda(input, period ?? 0)
  const zones = zonesAt(input.zones, period)
  const heard = all.flatMap((beat, index) => (beat.measure > 0 ? tapOf(beat, index) : []))
  const { taps, explained } = withPlaces(heard, all, zones)
  const asynchronies = taps.map((tap) => tap.ms)
  const counted = all.filter((beat) => beat.measure > 0)
  const downbeat = counted[0]?.time ?? null
  const early = input.session.onset_times.filter((t) => t < (downbeat ?? Number.POSITIVE_INFINITY)).length
  // A tap on the first beat that came before it is a tap, not a part of the count-in.
  const earlyTaps = taps.filter((tap) => tap.onset < (downbeat ?? 0)).length
  const usual = { place: median(asynchronies) ?? 0, tapsABeat: taps.length / Math.max(1, counted.length) }
  return {
    ...extent(input),
    beats: counted.length,
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
    coasting: counted.filter((beat) => beat.confidence < COASTS_BELOW).length,
    bars: barsOf(all, taps, usual, input.sections, period ?? 0),
    period,
    zones,
    goesAlong: period !== null && zones.followMs < GOES_ALONG * period * 1000,
    explained,
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

function tapOf(beat: SessionBeat, index: number): readonly Omit<Tap, 'centre'>[] {
  if (beat.onset === null) return []
  const ms = (beat.onset - beat.time) * 1000
  return [{ index, measure: beat.measure, onset: beat.onset, beat: beat.time, ms, mode: modeOf(beat.mode) }]
}

/** Adds where the band expected each tap. While it coasts its answers say nothing about that. */
function withPlaces(
  taps: readonly Omit<Tap, 'centre'>[],
  beats: readonly SessionBeat[],
  zones: ZoneWidths,
): { readonly taps: readonly Tap[]; readonly explained: number } {
  const sure = taps.filter((tap) => (beats[tap.index]?.confidence ?? 0) >= COASTS_BELOW)
  const places = expectedPlaces(sure, zones)
  let next = 0
  const placed = taps.map((tap) => {
    if (sure[next] === tap) next++
    return { ...tap, centre: places[Math.max(0, next - 1)] ?? 0 }
  })
  return { taps: placed, explained: agreement(sure, places, zones) }
}

export function modeOf(mode: string): ResponseMode {
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

/** S, F and L shrink together by min(1, T / (2·limit)), so that no zone reaches past half a beat. */
function zonesAt(zones: ZoneWidths, period: number | null): ZoneWidths {
  const shrink =
    period === null || zones.limitMs <= 0 ? 1 : Math.min(1, (period * 1000) / (2 * zones.limitMs))
  return {
    snapMs: zones.snapMs * shrink,
    followMs: zones.followMs * shrink,
    limitMs: zones.limitMs * shrink,
  }
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
