import { type Analysis, analyse, percentOfTaps } from './analysis.ts'
import { extremeStretches, groupBars } from './bars.ts'
import { answersChart } from './charts/answers.ts'
import { barsChart, extremes } from './charts/barbybar.ts'
import { disc } from './charts/disc.ts'
import { histogramChart, histogramInWords } from './charts/histogram.ts'
import { type Roll, roll } from './charts/roll.ts'
import { tapsChart } from './charts/taps.ts'
import { tempoChart } from './charts/tempo.ts'
import type { ReportInput } from './input.ts'
import { type Markup, markup, type Piece, shorten } from './markup.ts'
import { notes } from './notes.ts'
import { calendarDate, clock, milliseconds, percent, whole } from './numerals.ts'
import { chapter, pageOf } from './page.ts'
import { mean, quantile } from './statistics.ts'
import { barTable, sectionTable, settingsTable, summariseSections } from './tables.ts'
import { bandTempi, tempoInWords } from './tempo-words.ts'
import {
  answersInWords,
  barsInWords,
  FEW_TAPS,
  headline,
  lede,
  rollInWords,
  speaker,
  suggestion,
  tapsInWords,
} from './words.ts'

/**
 * The page a player reads after a session, as one self-contained HTML document: no script, no network, nothing but
 * inline drawings and styles. The same input gives the same bytes on every machine; size is bounded (about 1 MB)
 * however long the session. Throws RangeError when a number in the input is not finite.
 */
export function renderReport(input: ReportInput): string {
  const ordered = inOrder(input)
  return page(ordered, analyse(ordered))
}

function page(input: ReportInput, analysis: Analysis): string {
  const title = shorten(input.title, 120)
  return pageOf({
    title: `${title}: how the session went`,
    body: markup`${hero(input, analysis, title)}
${tiles(input, analysis)}
${chapters(input, analysis)}
${footer(input, analysis)}`,
  })
}

function hero(input: ReportInput, analysis: Analysis, title: string): Markup {
  const date = calendarDate(input.session.started_at)
  const badge =
    input.session.source === 'simulated' ? markup`<p class="badge">Simulated player, not a person</p>` : null
  return markup`<header class="hero"><div>${badge}<h1>${title} <span>${shorten(input.source, 60)}${date === null ? null : `, ${date}`}</span></h1><p class="headline">${headline(analysis, input)}</p><p class="lede">${lede(analysis, input)}</p></div>${disc(analysis, input.session.beats, input.session.onset_times)}</header>`
}

function tiles(input: ReportInput, analysis: Analysis): Markup | null {
  const facts: (readonly [string, string])[] = []
  if (analysis.spread !== null) facts.push([milliseconds(analysis.spread), 'spread around the average'])
  if (analysis.medianAbsolute !== null)
    facts.push([milliseconds(analysis.medianAbsolute), 'median distance from the beat'])
  if (analysis.taps.length > 0) facts.push([percentOfTaps(analysis).snap, 'of taps held by the band'])
  if (analysis.beats > 0) {
    facts.push([
      percent(analysis.taps.length / analysis.beats),
      `of ${whole(analysis.beats)} beats with a tap`,
    ])
  }
  const tempo = bandTempo(analysis, input)
  if (tempo !== null) facts.push(tempo)
  facts.push([clock(input.session.duration_seconds), 'played'])
  return markup`<ul class="tiles">${facts.map(([value, name]) => markup`<li><b>${value}</b><span>${name}</span></li>`)}</ul>`
}

/** The band's tempo in a number, or its range where one number would say little. */
function bandTempo(analysis: Analysis, input: ReportInput): readonly [string, string] | null {
  const tempi = bandTempi(analysis, input)
  const average = mean(tempi)
  const low = quantile(tempi, 0.02)
  const high = quantile(tempi, 0.98)
  if (average === null || low === null || high === null) return null
  return high - low > WIDE_RANGE * average
    ? [`${whole(low)}–${whole(high)}\u00A0bpm`, 'the band, slowest to fastest']
    : [`${whole(average)}\u00A0bpm`, 'the band on average']
}

/** Of the tempo: more than a band gives and takes. */
const WIDE_RANGE = 0.05

