import type { Analysis } from '../analysis.ts'
import { type Markup, markup } from '../markup.ts'
import { count, milliseconds, percent, signedMilliseconds, signedNumber } from '../numerals.ts'
import { clamp, linear, roundStep, ticks } from '../scale.ts'
import { binIndex, quantile } from '../statistics.ts'
import { quoted } from '../zone-words.ts'
import { zoneAt } from '../zones.ts'
import { frame, percentage, placed } from './frame.ts'
import { MODE_NAMES, MODES } from './marks.ts'
import { asynchronyReach } from './taps.ts'

const HEIGHT = 240

/** Room above the highest bar for the mean and the spread, px: the words, the whisker below them, and air. */
const HEADROOM = 60
const WORDS_AT = 20
const WHISKER_AT = 36

/** How often each asynchrony came: early left, late right, coloured by what the band made of it. */
export function histogramChart(analysis: Analysis): Markup {
  const width = binWidth(analysis.asynchronies)
  const bins = Math.max(2, 2 * Math.ceil(asynchronyReach(analysis) / width))
  const reach = (bins / 2) * width
  const x = linear(-reach, reach, 0, 1)
  const counts = binned(analysis, width, bins)
  const tallest = Math.max(1, ...counts.map((bin) => bin.total))
  const y = linear(0, tallest, HEIGHT, HEADROOM)
  const { snapMs, followMs, limitMs, centre: c } = analysis.zones
  const edge = (ms: number) => clamp(x(ms), 0, 1)
  const band = (kind: string, from: number, to: number) =>
    markup`<rect class="band ${kind}" x="${percentage(edge(from))}" width="${percentage(edge(to) - edge(from))}" y="0" height="${HEIGHT}"/>`
  const isBelow = (ms: number) => ms < -reach
  const isAbove = (ms: number) => ms >= reach
  const beyond = analysis.taps.filter(({ ms }) => isBelow(ms) || isAbove(ms))
  /** A column at either end that holds what is further out, too, is named as such. */
  const nameOf = (bin: number): string => {
    const [from, to] = [-reach + bin * width, -reach + (bin + 1) * width].map(signedMilliseconds)
    if (bin === 0 && beyond.some(({ ms }) => isBelow(ms))) return `below ${to}`
    if (bin === bins - 1 && beyond.some(({ ms }) => isAbove(ms))) return `above ${from}`
    return `${from} to ${to}`
  }
  const chart = frame({
    heading: 'histogram-title',
    caption: 'histogram-caption',
    height: HEIGHT,
    yLabels: ticks(0, tallest, 4)
      .filter(Number.isInteger)
      .map((n) => ({ at: y(n), text: String(n) })),
    yTitle: 'taps',
    xLabels: placed(
      ticks(-reach, reach, 10).map((ms) => ({ at: x(ms), text: ms === 0 ? 'beat' : signedNumber(ms) })),
    ),
    xTitle: '← early · ms from the beat · late →',
    dividers: [],
    behind: [
      band('limit', -reach, c - followMs),
      band('follow', c - followMs, c - snapMs),
      band('snap', c - snapMs, c + snapMs),
      band('follow', c + snapMs, c + followMs),
      band('limit', c + followMs, reach),
      [-limitMs, limitMs].flatMap((ms) => (Math.abs(c + ms) < reach ? [rule('edge', x(c + ms), 0)] : [])),
    ],
    marks: null,
    above: [
      zoneNames(c, followMs, snapMs, reach, edge),
      counts.map((bin, i) => columnOf(bin, i, bins, y)),
      rule('zero', x(0), HEADROOM - 8),
      meanAndSpread(analysis, edge),
    ],
    readouts: counts.flatMap((bin, i) =>
      bin.total === 0
        ? []
        : [
            {
              from: i / bins,
              to: (i + 1) / bins,
              text: `${nameOf(i)}: ${tapsInWords(bin)}`,
            },
          ],
    ),
  })
  return markup`${chart}${furtherOut(beyond.length)}`
}

function furtherOut(taps: number): Markup | null {
  return taps === 0
    ? null
    : markup`<p class="fine">${count(taps, 'tap')} ${taps === 1 ? 'lies further out than the axis goes: it stands in the outermost column' : 'lie further out than the axis goes: they stand in the outermost columns'}.</p>`
}

interface Bin {
  readonly modes: Readonly<Record<'snap' | 'follow' | 'limit', number>>
  readonly total: number
}

/** Freedman and Diaconis' width, 2·IQR/∛n, brought to a round number of milliseconds from 2 to 20. */
function binWidth(values: readonly number[]): number {
  const spread = (quantile(values, 0.75) ?? 0) - (quantile(values, 0.25) ?? 0)
  let root = 1
  while (root * root * root < values.length) root++
  return clamp(roundStep(Math.max(1, (2 * spread) / root)), 2, 20)
}

function binned(analysis: Analysis, width: number, bins: number): readonly Bin[] {
  const modes = Array.from({ length: bins }, () => ({ snap: 0, follow: 0, limit: 0 }))
  for (const tap of analysis.taps) {
    const bin = modes[binIndex(tap.ms, (-bins / 2) * width, width, bins)]
    if (bin !== undefined) bin[tap.mode] += 1
  }
  return modes.map((bin) => ({ modes: bin, total: bin.snap + bin.follow + bin.limit }))
}

