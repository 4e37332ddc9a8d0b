import type { Analysis, Tap } from '../analysis.ts'
import type { ReportSection } from '../input.ts'
import { type Markup, markup } from '../markup.ts'
import { count, signedMilliseconds, signedNumber, whole } from '../numerals.ts'
import { clamp, linear, type Scale, ticks } from '../scale.ts'
import { median, quantile, runningMedian } from '../statistics.ts'
import { blocks, thinCloud, thinLine } from '../thin.ts'
import { frame, X_UNITS } from './frame.ts'
import { dots, legend, linePath, lineSample, MODES } from './marks.ts'
import { type Timeline, timeline } from './timeline.ts'

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
      markup`<path class="zero" d="M0 ${y(0)}H${X_UNITS}"/>`,
      MODES.map((mode) =>
        dots(
          mode,
          drawn
            .filter((tap) => tap.mode === mode)
            .map((tap) => ({ x: x(tap), y: y(clamp(tap.ms, -reach * 0.985, reach * 0.985)) })),
        ),
      ),
      hasTrend ? trendLine(place.line, time, y) : null,
    ],
    above: [
      markup`<text class="corner" x="8" y="16">late</text><text class="corner" x="8" y="${HEIGHT - 8}">early</text>`,
      zoneNames(analysis, y),
    ],
    readouts: time.readouts((bar) =>
      bar.mean === null
        ? 'no taps'
        : `${count(bar.taps.length, 'tap')}, ${signedMilliseconds(bar.mean)} on average; held ${bar.modes.snap}, followed ${bar.modes.follow}, at the limit ${bar.modes.limit}`,
    ),
  })
  return markup`${chart}${legend(hasTrend ? lineSample('trend', `running median of ${place.width} taps`) : null)}${drawn.length < analysis.taps.length ? markup`<p class="fine">${count(drawn.length, 'tap')} of ${whole(analysis.taps.length)} are drawn; the earliest and latest of every moment are always among them.</p>` : null}`
}

/**
 * How far the asynchrony axis goes, ms either way: past the follow zone, so that all three zones are seen, and as far
 * as 99 % of the taps; the rest sit on the edge.
 */
export function asynchronyReach(analysis: Analysis): number {
  const most = quantile(
    analysis.asynchronies.map((ms) => Math.abs(ms)),
    0.99,
  )
  const zones = analysis.zones.followMs + Math.abs(analysis.centre)
  return Math.max(5, zones * 1.25, Math.min((most ?? 0) * 1.1, Math.max(zones, analysis.zones.limitMs) * 1.5))
}

/** The zones around where the band expected the player: straight, or bending with the habit it learned. */
function zoneBands(analysis: Analysis, time: Timeline, y: Scale): Markup {
  const { taps } = analysis
  const first = taps[0]
  const last = taps[taps.length - 1]
  const points =
    first === undefined || last === undefined || taps.every((tap) => tap.centre === 0)
      ? [
          { x: 0, ms: 0 },
          { x: X_UNITS, ms: 0 },
        ]
      : [
          { x: 0, ms: first.centre },
          ...thinLine(
            taps,
            (tap) => tap.onset,
            (tap) => tap.centre,
            100,
          ).map((tap) => ({ x: time.at(tap.onset) * X_UNITS, ms: tap.centre })),
          { x: X_UNITS, ms: last.centre },
        ]
  const inside = (ms: number) => y(clamp(ms, y.low, y.high))
  const band = (kind: string, width: number) => {
    const upper = points.map((p) => ({ x: p.x, y: inside(p.ms + width) }))
    const lower = points.map((p) => ({ x: p.x, y: inside(p.ms - width) })).reverse()
    return markup`<path class="band ${kind}" d="${linePath([...upper, ...lower])}Z"/>`
  }
  return markup`<rect class="band limit" x="0" y="0" width="${X_UNITS}" height="${HEIGHT}"/>${band('clear', analysis.zones.followMs)}${band('follow', analysis.zones.followMs)}${band('clear', analysis.zones.snapMs)}${band('snap', analysis.zones.snapMs)}`
}

/** A name needs this much of the chart's height; a zone that has less goes without. */
const NAME_HEIGHT = 18

/** The zones' names at the right edge, each just inside its upper bound. */
function zoneNames(analysis: Analysis, y: Scale): Markup {
  const centre = analysis.taps[analysis.taps.length - 1]?.centre ?? 0
  const { snapMs, followMs } = analysis.zones
  const name = (text: string, at: number) =>
    markup`<text class="zone" x="100%" dx="-6" y="${at}" text-anchor="end">${text}</text>`
  const height = (fromMs: number, toMs: number): number => Math.abs(y(fromMs) - y(toMs))
  const follow = height(snapMs, followMs) < NAME_HEIGHT ? '' : name('follow', y(centre + followMs) + 15)
  const snap = height(-snapMs, snapMs) < NAME_HEIGHT ? '' : name('snap', y(centre + snapMs) + 15)
  return markup`${name('limit', y(centre + followMs) - 6)}${follow}${snap}`
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

function trendLine(line: readonly { onset: number; ms: number }[], time: Timeline, y: Scale): Markup {
  const d = linePath(line.map((p) => ({ x: time.at(p.onset) * X_UNITS, y: y(clamp(p.ms, y.low, y.high)) })))
  return markup`<path class="trend halo" d="${d}"/><path class="trend" d="${d}"/>`
}
