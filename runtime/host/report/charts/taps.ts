import type { Analysis, Tap } from '../analysis.ts'
import type { ReportSection } from '../input.ts'
import { type Markup, markup } from '../markup.ts'
import { count, signedMilliseconds, signedNumber, whole } from '../numerals.ts'
import { clamp, linear, type Scale, ticks } from '../scale.ts'
import { median, quantile, runningMedian } from '../statistics.ts'
import { blocks, thinCloud } from '../thin.ts'
import { anchor, frame, percentage, X_UNITS } from './frame.ts'
import { dots, legend, linePath, lineSample, MODES } from './marks.ts'
import { type Timeline, timeline } from './timeline.ts'
import { drawsOnlyUsual, lastZones, zoneBands } from './zone-bands.ts'

const HEIGHT = 300

/** Columns × taps a column: more than this and dots only hide each other. */
const COLUMNS = 900
const TAPS_A_COLUMN = 6

/** Taps in the running median. */
const TREND = 17

/** Points of the running median; a longer session has more taps in each. */
const MOST_TREND_POINTS = 240

/** Every tap against its beat over time, over the zones it fell into. */
export function tapsChart(analysis: Analysis, sections: readonly ReportSection[]): Markup {
  const time = timeline(analysis, sections)
  const reach = asynchronyReach(analysis)
  // Late is up, as in every plot of asynchrony since Repp's.
  const y = linear(-reach, reach, HEIGHT, 0)
  const drawn = thinCloud(
    analysis.taps,
    (tap) => tap.onset,
    (tap) => tap.ms,
    COLUMNS,
    TAPS_A_COLUMN,
  )
  const isBeyond = (tap: Tap) => Math.abs(tap.ms) > reach
  const [beyond, inside] = [drawn.filter(isBeyond), drawn.filter((tap) => !isBeyond(tap))]
  const place = trend(analysis)
  const hasTrend = analysis.taps.length >= TREND
  const x = (tap: Tap) => time.at(tap.onset) * X_UNITS
  const chart = frame({
    heading: 'taps-title',
    caption: 'taps-caption',
    height: HEIGHT,
    yLabels: ticks(-reach, reach, 6).map((ms) => ({
      at: y(ms),
      text: ms === 0 ? 'beat' : signedNumber(ms),
    })),
    yTitle: 'ms',
    ...time.frame,
    xTitle: 'time into the session',
    behind: null,
    marks: [
      zoneBands(analysis, time, y),
      hasTrend ? trendLine('trend halo', place.line, time, y) : null,
      markup`<path class="zero" d="M0 ${y(0)}H${X_UNITS}"/>`,
      MODES.map((mode) =>
        dots(
          mode,
          inside
            .filter((tap) => tap.mode === mode)
            .map((tap) => ({ x: x(tap), y: y(clamp(tap.ms, -reach * 0.985, reach * 0.985)) })),
        ),
      ),
      hasTrend ? trendLine('trend', place.line, time, y) : null,
    ],
    above: [
      markup`<text class="corner" x="8" y="16">late</text><text class="corner" x="8" y="${HEIGHT - 8}">early</text>`,
      zoneNames(analysis, y),
      beyond.map((tap) => caret(tap, time.at(tap.onset))),
    ],
    readouts: time.readouts((bar) =>
      bar.mean === null
        ? 'no taps'
        : `${count(bar.taps.length, 'tap')}, ${signedMilliseconds(bar.mean)} on average; held ${bar.modes.snap}, followed ${bar.modes.follow}, at the limit ${bar.modes.limit}`,
    ),
  })
  return markup`${chart}${legend(hasTrend ? lineSample('trend', `running median of ${place.width} taps`) : null)}${drawn.length < analysis.taps.length ? markup`<p class="fine">${count(drawn.length, 'tap')} of ${whole(analysis.taps.length)} are drawn; the earliest and latest of every moment are always among them.</p>` : null}${furtherOut(analysis.taps.filter(isBeyond))}${drawsOnlyUsual(analysis) ? markup`<p class="fine">The zones changed too often to be drawn: the shades are those that were played most.</p>` : null}`
}

