import type { Analysis } from './analysis.ts'
import type { ReportInput } from './input.ts'
import { beatsPerMinute, count, whole } from './numerals.ts'
import { tempoAt } from './series.ts'
import { mean, quantile } from './statistics.ts'
import { intervalRuns } from './tempo.ts'
import { type WrittenTempo, writtenTempi } from './written.ts'

/** What the report says of the tempo: the band's, the written one, and the player's. */

/** Beats at either end that are averaged, and twice as many are needed for a story. */
const END_BEATS = 8
/** A tempo that changes all the time has ended where its last bar was. */
const LAST_BEATS = 4
/** A tempo that ends this close to where it began has not changed. */
const CHANGED = 0.01
/** What a band strays by on its way without its being worth a word. */
const STRAYED = 0.03
/** Share of the beats within that of what is written: then it was played as written. */
const AS_WRITTEN = 0.9
/** So it ended, where it came this close to the end, as a share of the change that was asked. */
const ARRIVED = 1 / 3
/** Tempi closer than this agree. */
const AGREES = 0.005
/** Changes of the written tempo that are named one by one. */
const MOST_NAMED = 5

/** What became of the tempo; null where too few beats were played to tell. */
export function tempoStory(analysis: Analysis, input: ReportInput): string | null {
  const band = bandTempi(analysis, input)
  if (band.length < 2 * END_BEATS) return null
  const written = writtenTempi(analysis.counted)
  return written.length > 1 ? writtenStory(written, analysis, band, input) : bandStory(band)
}

/** On each beat that the player could have played. */
export function bandTempi({ counted }: Analysis, { tempo }: ReportInput): readonly number[] {
  return counted.flatMap((beat) => tempoAt(tempo, beat.time) ?? [])
}

function bandStory(band: readonly number[]): string {
  const from = mean(band.slice(0, END_BEATS)) ?? 0
  const to = mean(band.slice(-END_BEATS)) ?? from
  // Without the odd beat on which the band made up for a slip.
  const low = quantile(band, 0.02) ?? from
  const high = quantile(band, 0.98) ?? to
  const extremes = [
    high > Math.max(from, to) * (1 + STRAYED) ? `${beatsPerMinute(high)} at its fastest` : null,
    low < Math.min(from, to) * (1 - STRAYED) ? `${beatsPerMinute(low)} at its slowest` : null,
  ].filter((text) => text !== null)
  const between = extremes.length === 0 ? '' : `; it was ${extremes.join(' and ')}`
  if (Math.abs(to - from) >= CHANGED * from)
    return `The tempo ${to > from ? 'rose' : 'eased'} from ${beatsPerMinute(from)} to ${beatsPerMinute(to)}${between}.`
  return between === ''
    ? `The tempo stayed at ${beatsPerMinute(mean(band) ?? to)}.`
    : `The tempo ended where it had begun, at ${near(from, to)}${between}.`
}

/** Of two tempi that count as the same: a tenth that only one of them has is left out. */
function near(from: number, to: number): string {
  const told = beatsPerMinute(to)
  return told === beatsPerMinute(from) ? told : `about ${whole((from + to) / 2)}\u00A0bpm`
}

function writtenStory(
  written: readonly WrittenTempo[],
  { counted }: Analysis,
  band: readonly number[],
  { tempoMovers }: ReportInput,
): string {
  const close = counted.filter((beat, i) => Math.abs((band[i] ?? 0) - beat.written) <= STRAYED * beat.written)
  const end = mean(band.slice(-LAST_BEATS)) ?? 0
  const asked = mean(counted.slice(-LAST_BEATS).map((beat) => beat.written)) ?? end
  const hasArrived = Math.abs(end - asked) <= ARRIVED * askedMove(written)
  const played =
    close.length >= AS_WRITTEN * band.length && hasArrived
      ? ', and so it was played'
      : `; the band strayed from that and ended at ${beatsPerMinute(end)}`
  const course = courseInWords(written)
  // What a rule does hangs on the player: nobody has written it.
  if (!tempoMovers.rules) return `The tempo was written to ${course}${played}.`
  return tempoMovers.written
    ? `The tempo was, as written and by rules, to ${course}${played}.`
    : `Rules had the tempo ${course}${played}.`
}

