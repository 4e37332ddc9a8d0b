import type { Analysis } from '../analysis.ts'
import { type Bar, barName, groupBars, rankedBars } from '../bars.ts'
import type { ReportSection } from '../input.ts'
import { type Markup, markup } from '../markup.ts'
import { count, milliseconds, signedMilliseconds } from '../numerals.ts'
import { linear, ticks } from '../scale.ts'
import { lowerBound } from '../series.ts'
import { frame, percentage, placed } from './frame.ts'
import { capitalised, sectionDividers } from './timeline.ts'

const HEIGHT = 170
const MOST_COLUMNS = 160

/** How many bars are pointed out as the steadiest and as the loosest. */
const POINTED_OUT = 3

/** How far each bar wandered from the player's usual place; the best and the worst stand out. */
export function barsChart(analysis: Analysis, sections: readonly ReportSection[]): Markup {
  const bars = groupBars(
    analysis.bars.filter((bar) => bar.from > 0),
    MOST_COLUMNS,
    analysis.usual,
  )
  const { steadiest, loosest } = extremes(bars)
  const highest = Math.max(10, ...bars.map((bar) => bar.wander ?? 0))
  const y = linear(0, highest, HEIGHT, 12)
  const kind = (bar: Bar) => (steadiest.has(bar.from) ? 'steady' : loosest.has(bar.from) ? 'loose' : 'plain')
  const width = 1 / Math.max(1, bars.length)
  const every = bars.length > 96 ? 16 : bars.length > 24 ? 8 : 4
  const chart = frame({
    heading: 'bars-title',
    caption: 'bars-caption',
    height: HEIGHT,
    yLabels: ticks(0, highest, 4).map((ms) => ({ at: y(ms), text: String(ms) })),
    yTitle: 'ms',
    xLabels: placed(
      bars.flatMap((bar, i) =>
        i % every === 0 ? [{ at: bars.length === 1 ? 0 : i * width, text: String(bar.from) }] : [],
      ),
    ),
    xTitle: 'bar: distance from the usual place (root mean square)',
    dividers: sectionDividers(
      sections,
      (time) => lowerBound(bars, (bar) => bar.start, time - (analysis.period ?? 0) / 2) * width,
    ),
    behind: null,
    marks: null,
    above: bars.map((bar, i) => column(bar, i, width, kind(bar), y)),
    readouts: bars.map((bar, i) => ({ from: i * width, to: (i + 1) * width, text: sentence(bar) })),
  })
  return chart
}

function column(bar: Bar, i: number, width: number, kind: string, y: (ms: number) => number): Markup {
  const missed = bar.beats - bar.taps.length
  const x = percentage((i + 0.12) * width)
  const w = percentage(0.76 * width)
  const body =
    bar.wander === null
      ? null
      : markup`<rect class="column ${kind}" x="${x}" width="${w}" y="${y(bar.wander)}" height="${HEIGHT - y(bar.wander)}" rx="1.5"/>${kind === 'plain' ? null : markup`<text class="flag ${kind}" x="${percentage((i + 0.5) * width)}" y="${y(bar.wander) - 4}" text-anchor="middle">${kind === 'steady' ? '★' : '▲'}</text>`}`
  // A dash on the floor for a bar that was not, or only partly, played.
  const gap =
    missed > 0 && bar.wander === null
      ? markup`<rect class="gap" x="${x}" width="${w}" y="${HEIGHT - 3}" height="3"/>`
      : null
  return markup`${body}${gap}`
}

function sentence(bar: Bar): string {
  const taps = `${bar.taps.length} of ${count(bar.beats, 'beat')} played`
  const wander = bar.wander === null ? '' : `, ${milliseconds(bar.wander)} from the usual place`
  const average = bar.mean === null ? '' : ` (${signedMilliseconds(bar.mean)} on average)`
  return `${capitalised(barName(bar))}: ${taps}${wander}${average}`
}

/** First measures of the bars that are pointed out; a bar is never both, and with few bars fewer are. */
export function extremes(bars: readonly Bar[]): {
  readonly steadiest: ReadonlySet<number>
  readonly loosest: ReadonlySet<number>
} {
  const ranked = rankedBars(bars)
  const each = Math.min(POINTED_OUT, Math.floor(ranked.length / 4))
  return {
    steadiest: new Set(ranked.slice(0, each).map((bar) => bar.from)),
    loosest: new Set(ranked.slice(ranked.length - each).map((bar) => bar.from)),
  }
}
