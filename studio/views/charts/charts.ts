/** The practice charts: each makes one picture of the given width. */

import type { ResponseMode } from '../../../runtime/score/beat.ts'
import type { Milliseconds, Seconds } from '../../../runtime/units.ts'
import type { BeatMark, ZoneView } from '../../protocol.ts'
import { earlyOrLate, signed } from '../words.ts'
import { zoneAt } from '../zones.ts'
import { BIN, type MetBeat, quantile, REACH, type SessionSummary } from './summary.ts'
import { linear, mark, path, picture, type Scale, ticks, words } from './svg.ts'

const MODES: readonly ResponseMode[] = ['snap', 'follow', 'limit']

/** A zone's shape, as on the dial: disc, diamond, triangle. */
function shape(mode: ResponseMode, x: number, y: number, r: number): SVGElement {
  const className = `chart-dot is-${mode}`
  if (mode === 'snap') return mark('circle', { cx: x, cy: y, r, class: className })
  const corners =
    mode === 'follow'
      ? [
          [x, y - 1.25 * r],
          [x + 1.25 * r, y],
          [x, y + 1.25 * r],
          [x - 1.25 * r, y],
        ]
      : [
          [x, y - 1.35 * r],
          [x + 1.3 * r, y + r],
          [x - 1.3 * r, y + r],
        ]
  return mark('polygon', {
    points: corners.map((corner) => corner.map((value) => value.toFixed(1)).join(',')).join(' '),
    class: className,
  })
}

/** Zones as strips (`across`: from left to right) or columns behind a chart. */
function ground(
  zones: ZoneView | null,
  centre: Milliseconds,
  reach: Milliseconds,
  place: (from: Milliseconds, to: Milliseconds, mode: ResponseMode) => SVGElement,
): readonly SVGElement[] {
  if (zones === null) return []
  const within = (ms: Milliseconds): Milliseconds => Math.max(-reach, Math.min(reach, ms))
  const strip = (ms: Milliseconds, mode: ResponseMode): SVGElement =>
    place(within(centre - ms), within(centre + ms), mode)
  return [strip(zones.limit, 'limit'), strip(zones.follow, 'follow'), strip(zones.snap, 'snap')]
}

const LEFT = 38
const BOTTOM = 24

function reachOf(met: readonly MetBeat[]): Milliseconds {
  const furthest = quantile(
    met.map(({ deviation }) => Math.abs(deviation)),
    0.97,
  )
  return Math.max(60, Math.min(250, Math.ceil((furthest * 1.15) / 20) * 20))
}

const MOST_DOTS = 96

/** Early and late by beat of the bar: half of the taps lie in the box, the line in it is the middle one. */
export function byBeatChart(
  met: readonly MetBeat[],
  beatsInBar: number,
  zones: ZoneView | null,
  centre: Milliseconds,
  width: number,
): SVGElement {
  const height = 230
  const reach = reachOf(met)
  const y = linear(-reach, reach, height - BOTTOM, 8)
  const drawing = picture(
    width,
    height,
    `Early and late by beat of the bar. ${byBeatFinding(met, beatsInBar)}`,
  )
  drawing.append(
    ...ground(zones, centre, reach, (from, to, mode) =>
      mark('rect', {
        x: LEFT,
        width: width - LEFT,
        y: y(to),
        height: y(from) - y(to),
        class: `chart-zone is-${mode}`,
      }),
    ),
    ...msAxis(reach, y, width),
  )
  const column = (width - LEFT) / Math.max(1, beatsInBar)
  for (let beat = 1; beat <= beatsInBar; beat++) {
    const here = met.filter(({ beatNumber }) => beatNumber === beat)
    const x = LEFT + (beat - 0.5) * column
    drawing.append(words(x, height - 6, String(beat), 'middle', 'is-strong'))
    const shown = here.slice(-MOST_DOTS)
    shown.forEach(({ deviation, mode }, i) => {
      // Beside each other in the order they came, so that a drift within the session shows.
      const across = shown.length < 2 ? 0 : i / (shown.length - 1) - 0.5
      drawing.append(
        shape(mode, x + across * column * 0.6, y(Math.max(-reach, Math.min(reach, deviation))), 2.6),
      )
    })
    if (here.length >= 4) drawing.append(...box(here, x, Math.min(56, column * 0.7), y, reach))
  }
  return drawing
}

