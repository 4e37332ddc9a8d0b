import { type Analysis, percentOfTaps, shareOfTaps } from './analysis.ts'
import { type Bar, barName, barNames, rankedBars } from './bars.ts'
import type { ReportInput } from './input.ts'
import { shorten } from './markup.ts'
import { count, milliseconds, span } from './numerals.ts'
import { mean } from './statistics.ts'
import type { SectionSummary } from './tables.ts'
import { tempoStory } from './tempo-words.ts'
import { widthInWords, zonesInWords } from './zone-words.ts'

/** The sentences of the report. A simulated player is never addressed as "you". */

export interface Speaker {
  readonly subject: string
  readonly object: string
  readonly possessive: string
  readonly taps: string
  readonly lane: string
}

export function speaker(source: string): Speaker {
  return source === 'simulated'
    ? {
        subject: 'The simulated player',
        object: 'it',
        possessive: 'its',
        taps: 'the simulated taps',
        lane: 'simulated',
      }
    : { subject: 'You', object: 'you', possessive: 'your', taps: 'your taps', lane: 'you' }
}

/** Fewer taps than this have no spread worth a headline. */
export const FEW_TAPS = 8

/** Fewer than this carry no verdict: the spread of thirty is good to about an eighth. */
export const ENOUGH_TAPS = 30

/** The one sentence to take home. */
export function headline(analysis: Analysis, input: ReportInput): string {
  const who = speaker(input.session.source)
  const { taps } = analysis
  if (taps.length === 0) {
    if (input.session.onset_times.length > 0) {
      return `${count(input.session.onset_times.length, 'onset')} heard, none close enough to a beat for the band to answer.`
    }
    return analysis.beats === 0
      ? 'The band did not get to play a bar this time.'
      : `The band played ${count(playedBars(analysis).length, 'bar')} on its own: it heard no one.`
  }
  const place = onAverage(analysis.mean ?? 0)
  if (taps.length === 1) return `One tap, ${place}.`
  if (taps.length < FEW_TAPS || analysis.spread === null)
    return `${count(taps.length, 'tap')}, ${place} on average.`
  return `${who.subject} sat ${place}, spread ${milliseconds(analysis.spread)}; ${bandAnswer(analysis, who)}.`
}

/** Nearer than this nobody is ahead or behind, ms. */
const ON_THE_BEAT = 1.5

function onAverage(ms: number): string {
  if (Math.abs(ms) < ON_THE_BEAT) return 'right on the beat'
  return `${milliseconds(ms)} ${ms < 0 ? 'ahead of' : 'behind'} the beat`
}

function bandAnswer(analysis: Analysis, who: Speaker): string {
  const held = shareOfTaps(analysis, 'snap')
  const followed = shareOfTaps(analysis, 'follow')
  const limited = shareOfTaps(analysis, 'limit')
  const told = percentOfTaps(analysis)
  if (held >= followed && held >= limited) return `the band held ${who.object} ${told.snap} of the time`
  if (analysis.goesAlong) return `the band went along with ${who.object}`
  if (followed >= limited) return `the band moved with ${who.object} ${told.follow} of the time`
  return `the band was at full stretch ${told.limit} of the time`
}

/** Two or three sentences under the headline: how steady, how much, and what happened to the tempo. */
export function lede(analysis: Analysis, input: ReportInput): string {
  if (analysis.taps.length === 0) {
    return analysis.beats === 0
      ? 'There is nothing to draw yet. Count in, play along, and this page fills up.'
      : 'Below is what the band did. Play along, and this page shows where every tap landed.'
  }
  const parts = [
    `${steadiness(analysis)} ${span(input.session.duration_seconds)}: ${count(analysis.taps.length, 'tap')} on ${count(analysis.beats, 'beat')}.`,
  ]
  const change = improvement(analysis)
  if (change !== null) parts.push(change)
  const tempo = tempoStory(analysis, input)
  if (tempo !== null) parts.push(tempo)
  return parts.join(' ')
}

/**
 * One word for the spread as a share of the beat. Open tapping data at two taps a second has 3.7 % of the beat for
 * people with ten years of training and 5.1 % without; drummers on a kit are near 4 %.
 */
function steadiness(analysis: Analysis): string {
  if (analysis.spread === null || analysis.period === null || analysis.taps.length < ENOUGH_TAPS) {
    return 'A first look at'
  }
  const share = analysis.spread / (analysis.period * 1000)
  if (share < 0.025) return 'A beautifully tight'
  if (share < 0.04) return 'A tight'
  if (share < 0.06) return 'A steady'
  if (share < 0.09) return 'A loose and easy'
  return 'A free-roaming'
}

/**
 * Twice the standard error of a ratio of two standard deviations from n taps each, and a tenth at least: less is
 * chance, or too little to feel.
 */
function beyondChance(halves: { readonly each: number }): number {
  return Math.max(1.1, 1 + 2 / Math.sqrt(halves.each))
}

function improvement(analysis: Analysis): string | null {
  if (analysis.halves === null) return null
  const { first, second } = analysis.halves
  const numbers = `from ${milliseconds(first)} in the first half to ${milliseconds(second)} in the second`
  if (first > second * beyondChance(analysis.halves)) return `The spread came down ${numbers}.`
  if (second > first * beyondChance(analysis.halves)) return `The spread opened up ${numbers}.`
  return null
}