/** A tap that is further out than the chart: at its edge, and no dot, since it was not there. */
function caret({ ms, mode }: Tap, at: number): Markup {
  return markup`<text class="beyond ${mode}" x="${percentage(at)}" y="${ms > 0 ? 10 : HEIGHT - 2}" text-anchor="${anchor(at)}">${caretOf(ms)}</text>`
}

const caretOf = (ms: number): string => (ms > 0 ? '▲' : '▼')

function furtherOut(taps: readonly Tap[]): Markup | null {
  if (taps.length === 0) return null
  const furthest = taps.reduce((most, tap) => (Math.abs(tap.ms) > Math.abs(most) ? tap.ms : most), 0)
  const carets = [1, -1].filter((side) => taps.some((tap) => tap.ms * side > 0)).map(caretOf)
  return markup`<p class="fine">${carets.join(' ')} ${count(taps.length, 'tap')} ${taps.length === 1 ? 'lies further out, at' : 'lie further out, the furthest at'} ${signedMilliseconds(furthest)}.</p>`
}

/**
 * How far the asynchrony axis goes, ms either way: past the nearer end of the follow zone, so that all three zones are
 * seen, and as far as 99 % of the taps; the rest are carets at the edge.
 */
export function asynchronyReach(analysis: Analysis): number {
  const most = quantile(
    analysis.asynchronies.map((ms) => Math.abs(ms)),
    0.99,
  )
  const { followMs, limitMs, centre } = analysis.zones
  const nearer = Math.abs(followMs - Math.abs(centre))
  const furthest = Math.max(followMs, limitMs) + Math.abs(centre)
  return Math.max(5, nearer * 1.25, Math.min((most ?? 0) * 1.1, furthest * 1.5))
}

/** A name needs this much of the chart's height; a zone that has less goes without. */
const NAME_HEIGHT = 18
/** From the upper edge of a zone to the foot of its name, and from the foot of the name above it, px. */
const NAME_BELOW = 15
const NAME_ABOVE = 6

/** The zones' names at the right edge: each in the upper part of its zone, or in the lower where that is out of sight. */
function zoneNames(analysis: Analysis, y: Scale): Markup {
  const { centre, snapMs, followMs } = lastZones(analysis) ?? analysis.zones
  const at = (ms: number) => y(clamp(ms, y.low, y.high))
  const name = (text: string, foot: number) =>
    markup`<text class="zone" x="100%" dx="-6" y="${foot}" text-anchor="end">${text}</text>`
  const [top, upper, snapTop, snapEnd, lower, end] = [
    y.high,
    centre + followMs,
    centre + snapMs,
    centre - snapMs,
    centre - followMs,
    y.low,
  ].map(at)
  const fits = (from = 0, to = 0) => to - from >= NAME_HEIGHT
  const below = (text: string, from = 0) => name(text, from + NAME_BELOW)
  return markup`${fits(top, upper) ? name('limit', (upper ?? 0) - NAME_ABOVE) : fits(lower, end) ? below('limit', lower) : null}${fits(upper, snapTop) ? below('follow', upper) : fits(snapEnd, lower) ? below('follow', snapEnd) : null}${fits(snapTop, snapEnd) ? below('snap', snapTop) : null}`
}

/** The player's place over time: a running median, and over hours medians of neighbouring taps. */
function trend(analysis: Analysis): {
  readonly width: number
  readonly line: readonly { onset: number; ms: number }[]
} {
  const { taps, asynchronies } = analysis
  const width = Math.max(TREND, Math.ceil(taps.length / MOST_TREND_POINTS))
  if (width === TREND) {
    const smooth = runningMedian(asynchronies, TREND)
    return { width, line: taps.map((tap, i) => ({ onset: tap.onset, ms: smooth[i] ?? 0 })) }
  }
  const line = blocks(taps, MOST_TREND_POINTS).map((group) => ({
    onset: median(group.map((tap) => tap.onset)) ?? 0,
    ms: median(group.map((tap) => tap.ms)) ?? 0,
  }))
  return { width, line }
}

function trendLine(
  kind: string,
  line: readonly { onset: number; ms: number }[],
  time: Timeline,
  y: Scale,
): Markup {
  const d = linePath(line.map((p) => ({ x: time.at(p.onset) * X_UNITS, y: y(clamp(p.ms, y.low, y.high)) })))
  return markup`<path class="${kind}" d="${d}"/>`
}