function box(
  here: readonly MetBeat[],
  x: number,
  wide: number,
  y: Scale,
  reach: Milliseconds,
): readonly SVGElement[] {
  const at = (share: number): number =>
    y(
      Math.max(
        -reach,
        Math.min(
          reach,
          quantile(
            here.map(({ deviation }) => deviation),
            share,
          ),
        ),
      ),
    )
  return [
    mark('rect', {
      x: x - wide / 2,
      width: wide,
      y: at(0.75),
      height: Math.max(1, at(0.25) - at(0.75)),
      rx: 4,
      class: 'chart-box',
    }),
    mark('line', { x1: x - wide / 2, x2: x + wide / 2, y1: at(0.5), y2: at(0.5), class: 'chart-median' }),
  ]
}

function msAxis(reach: Milliseconds, y: Scale, width: number): readonly SVGElement[] {
  return ticks(-reach, reach, 5).flatMap((ms) => [
    mark('line', {
      x1: LEFT,
      x2: width,
      y1: y(ms),
      y2: y(ms),
      class: ms === 0 ? 'chart-zero' : 'chart-grid',
    }),
    words(LEFT - 6, y(ms) + 4, ms === 0 ? 'beat' : signed(ms), 'end'),
  ])
}

/** The beat that stands out, in words. */
export function byBeatFinding(met: readonly MetBeat[], beatsInBar: number): string {
  const overall = quantile(
    met.map(({ deviation }) => deviation),
    0.5,
  )
  let furthest = 0
  let finding: string | null = null
  /** Beats with taps enough to have a middle. */
  let known = 0
  for (let beat = 1; beat <= beatsInBar; beat++) {
    const here = met.filter(({ beatNumber }) => beatNumber === beat).map(({ deviation }) => deviation)
    if (here.length < 4) continue
    known += 1
    const middle = quantile(here, 0.5)
    const away = Math.abs(middle - overall)
    if (away < 8 || away <= furthest) continue
    furthest = away
    finding = `Beat ${beat} stands out: ${earlyOrLate(middle)}.`
  }
  if (met.length === 0) return 'No taps yet.'
  if (finding !== null) return finding
  return known < Math.min(2, beatsInBar)
    ? 'Too few taps on each beat to tell them apart.'
    : 'All beats of the bar are alike.'
}

/** How many taps fell where. */
export function histogramChart(
  summary: SessionSummary,
  zones: ZoneView | null,
  centre: Milliseconds,
  width: number,
): SVGElement {
  const height = 200
  const most = Math.max(1, ...summary.bins)
  const x = linear(-REACH, REACH, 10, width - 10)
  const y = linear(0, most, height - BOTTOM, 22)
  const spread = summary.spread === null ? '' : ` Spread ${Math.round(summary.spread)} ms.`
  const drawing = picture(width, height, `How early and late the taps were.${spread}`)
  drawing.append(
    ...ground(zones, centre, REACH, (from, to, mode) =>
      mark('rect', {
        x: x(from),
        width: x(to) - x(from),
        y: 22,
        height: height - BOTTOM - 22,
        class: `chart-zone is-${mode}`,
      }),
    ),
  )
  summary.bins.forEach((count, i) => {
    if (count === 0) return
    const from = -REACH + i * BIN
    const mode = zones === null ? 'snap' : zoneAt(from + BIN / 2 - centre, zones)
    drawing.append(
      mark('rect', {
        x: x(from) + 0.75,
        width: x(from + BIN) - x(from) - 1.5,
        y: y(count),
        height: y(0) - y(count),
        rx: 2,
        class: `chart-bar is-${mode}`,
      }),
    )
  })
  drawing.append(
    mark('line', { x1: x(0), x2: x(0), y1: 18, y2: height - BOTTOM, class: 'chart-zero' }),
    words(x(0), 13, 'beat', 'middle', 'is-strong'),
    words(10, 13, '◂ early', 'start', 'is-strong'),
    words(width - 10, 13, 'late ▸', 'end', 'is-strong'),
    ...ticks(-100, 100, 4).map((ms) => words(x(ms), height - 6, ms === 0 ? '0 ms' : signed(ms), 'middle')),
  )
  return drawing
}