/** Where the player's place moved during the session, for the first chart. */
export function tapsInWords(analysis: Analysis, who: Speaker): string {
  const { taps } = analysis
  if (taps.length === 0) return 'No taps were heard on the beats.'
  const zones = zonesInWords(analysis)
  const how = `Each mark is one tap: above the line it came late, below early.${zones === '' ? '' : ` ${zones}`}`
  if (taps.length < 4 * FEW_TAPS) return how
  const fifth = Math.floor(taps.length / 5)
  const first = mean(analysis.asynchronies.slice(0, fifth)) ?? 0
  const last = mean(analysis.asynchronies.slice(-fifth)) ?? 0
  const moved =
    Math.abs(last - first) < 5
      ? `${who.subject} kept ${who.possessive} place from start to end, ${onAverage(analysis.mean ?? 0)}.`
      : `${who.subject} began ${onAverage(first)} and ended ${onAverage(last)}.`
  return `${how} ${moved}`
}

/** The best and the worst bars by name. */
export function barsInWords(analysis: Analysis, bars: readonly Bar[], each: number): string {
  const ranked = rankedBars(bars)
  if (each === 0)
    return 'How far each bar was from the usual place; too few bars were played to compare them.'
  const name = (bar: Bar & { readonly wander: number }) => `${barName(bar)} (${milliseconds(bar.wander)})`
  const named = (some: readonly (Bar & { readonly wander: number })[]) =>
    [...some]
      .sort((a, b) => a.from - b.from)
      .map(name)
      .join(', ')
  return `Lower is steadier, measured from the usual place (${onAverage(analysis.usual.place)})${noCost(analysis.usual.place)}. ★ steadiest: ${named(ranked.slice(0, each))}. ▲ loosest: ${named(ranked.slice(-each))}.`
}

/** Who sits somewhere else than on the beat might think that they pay for it. */
function noCost(place: number): string {
  if (Math.abs(place) < ON_THE_BEAT) return ''
  return `, so sitting ${place < 0 ? 'ahead' : 'behind'} costs nothing`
}

export function rollInWords(analysis: Analysis, who: Speaker): string {
  if (analysis.taps.length === 0)
    return 'The band, system by system, with bar numbers below. Big marks are accents, small ones ghosts.'
  return `The band, with ${who.taps} on the bottom line and a hairline up through the band: one sees who came first. Big marks are accents, small ones ghosts${analysis.extra > 0 ? '; grey dots are onsets between the beats' : ''}.`
}

export function answersInWords(analysis: Analysis): string {
  if (analysis.beats === 0) return 'No bar was played.'
  return 'What the band did with each beat, by how far the tap was from where it expected one.'
}

/** One thing to try next time, chosen from what stood out most; null when nothing can be said. */
export function suggestion(
  analysis: Analysis,
  input: ReportInput,
  sections: readonly SectionSummary[],
): string | null {
  if (input.session.source === 'simulated' || analysis.spread === null) return null
  if (analysis.taps.length < FEW_TAPS)
    return 'Play a couple of minutes: with thirty taps or more this page has a story to tell.'
  if (!analysis.goesAlong && analysis.answers.limit.beats > 0.2 * analysis.taps.length) {
    return 'The band was stretched to its limit often. Take the tempo down a little, `tempo 90% of …`, until most taps fall inside the follow zone.'
  }
  const loose = sections
    .filter((s) => s.spread !== null && s.taps.length >= 12)
    .sort((a, b) => (b.spread ?? 0) - (a.spread ?? 0))[0]
  if (loose?.spread != null && loose.spread > 1.35 * analysis.spread) {
    return `“${shorten(loose.name, 40).replace(/`/g, "'")}” was the loosest part (spread ${milliseconds(loose.spread)}). Put it on its own in the form and go round it a few times.`
  }
  if (analysis.missed > 0.25 * analysis.beats && !input.saysPlays) {
    return 'A good part of the beats went by without a tap. If those are rests on purpose, tell the band with `plays` where to expect you.'
  }
  if (
    analysis.halves !== null &&
    analysis.halves.second > analysis.halves.first * beyondChance(analysis.halves)
  ) {
    return 'The second half was looser than the first: two shorter sets with a breath between them may serve you better than one long one.'
  }
  if (shareOfTaps(analysis, 'snap') > 0.7) {
    return `Most of your taps fell inside the snap zone (${widthInWords(analysis, 'snapMs')}). Make it harder: let the click drop out, \`rest every 4th bar\`, or narrow \`snap\`.`
  }
  return `Aim for your own best: ${bestBars(analysis)}. Hear them in your head before you count in.`
}

function bestBars(analysis: Analysis): string {
  const best = rankedBars(analysis.bars).slice(0, 3)
  return best.length === 0 ? 'the bars where the marks lie close to their line' : barNames(best)
}

function playedBars(analysis: Analysis): readonly Bar[] {
  return analysis.bars.filter((bar) => bar.from > 0)
}
