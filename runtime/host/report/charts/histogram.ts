import { type Analysis, shareOfTaps } from '../analysis.ts'
import { type Markup, markup } from '../markup.ts'
import { milliseconds, signedMilliseconds, signedNumber } from '../numerals.ts'
import { clamp, linear, roundStep, ticks } from '../scale.ts'
import { binIndex, quantile } from '../statistics.ts'
import { frame, percentage, placed } from './frame.ts'
import { MODE_NAMES, MODES } from './marks.ts'
import { asynchronyReach } from './taps.ts'

const HEIGHT = 240

/** Room above the highest bar for the mean and the spread, px. */
const HEADROOM = 44

/** How often each asynchrony came: early left, late right, coloured by what the band made of it. */
export function histogramChart(analysis: Analysis): Markup {
  const width = binWidth(analysis.asynchronies)
  const bins = Math.max(2, 2 * Math.ceil(asynchronyReach(analysis) / width))
  const reach = (bins / 2) * width
  const x = linear(-reach, reach, 0, 1)
  const counts = binned(analysis, width, bins)
  const tallest = Math.max(1, ...counts.map((bin) => bin.total))
  const y = linear(0, tallest, HEIGHT, HEADROOM)
  const { snapMs, followMs, limitMs } = analysis.zones
  const edge = (ms: number) => clamp(x(ms), 0, 1)
  const band = (kind: string, from: number, to: number) =>
    markup`<rect class="band ${kind}" x="${percentage(edge(from))}" width="${percentage(edge(to) - edge(from))}" y="0" height="${HEIGHT}"/>`
  const c = analysis.centre
  return frame({
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
              text: `${signedMilliseconds(-reach + i * width)} to ${signedMilliseconds(-reach + (i + 1) * width)}: ${tapsInWords(bin)}`,
            },
          ],
    ),
  })
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
  const side = at < 0.25 ? 'start' : at > 0.75 ? 'end' : 'middle'
  const label = `mean ${signedMilliseconds(analysis.mean)}`
  if (analysis.spread === null) {
    return markup`${rule('mean', at, 20)}<text class="strong" x="${percentage(at)}" y="14" text-anchor="${side}">${label}</text>`
  }
  const from = percentage(edge(analysis.mean - analysis.spread))
  const to = percentage(edge(analysis.mean + analysis.spread))
  return markup`${rule('mean', at, 20)}<line class="whisker" x1="${from}" x2="${to}" y1="26" y2="26"/><line class="whisker" x1="${from}" x2="${from}" y1="21" y2="31"/><line class="whisker" x1="${to}" x2="${to}" y1="21" y2="31"/><text class="strong" x="${percentage(at)}" y="14" text-anchor="${side}">${label}, spread ±${milliseconds(analysis.spread)}</text>`
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

/** How the histogram reads, for those who do not see it. */
export function histogramInWords(analysis: Analysis): string {
  if (analysis.taps.length < 8) return 'Each column counts taps; the shades behind are the zones.'
  const early = analysis.asynchronies.filter((ms) => ms < 0).length
  const n = Math.max(1, analysis.taps.length)
  return `${Math.round((early / n) * 100)}\u00A0% of the taps came before the beat; ${Math.round(shareOfTaps(analysis, 'snap') * 100)}\u00A0% were close enough for the band to hold.`
}