const MOST_POINTS = 400

/** Tempo of band and player over the session. */
export function tempoChart(
  beats: readonly BeatMark[],
  player: readonly { readonly time: Seconds; readonly bpm: number }[],
  width: number,
): SVGElement {
  const height = 200
  const played = thin(beats.filter(({ measure }) => measure >= 1))
  const start = played[0]?.time ?? 0
  const end = Math.max(start + 1, played.at(-1)?.time ?? 0)
  // Who taps along in the count has a tempo before there is one to compare it with.
  const own = thin(player.filter(({ time }) => time >= start && time <= end))
  const all = [...played.map(({ bpm }) => bpm), ...own.map(({ bpm }) => bpm)]
  const low = Math.min(...all, Number.POSITIVE_INFINITY)
  const high = Math.max(...all, Number.NEGATIVE_INFINITY)
  const middle = all.length === 0 ? 100 : (low + high) / 2
  const half = all.length === 0 ? 4 : Math.max(3, (high - low) * 0.6)
  const y = linear(middle - half, middle + half, height - BOTTOM, 22)
  const x = linear(start, end, LEFT, width - 4)
  const drawing = picture(width, height, tempoFinding(played.at(0)?.bpm, played.at(-1)?.bpm))
  drawing.append(
    ...ticks(middle - half, middle + half, 4).flatMap((bpm) => [
      mark('line', { x1: LEFT, x2: width, y1: y(bpm), y2: y(bpm), class: 'chart-grid' }),
      words(LEFT - 6, y(bpm) + 4, String(Math.round(bpm * 10) / 10), 'end'),
    ]),
    ...ticks(0, end - start, 5).map((time) =>
      words(x(start + time), height - 6, minutes(time), time === 0 ? 'start' : 'middle'),
    ),
    ...runs(own).map((run) =>
      path(
        run.map(({ time, bpm }): [number, number] => [x(time), y(bpm)]),
        'chart-line is-player',
      ),
    ),
    path(
      played.map(({ time, bpm }): [number, number] => [x(time), y(bpm)]),
      'chart-line is-band',
    ),
    mark('line', { x1: LEFT, x2: LEFT + 18, y1: 10, y2: 10, class: 'chart-line is-band' }),
    words(LEFT + 24, 14, 'band'),
    mark('line', { x1: LEFT + 70, x2: LEFT + 88, y1: 10, y2: 10, class: 'chart-line is-player' }),
    words(LEFT + 94, 14, 'you'),
  )
  return drawing
}

/** Where the player was away the line is broken. */
const LONGEST_GAP: Seconds = 3

function runs<T extends { readonly time: Seconds }>(points: readonly T[]): readonly (readonly T[])[] {
  const found: T[][] = []
  let before = Number.NEGATIVE_INFINITY
  for (const point of points) {
    if (point.time - before > LONGEST_GAP) found.push([])
    found.at(-1)?.push(point)
    before = point.time
  }
  return found
}

function thin<T>(values: readonly T[]): readonly T[] {
  const step = Math.ceil(values.length / MOST_POINTS)
  return step <= 1 ? values : values.filter((_, i) => i % step === 0 || i === values.length - 1)
}

export function tempoFinding(from: number | undefined, to: number | undefined): string {
  if (from === undefined || to === undefined) return 'Nothing has been played yet.'
  const change = to - from
  if (Math.abs(change) < 0.75) return `The band stayed at ${to.toFixed(0)} bpm.`
  return `The band went from ${from.toFixed(1)} to ${to.toFixed(1)} bpm.`
}

