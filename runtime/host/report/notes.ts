import type { Analysis } from './analysis.ts'
import type { ReportInput } from './input.ts'
import { leftOutInWords } from './left-out.ts'
import { count, milliseconds, percent } from './numerals.ts'
import { standardDeviation } from './statistics.ts'
import { ENOUGH_TAPS } from './words.ts'

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
      `On ${count(analysis.coasting, 'beat')} the band was not sure where the player was and coasted: it held its tempo and corrected nothing.`,
  )
  say(
    analysis.taps.some((tap) => tap.centre !== 0),
    () =>
      `The band had learned a habit, as its answers show: a tap about ${milliseconds(analysis.centre)} ${analysis.centre < 0 ? 'early' : 'late'} counted as on the beat (most people tap ahead of what they hear). The zones are drawn around that place.`,
  )
  say(
    analysis.explained < 0.9,
    () =>
      `The colour of a mark is what the band did; on ${percent(1 - analysis.explained)} of the taps the shade behind it is another, since the zones were not the same all through the session.`,
  )
  say(
    analysis.zones.limitMs < input.zones.limitMs,
    () =>
      `At this tempo the zones shrink together so that none reaches past half a beat: snap ${milliseconds(analysis.zones.snapMs)}, follow ${milliseconds(analysis.zones.followMs)}, limit ${milliseconds(analysis.zones.limitMs)}.`,
  )
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
  say(session.end_reason !== 'completed', () => ending(session.end_reason))
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

function ending(reason: string): string {
  switch (reason) {
    case 'stopped':
      return 'The session was stopped before the form was over.'
    case 'killed':
      return 'The session was cut off; its last seconds may be missing.'
    case 'error':
      return 'The session ended with an error; its last seconds may be missing.'
    default:
      return 'The session did not say how it ended.'
  }
}
