import type { Analysis } from '../analysis.ts'
import type { ReportSection, TempoPoint } from '../input.ts'
import { type Markup, markup } from '../markup.ts'
import { beatsPerMinute } from '../numerals.ts'
import { clamp, linear, ticks } from '../scale.ts'
import { lowerBound, meanWithin } from '../series.ts'
import { median, quantile } from '../statistics.ts'
import { STEP } from '../tempo.ts'
import { blocks, thinLine } from '../thin.ts'
import { frame, X_UNITS } from './frame.ts'
import { linePath, lineSample } from './marks.ts'
import { timeline } from './timeline.ts'

const HEIGHT = 210
const COLUMNS = 400

/** The narrowest range shown, bpm: half a beat a minute of wobble must not look like an earthquake. */
const LEAST_RANGE = 8

/** The band's tempo and the player's over time, and the written one, whose steps are a ladder's rungs or sections. */
export function tempoChart(
  analysis: Analysis,
  band: readonly TempoPoint[],
  sections: readonly ReportSection[],
): Markup {
  const time = timeline(analysis, sections)
  const player = analysis.playerTempo.flat()
  const written = analysis.counted.map((beat) => ({ time: beat.time, bpm: beat.written }))
  const begins = beginnings(written)
  const range = tempoRange([...band, ...written], player)
  const y = linear(range.low, range.high, HEIGHT, 0)
  const line = (points: readonly TempoPoint[]) =>
    linePath(
      points.map((p) => ({ x: clamp(time.at(p.time), 0, 1) * X_UNITS, y: y(clamp(p.bpm, y.low, y.high)) })),
    )
  const drawn = (points: readonly TempoPoint[]) =>
    thinLine(
      upright(points, begins),
      (p) => p.time,
      (p) => p.bpm,
      COLUMNS,
    )
  const chart = frame({
    heading: 'tempo-title',
    caption: 'tempo-caption',
    height: HEIGHT,
    yLabels: ticks(range.low, range.high, 5).map((bpm) => ({ at: y(bpm), text: String(bpm) })),
    yTitle: 'bpm',
    ...time.frame,
    xTitle: 'time into the session',
    behind: null,
    marks: [
      written.length > 0 ? markup`<path class="written" d="${line(drawn(written))}"/>` : null,
      analysis.playerTempo.map((run) => markup`<path class="you" d="${line(smoothed(run, analysis))}"/>`),
      band.length > 0 ? markup`<path class="theband" d="${line(drawn(band))}"/>` : null,
    ],
    above: null,
    readouts: time.readouts((bar) => {
      const theirs = meanWithin(band, bar.start, bar.end)
      const own = meanWithin(player, bar.start, bar.end)
      const asked = meanWithin(written, bar.start, bar.end)
      return `band ${theirs === null ? '–' : beatsPerMinute(theirs)}, player ${own === null ? '–' : beatsPerMinute(own)}${asked === null ? '' : `, written ${beatsPerMinute(asked)}`}`
    }),
  })
  return markup`${chart}<ul class="legend">${lineSample('theband', 'the band')}${player.length === 0 ? null : lineSample('you', 'the player, smoothed over nine intervals')}${written.length === 0 ? null : lineSample('written', 'as written')}</ul>`
}

/** How far from a beat of the written tempo the band's point of that beat may lie: members have a feel, seconds. */
const SAME_BEAT = 0.06

/** Where another tempo is written to begin it holds at once: there the lines go straight up or down. */
function upright(points: readonly TempoPoint[], begins: readonly number[]): readonly TempoPoint[] {
  return points.flatMap((point, i) => {
    const before = points[i - 1]
    const next = begins[lowerBound(begins, (time) => time, point.time - SAME_BEAT)]
    return before !== undefined && next !== undefined && next <= point.time + SAME_BEAT
      ? [{ time: point.time, bpm: before.bpm }, point]
      : [point]
  })
}

/** When another tempo is written to begin; not on the way of a ramp. */
function beginnings(written: readonly TempoPoint[]): readonly number[] {
  return written.flatMap((point, i) => {
    const before = written[i - 1]
    const steps = before !== undefined && Math.abs(point.bpm - before.bpm) > STEP * before.bpm
    return steps ? [point.time] : []
  })
}

/** Over hours a run has more points than columns: medians of neighbours, since a band of jitter hides the course. */
function smoothed(run: readonly TempoPoint[], analysis: Analysis): readonly TempoPoint[] {
  const most = Math.ceil((COLUMNS * run.length) / Math.max(1, analysis.taps.length))
  return blocks(run, most).map((group) => ({
    time: median(group.map((p) => p.time)) ?? 0,
    bpm: median(group.map((p) => p.bpm)) ?? 0,
  }))
}

/** Both lines, without the outermost hundredth of the player's, and never narrower than LEAST_RANGE. */
function tempoRange(
  band: readonly TempoPoint[],
  player: readonly TempoPoint[],
): { low: number; high: number } {
  const own = player.map((p) => p.bpm)
  let low = quantile(own, 0.01) ?? Number.POSITIVE_INFINITY
  let high = quantile(own, 0.99) ?? Number.NEGATIVE_INFINITY
  for (const { bpm } of band) {
    low = Math.min(low, bpm)
    high = Math.max(high, bpm)
  }
  if (low > high) return { low: 60, high: 120 }
  const room = Math.max((high - low) * 0.08, (LEAST_RANGE - (high - low)) / 2)
  return { low: low - room, high: high + room }
}