export function minutes(seconds: Seconds): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** Time in each zone: all together as one bar, and when it was. Beats that nobody met are its open end. */
export function zonesChart(summary: SessionSummary, beats: readonly BeatMark[], width: number): SVGElement {
  const height = 196
  const total = Math.max(1, summary.beats)
  const rows = [
    ...MODES.map((mode) => ({ mode, name: mode, count: Math.round(summary.zones[mode] * summary.met) })),
    { mode: null, name: 'no tap', count: summary.beats - summary.met },
  ]
  const label = rows.map(({ name, count }) => `${name} ${percent(count / total)}`).join(', ')
  const drawing = picture(width, height, `Beats in each zone: ${label}.`)
  let x = 0
  for (const { mode, count } of rows) {
    if (count === 0) continue
    const wide = (count / total) * width
    const className = `chart-bar is-${mode ?? 'none'}`
    drawing.append(
      mark('rect', { x, width: Math.max(1, wide - 2), y: 0, height: 30, rx: 4, class: className }),
    )
    x += wide
  }
  const played = beats.filter(({ measure }) => measure >= 1)
  const left = 112
  const across = linear(played[0]?.time ?? 0, (played.at(-1)?.time ?? 0) + 0.5, left, width - 2)
  rows.forEach(({ mode, name, count }, i) => {
    const y = 58 + i * 34
    drawing.append(mark('line', { x1: left, x2: width, y1: y, y2: y, class: 'chart-grid' }))
    if (mode !== null) drawing.append(shape(mode, 7, y, 6))
    drawing.append(
      words(20, y + 4, name, 'start', 'is-strong'),
      words(left - 10, y + 4, percent(count / total), 'end'),
    )
    const here = played.filter((beat) => (beat.deviation === null ? null : beat.mode) === mode)
    // One path for all of a row: a long session must not become thousands of elements.
    const d = here.map(({ time }) => `M${across(time).toFixed(1)} ${y - 9}v18`).join('')
    drawing.append(mark('path', { d, class: `chart-tick is-${mode ?? 'none'}` }))
  })
  return drawing
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`

/** A session in a line: how its taps were spread. */
export function sparkline(bins: readonly number[]): SVGElement {
  const width = 120
  const height = 28
  const most = Math.max(1, ...bins)
  const drawing = picture(width, height, 'spread of its taps')
  const x = linear(0, bins.length - 1, 1, width - 1)
  const y = linear(0, most, height - 2, 3)
  const line = bins.map((count, i): [number, number] => [x(i), y(count)])
  drawing.append(
    mark('line', { x1: width / 2, x2: width / 2, y1: 0, y2: height, class: 'chart-zero' }),
    path([[x(0), y(0)], ...line, [x(bins.length - 1), y(0)]], 'chart-spark'),
  )
  return drawing
}

/** The spread of each session, oldest first: down is steadier. */
export function progressChart(spreads: readonly Milliseconds[], width: number): SVGElement {
  const height = 96
  const high = Math.max(20, ...spreads) * 1.1
  const y = linear(0, high, height - 10, 8)
  const x = linear(0, Math.max(1, spreads.length - 1), LEFT + 6, width - 8)
  const drawing = picture(
    width,
    height,
    `Spread by session: ${spreads.map((ms) => `${Math.round(ms)} ms`).join(', ')}.`,
  )
  drawing.append(
    ...ticks(0, high, 3).flatMap((ms) => [
      mark('line', { x1: LEFT, x2: width, y1: y(ms), y2: y(ms), class: 'chart-grid' }),
      words(LEFT - 6, y(ms) + 4, String(ms), 'end'),
    ]),
    path(
      spreads.map((ms, i): [number, number] => [x(i), y(ms)]),
      'chart-line is-player',
    ),
    ...spreads.map((ms, i) =>
      mark('circle', { cx: x(i), cy: y(ms), r: i === spreads.length - 1 ? 5 : 3, class: 'chart-point' }),
    ),
  )
  return drawing
}
