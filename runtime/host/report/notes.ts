import type { Analysis } from './analysis.ts'
import type { ReportInput } from './input.ts'
import { leftOutInWords } from './left-out.ts'
import { count, milliseconds, percent } from './numerals.ts'
import { standardDeviation } from './statistics.ts'
import { ENOUGH_TAPS } from './words.ts'
import { quoted } from './zone-words.ts'
import type { ZonesPlayed } from './zones.ts'

/** What a fair reader should know before trusting the numbers; only what applies to this session. */
export function notes(analysis: Analysis, input: ReportInput): readonly string[] {
  const { session } = input
  const list: string[] = []
  const say = (condition: boolean, text: () => string) => {
    if (condition) list.push(text())
  }
  say(
    session.source === 'simulated',
    () => 'This player is simulated. The numbers describe a model of a player, not a person.',
  )
  say(analysis.taps.length > 0 && analysis.taps.length < ENOUGH_TAPS, () => fewTaps(analysis))
  say(
    analysis.missed > 0 && analysis.taps.length > 0,
    () =>
      `${count(analysis.missed, 'beat')} of ${analysis.beats} (${percent(analysis.missed / analysis.beats)}) passed without a tap: missed, or meant as rests. They count in no average.`,
  )
  say(
    analysis.extra > 0,
    () =>
      `${count(analysis.extra, 'further onset')} ${analysis.extra === 1 ? 'was' : 'were'} heard between the beats or doubling a tap: off-beats, fills, chords. They are drawn, but not in the averages.`,
  )
  say(
    analysis.early > 0,
    () =>
      `${count(analysis.early, 'onset')} came during the count-in and ${analysis.early === 1 ? 'is' : 'are'} left out.`,
  )
  say(
    analysis.coasting > 0,
    () =>
      `On ${count(analysis.coasting, 'beat')} the band was not sure where the player was and coasted: it ${analysis.coastingMoved === 0 ? 'held its tempo and ' : ''}corrected nothing.`,
  )
  say(Math.abs(lastCentre(analysis)) >= FELT || Math.abs(analysis.centre) >= FELT, () => habit(analysis))
  const shrunken = analysis.allZones.filter((zones) => zones.shrunken)
  say(shrunken.length > 0, () => shrinking(shrunken, analysis))
  say(
    session.latency !== null &&
      !session.latency.calibrated &&
      session.source !== 'simulated' &&
      analysis.taps.length > 0,
    () =>
      'The latency of the instrument was not calibrated. The average may carry a constant delay of the device; the spread does not.',
  )
  say(
    session.exploration !== null,
    () => 'The band was exploring: some of its settings were drawn at random around their usual values.',
  )
  say(
    session.segments.length > 1,
    () => 'The settings were changed while the session ran; the page shows it as a whole.',
  )
  const leftOut = leftOutInWords(session)
  say(leftOut !== null, () => leftOut ?? '')
  say(
    session.players > 1,
    () => `${session.players} players shared this session; the page cannot tell them apart.`,
  )
  say(session.end_reason !== 'completed', () => ending(session.end_reason, input.endless))
  return list
}

/** The mean's standard error tells how little a few taps say; two of them either way is the usual 95 %. */
function fewTaps(analysis: Analysis): string {
  const n = analysis.taps.length
  const sd = standardDeviation(analysis.asynchronies)
  const margin = sd === null || n < 3 ? null : (2 * sd) / Math.sqrt(n)
  return margin === null
    ? `Only ${count(n, 'tap')}: too few to say how steady the playing was.`
    : `Only ${count(n, 'tap')}: the average is good to about ±${milliseconds(margin)}, the spread is a rough guess.`
}

/** A habit smaller than this nobody feels, ms. */
const FELT = 3
/** One that moves by less was learned once and for all, ms. */
const MOVED = 10

function lastCentre({ taps }: Analysis): number {
  return taps[taps.length - 1]?.centre ?? 0
}

/** What the band took for a habit, and whether that went on moving: one who speeds up is taken for early at first. */
function habit(analysis: Analysis): string {
  const place = (ms: number) => `${milliseconds(ms)} ${ms < 0 ? 'early' : 'late'}`
  const { centre } = analysis
  const last = lastCentre(analysis)
  const moved = Math.abs(last - centre) >= MOVED
  const people = (moved ? last : centre) < 0 ? ' (most people tap ahead of what they hear)' : ''
  const learned = moved
    ? `The band took for a habit what it heard, and that moved: halfway a tap ${place(centre)} counted as on the beat, at the end one ${place(last)}${people}.`
    : `The band learned a habit: a tap about ${place(centre)} counted as on the beat${people}.`
  return `${learned} It judges a tap by how far it is from there, and the zones are drawn as they lay on each beat.`
}

function shrinking(shrunken: readonly ZonesPlayed[], { allZones }: Analysis): string {
  const widths = shrunken.map(
    (zones) =>
      `${allZones.length > 1 ? `${quoted(zones)} ` : ''}snap ${milliseconds(zones.snapMs)}, follow ${milliseconds(zones.followMs)}, limit ${milliseconds(zones.limitMs)}`,
  )
  return `At this tempo the zones shrink together so that none reaches past half a beat, on most beats to ${widths.join('; ')}.`
}

function ending(reason: string, endless: boolean): string {
  switch (reason) {
    case 'stopped':
      return endless
        ? 'The piece has no end of its own: it plays until it is stopped.'
        : 'The session was stopped before the form was over.'
    case 'killed':
      return 'The session was cut off; its last seconds may be missing.'
    case 'error':
      return 'The session ended with an error; its last seconds may be missing.'
    default:
      return 'The session did not say how it ended.'
  }
}