/** From its first tempo to its last, or to the other end where it comes back. */
function askedMove(written: readonly WrittenTempo[]): number {
  const tempi = written.map(({ bpm }) => bpm)
  const whole = Math.abs((tempi[tempi.length - 1] ?? 0) - (tempi[0] ?? 0))
  return whole > AGREES * (tempi[0] ?? 0) ? whole : Math.max(...tempi) - Math.min(...tempi)
}

/** `climb from 90 to 100 bpm in 2 steps`. */
function courseInWords(written: readonly WrittenTempo[]): string {
  const tempi = written.map(({ bpm }) => bpm)
  const [first, last] = [tempi[0] ?? 0, tempi[tempi.length - 1] ?? 0]
  const steps = written.length - 1
  const slides = written.slice(1).every(({ slid }) => slid)
  const climbs = tempi.every((bpm, i) => i === 0 || bpm > (tempi[i - 1] ?? 0))
  const falls = tempi.every((bpm, i) => i === 0 || bpm < (tempi[i - 1] ?? 0))
  if (!climbs && !falls) {
    const range = `${number(Math.min(...tempi))} and ${beatsPerMinute(Math.max(...tempi))}`
    return `change ${steps} times, between ${range}`
  }
  const way = climbs ? (slides ? 'rise' : 'climb') : slides ? 'slow down' : 'come down'
  const ends = `from ${number(first)} to ${beatsPerMinute(last)}`
  return slides || steps === 1 ? `${way} ${ends}` : `${way} ${ends} in ${count(steps, 'step')}`
}

function number(bpm: number): string {
  return String(Number(bpm.toFixed(1)))
}

/** Under the picture of the tempi. */
export function tempoInWords(analysis: Analysis, input: ReportInput): string {
  const band = mean(bandTempi(analysis, input))
  if (band === null) return 'No bar was played.'
  const average = `${writtenInWords(writtenTempi(analysis.counted), input)}The band played ${beatsPerMinute(band)} on average`
  const both = together(analysis, input)
  if (both === null) return `${average}; there were too few taps in a row to tell the player's tempo.`
  const apart = both.player - both.band
  if (Math.abs(apart) < AGREES * both.band) return `${average}, and the player's tempo agreed with it.`
  return `${average}; over the same beats the player was ${beatsPerMinute(Math.abs(apart))} ${apart > 0 ? 'faster' : 'slower'}.`
}

/** `Written: 90 bpm, 95 from bar 9, 100 from bar 17. `; empty for a tempo that stays. */
function writtenInWords(written: readonly WrittenTempo[], { tempoMovers }: ReportInput): string {
  const [first, ...others] = written
  if (first === undefined || others.length === 0) return ''
  const { rules } = tempoMovers
  const by = !rules ? 'Written' : tempoMovers.written ? 'As written and by rules' : 'By rules'
  if (others.length > MOST_NAMED) {
    const asked = rules ? `what was asked, ${by.toLowerCase()}` : 'what was written'
    return `The dashed line is ${asked}: to ${courseInWords(written)}. `
  }
  const changes = others.map(
    ({ bpm, bar, slid }) =>
      `${slid ? 'sliding to ' : ''}${number(bpm)} ${slid ? 'by' : 'from'} bar\u00A0${bar}`,
  )
  return `${by}: ${beatsPerMinute(first.bpm)}, ${changes.join(', ')}. `
}

/**
 * Mean tempi over the intervals between taps, so that both are of the same beats; null for too few. Over a whole run an
 * interval's error takes back the one before, which no average of intervals would do.
 */
function together(
  { taps }: Analysis,
  { session, tempo }: ReportInput,
): { readonly band: number; readonly player: number } | null {
  let units = 0
  let player = 0
  let band = 0
  for (const { from, to } of intervalRuns(taps).flat()) {
    units += to.place - from.place
    player += to.onset - from.onset
    for (const beat of session.beats.slice(from.index, to.index))
      band += beat.units / (tempoAt(tempo, beat.time) ?? beat.written)
  }
  return units > 0 ? { band: units / band, player: (60 * units) / player } : null
}