/** The charts, in the order of the questions a player asks. A chart without data is left out. */
function chapters(input: ReportInput, analysis: Analysis): readonly (Markup | null)[] {
  const who = speaker(input.session.source)
  const sections = summariseSections(analysis, input.sections)
  const played = roll(analysis, input.events, input.session.onset_times, who.lane)
  const some = analysis.taps.length > 0
  const advice = suggestion(analysis, input, sections)
  return [
    advice === null
      ? null
      : markup`<section class="try"><h2>Next time</h2><p>${withCode(advice)}</p></section>`,
    some
      ? chapter(
          'taps',
          'Taps against the beat',
          tapsInWords(analysis, who),
          tapsChart(analysis, input.sections),
        )
      : null,
    some ? chapter('histogram', 'Early or late', histogramInWords(analysis), histogramChart(analysis)) : null,
    some
      ? chapter('answers', 'How the band answered', answersInWords(analysis), answersChart(analysis))
      : null,
    input.tempo.length > 0
      ? chapter(
          'tempo',
          some ? 'Who led the tempo' : 'The tempo',
          tempoInWords(analysis, input),
          tempoChart(analysis, input.tempo, input.sections),
        )
      : null,
    some ? barsChapter(analysis, input, played) : null,
    played.isEmpty
      ? null
      : chapter('roll', 'What was played', rollInWords(analysis, who), played.page, 'long'),
    sections.length > 0 && some
      ? chapter(
          'sections',
          'Section by section',
          'The dot is the average, its line the spread, the shade the snap zone that the section was played with.',
          sectionTable(analysis, sections, input.tempo),
        )
      : null,
    notesChapter(analysis, input),
    markup`<section class="long"><h2>The numbers</h2>${analysis.beats > 0 ? markup`<details><summary>Every bar in numbers</summary>${barTable(analysis, input.tempo)}</details>` : null}<details><summary>How the band was set</summary>${settingsTable(input)}</details></section>`,
  ]
}

/** Bars in the longest stretch that is compared, and in the shorter one for short sessions. */
const STRETCHES = [8, 4]

function barsChapter(analysis: Analysis, input: ReportInput, played: Roll): Markup {
  const bars = groupBars(
    analysis.bars.filter((bar) => bar.from > 0),
    160,
    analysis.usual,
  )
  const each = extremes(bars).steadiest.size
  const stretches = STRETCHES.map((length) => extremeStretches(analysis.bars, length)).find(
    (found) => found !== null,
  )
  const pair =
    stretches === undefined || stretches === null || analysis.taps.length < 4 * FEW_TAPS
      ? null
      : markup`<h3>The steadiest ${stretches.steadiest.length} bars in a row</h3>${played.system(stretches.steadiest, '')}<h3>The loosest</h3>${played.system(stretches.loosest, '')}`
  return chapter(
    'bars',
    'Bar by bar',
    barsInWords(analysis, bars, each),
    [barsChart(analysis, input.sections), pair],
    'long',
  )
}

function notesChapter(analysis: Analysis, input: ReportInput): Markup | null {
  const list = notes(analysis, input)
  return list.length === 0
    ? null
    : markup`<section class="notes"><h2>Good to know</h2><ul>${list.map((note) => markup`<li>${note}</li>`)}</ul></section>`
}

function footer(input: ReportInput, analysis: Analysis): Markup {
  const centre =
    analysis.centre === 0
      ? ''
      : ' The zones lie around the place where the band had learned to expect the taps.'
  return markup`<footer><p>A tap is the onset that the band heard as one of its beats; its asynchrony is the time from the beat as it sounded to the tap, early being negative. Spread is the sample standard deviation.${centre} The player's tempo is drawn as the median of nine intervals between taps.</p><p>Made by <code>sil perform</code> from ${shorten(input.source, 60)} with seed ${String(input.seed)}.</p></footer>`
}

/** `code` between backquotes; everything else is text. */
function withCode(text: string): readonly Piece[] {
  return text.split('`').map((part, i) => (i % 2 === 1 ? markup`<code>${part}</code>` : part))
}

/** Everything in order of time, whatever order it came in: the charts search by halving. */
function inOrder(input: ReportInput): ReportInput {
  return {
    ...input,
    session: {
      ...input.session,
      beats: sortedBy(input.session.beats, (beat) => beat.time),
      onset_times: sortedBy(input.session.onset_times, (time) => time),
    },
    events: sortedBy(input.events, (event) => event.timestamp),
    tempo: sortedBy(input.tempo, (point) => point.time),
    sections: sortedBy(input.sections, (section) => section.start),
  }
}

function sortedBy<T>(items: readonly T[], key: (item: T) => number): readonly T[] {
  return [...items].sort((a, b) => key(a) - key(b))
}
