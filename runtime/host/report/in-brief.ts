/** A session in five lines for a terminal (six where its log is cut short), by the numbers of its report: who reads both reads the same. */

import { onsetsOf } from '../../session/metrics.ts'
import { type Analysis, analyse, percentOfTaps } from './analysis.ts'
import type { ReportInput } from './input.ts'
import { lastBar, leftOutInWords } from './left-out.ts'
import { clock, count, milliseconds, whole } from './numerals.ts'
import { tempoStory } from './tempo-words.ts'
import { FEW_TAPS } from './words.ts'

export function inBrief(input: ReportInput): readonly string[] {
  const analysis = analyse(input)
  const { session, title, seed } = input
  const { taps, beats } = analysis
  const bars = session.beats.reduce((most, { measure }) => Math.max(most, measure), 0)
  const share = percentOfTaps(analysis)
  const met = `${whole(taps.length)} met one of its ${count(beats, 'beat')}`
  return [
    `${title} played ${count(lastBar(input, bars), 'bar')} in ${clock(session.duration_seconds)}.`,
    tempoStory(analysis, input) ?? 'That was too short to speak of a tempo.',
    `It heard ${count(onsetsOf(session), 'onset')}; ${met}${place(analysis)}.`,
    taps.length === 0
      ? 'The band kept its own time.'
      : `The band then held its beat (${share.snap}), leaned towards the player (${share.follow}) or was at its limit (${share.limit}).`,
    leftOutInWords(session) ?? [],
    `Seed ${seed}: the same take gives the same performance, bit for bit.`,
  ]
    .flat()
    .map(plain)
}

function place({ mean, spread, taps }: Analysis): string {
  if (mean === null) return ''
  const side = mean < 0 ? 'early' : 'late'
  const around = spread === null || taps.length < FEW_TAPS ? '' : `, spread ${milliseconds(spread)}`
  return `, on average ${milliseconds(mean)} ${side}${around}`
}

/** What keeps a number by its unit on a page is a riddle to a terminal, and to who searches in it. */
const plain = (text: string): string => text.replaceAll('\u00A0', ' ')