function columnOf(
  bin: Bin,
  index: number,
  bins: number,
  y: (n: number) => number,
): readonly (Markup | null)[] {
  let below = 0
  return MODES.map((mode) => {
    const n = bin.modes[mode]
    if (n === 0) return null
    const bottom = y(below)
    below += n
    // A sliver of card between neighbours; the outline keeps stacked zones apart without colour.
    return markup`<rect class="fill ${mode}" x="${percentage((index + 0.06) / bins)}" width="${percentage(0.88 / bins)}" y="${y(below)}" height="${bottom - y(below)}"/>`
  })
}

/** The zones' names above their bands, on both sides where they lie on both. */
function zoneNames(
  centre: number,
  followMs: number,
  snapMs: number,
  reach: number,
  edge: (ms: number) => number,
): Markup {
  const name = (text: string, from: number, to: number) => {
    const width = edge(to) - edge(from)
    // Narrower than the word is on a desk, the band goes without; the legend of the chart above names the colours.
    return width < text.length * 0.009
      ? null
      : markup`<text class="${width < text.length * 0.03 ? 'zone wide' : 'zone'}" x="${percentage((edge(from) + edge(to)) / 2)}" y="-6" text-anchor="middle">${text}</text>`
  }
  return markup`${name('limit', -reach, centre - followMs)}${name('follow', centre - followMs, centre - snapMs)}${name('snap', centre - snapMs, centre + snapMs)}${name('follow', centre + snapMs, centre + followMs)}${name('limit', centre + followMs, reach)}`
}

function meanAndSpread(analysis: Analysis, edge: (ms: number) => number): Markup | null {
  if (analysis.mean === null) return null
  const at = edge(analysis.mean)
  // Further out the words would leave a phone's chart.
  const side = at < 0.3 ? 'start' : at > 0.7 ? 'end' : 'middle'
  const mean = `mean ${signedMilliseconds(analysis.mean)}`
  const label = analysis.spread === null ? mean : `${mean}, spread ±${milliseconds(analysis.spread)}`
  const words = markup`${rule('mean', at, WHISKER_AT - 6)}<text class="strong lifted" x="${percentage(at)}" y="${WORDS_AT}" text-anchor="${side}">${label}</text>`
  if (analysis.spread === null) return words
  const from = percentage(edge(analysis.mean - analysis.spread))
  const to = percentage(edge(analysis.mean + analysis.spread))
  const end = (x: Markup) =>
    markup`<line class="whisker" x1="${x}" x2="${x}" y1="${WHISKER_AT - 5}" y2="${WHISKER_AT + 5}"/>`
  return markup`${words}<line class="whisker" x1="${from}" x2="${to}" y1="${WHISKER_AT}" y2="${WHISKER_AT}"/>${end(from)}${end(to)}`
}

function rule(kind: string, at: number, top: number): Markup {
  return markup`<line class="${kind}" x1="${percentage(at)}" x2="${percentage(at)}" y1="${top}" y2="${HEIGHT}"/>`
}

function tapsInWords(bin: Bin): string {
  const parts = MODES.filter((mode) => bin.modes[mode] > 0).map(
    (mode) => `${bin.modes[mode]} ${MODE_NAMES[mode]}`,
  )
  return `${bin.total} ${bin.total === 1 ? 'tap' : 'taps'} (${parts.join(', ')})`
}

/** Taps whose colour is not that of the shade behind them: from this share on the reader is told why. */
const WORTH_TELLING = 0.1

/** How the histogram reads, for those who do not see it. */
export function histogramInWords(analysis: Analysis): string {
  if (analysis.taps.length < 8) return 'Each column counts taps; the shades behind are the zones.'
  return `${sides(analysis)} ${middle(analysis)}${elsewhere(analysis)}`
}

function sides({ asynchronies }: Analysis): string {
  const n = asynchronies.length
  const early = asynchronies.filter((ms) => ms < 0).length
  if (early === 0) return 'No tap came before the beat.'
  if (early === n) return 'Every tap came before the beat.'
  return `${percent(early / n)} of the taps came before the beat.`
}

function middle({ asynchronies }: Analysis): string {
  const low = quantile(asynchronies, 0.25) ?? 0
  const high = quantile(asynchronies, 0.75) ?? 0
  if (signedNumber(low) === signedNumber(high)) return `The middle half lies at ${signedMilliseconds(low)}.`
  return `The middle half lies between ${signedNumber(low)} and ${signedMilliseconds(high)}.`
}

/** Why a column has another colour than the shade behind it. */
function elsewhere({ taps, zones, allZones }: Analysis): string {
  const off = taps.filter((tap) => zoneAt(tap.ms, zones) !== tap.mode).length
  if (off < WORTH_TELLING * taps.length) return ''
  const shade =
    allZones.length > 1
      ? `The shades are ${quoted(zones)}, played most`
      : 'The shades are where the zones lay on the median tap'
  return ` ${shade}; on ${count(off, 'tap')} they lay elsewhere, and the colour is what the band did.`
}
