import type { Analysis } from '../analysis.ts'
import type { Bar } from '../bars.ts'
import type { SessionBeat } from '../input.ts'
import { type Markup, markup } from '../markup.ts'
import { milliseconds } from '../numerals.ts'
import { onCircle } from '../scale.ts'
import { lowerBound } from '../series.ts'
import { everyNth } from '../thin.ts'
import { dots, MODES, type Point } from './marks.ts'

/**
 * The session as a record: one turn is one bar, read clockwise from the top, the first bar in the outermost groove.
 * A tap on the beat lies on a spoke; early taps lie before it, so a habit shows as a tilt and steadiness as a thin
 * ray.
 */

const OUTER = 138
const INNER = 58

/** Beyond this dots only fill the disc. */
const MOST_DOTS = 3000

export function disc(analysis: Analysis, beats: readonly SessionBeat[], onsets: readonly number[]): Markup {
  const bars = analysis.bars.filter((bar) => bar.from > 0)
  const radius = (bar: number, phase: number) =>
    OUTER - ((bar + phase) / Math.max(1, bars.length)) * (OUTER - INNER)
  const spokes = commonSpokes(bars)
  const at = (bar: number, phase: number): Point => {
    const { x, y } = onCircle(phase)
    const r = radius(bar, phase)
    // Phase 0 is up and turns clockwise; y grows downwards on the page.
    return { x: r * y, y: -r * x }
  }
  const bar = new Map<number, number>()
  bars.forEach((b, i) => {
    bar.set(b.from, i)
  })
  // Place of each beat within its bar.
  const places = placesInBar(beats)
  const matched = new Set(analysis.taps.map((tap) => tap.onset))
  const tapPoints = everyNth(analysis.taps, MOST_DOTS).flatMap((tap) => {
    const i = bar.get(tap.measure)
    const place = places[tap.index]
    const own = i === undefined ? undefined : bars[i]
    if (i === undefined || place === undefined || own === undefined) return []
    const metre = metreOf(own, bars[i - 1])
    const unitSeconds = (own.end - own.start) / sumOf(own.units) || 1
    const late = (tap.onset - tap.beat) / unitSeconds / sumOf(metre)
    return [{ mode: tap.mode, point: at(i, (spokesOf(metre)[place] ?? 0) + late) }]
  })
  const others = everyNth(
    onsets.filter((time) => !matched.has(time)),
    MOST_DOTS,
  ).flatMap((time) => placeOfOnset(time, bars, at))
  return markup`<figure><svg class="disc" viewBox="-160 -160 320 320" role="img" aria-label="All taps of the session, one turn a bar, the first bar outermost; on the beat means on a spoke."><circle class="vinyl" r="146"/>${[
    0.25, 0.5, 0.75,
  ].map(
    (share) => markup`<circle class="groove" r="${OUTER - share * (OUTER - INNER)}"/>`,
  )}${spokes.map((phase, i) => spoke(phase, i + 1))}${dots('extra', others)}${MODES.map((mode) =>
    dots(
      mode,
      tapPoints.filter((tap) => tap.mode === mode).map((tap) => tap.point),
    ),
  )}<circle class="label" r="46"/>${label(analysis)}</svg>${analysis.taps.length === 0 ? null : markup`<figcaption>One turn is one bar, the first bar outermost. On a spoke is on the beat. The bar runs clockwise, so early taps lie just before their spoke.</figcaption>`}</figure>`
}

function placesInBar(beats: readonly SessionBeat[]): readonly number[] {
  let place = 0
  return beats.map((beat, i) => {
    place = i > 0 && beats[i - 1]?.measure === beat.measure ? place + 1 : 0
    return place
  })
}

function placeOfOnset(
  time: number,
  bars: Analysis['bars'],
  at: (bar: number, phase: number) => Point,
): readonly Point[] {
  const index = lowerBound(bars, (bar) => bar.start, time)
  const low = bars[index]?.start === time ? index : index - 1
  const bar = bars[low]
  return bar === undefined || time < bar.start
    ? []
    : [at(low, (time - bar.start) / (bar.end - bar.start || 1))]
}

function spoke(phase: number, number: number): Markup {
  const { x, y } = onCircle(phase)
  return markup`<path class="${number === 1 ? 'spoke first' : 'spoke'}" d="M${INNER * y} ${-INNER * x}L${142 * y} ${-142 * x}"/><text class="rim" x="${153 * y}" y="${-153 * x + 4}" text-anchor="middle">${String(number)}</text>`
}

/** Where the beats of a bar begin, 0..1: in proportion to how long they are written, as in 7/8 (2+2+3). */
function spokesOf(units: readonly number[]): readonly number[] {
  const whole = sumOf(units)
  let before = 0
  return units.map((n) => {
    const phase = before / whole
    before += n
    return phase
  })
}

/** The beats of a bar: of one that the session's end cut short, those that it would have had. */
function metreOf(bar: Bar, before: Bar | undefined): readonly number[] {
  const { units } = bar
  const cut =
    before !== undefined &&
    before.units.length > units.length &&
    units.every((n, i) => Math.abs(n - (before.units[i] ?? 0)) < 1e-3)
  return cut ? before.units : units
}

/** Never 0, so that it can be divided by. */
function sumOf(units: readonly number[]): number {
  return units.reduce((sum, n) => sum + n, 0) || 1
}

/** More spokes than this are a hatching. */
const MOST_SPOKES = 16

/** Those of the metre that most bars have; of 4/4 for a session without bars. */
function commonSpokes(bars: readonly Bar[]): readonly number[] {
  const metres = new Map<string, { readonly spokes: readonly number[]; bars: number }>()
  for (const { units } of bars) {
    const spokes = spokesOf(units)
    // Lengths come of measured times: thousandths of a turn tell metres apart.
    const key = spokes.map((phase) => Math.round(phase * 1000)).join(' ')
    const metre = metres.get(key) ?? { spokes, bars: 0 }
    metre.bars += 1
    metres.set(key, metre)
  }
  const [most] = [...metres.values()].sort((a, b) => b.bars - a.bars)
  return (most?.spokes ?? [0, 0.25, 0.5, 0.75]).slice(0, MOST_SPOKES)
}

function label(analysis: Analysis): Markup {
  if (analysis.mean === null) return markup`<text class="small" y="4" text-anchor="middle">no taps</text>`
  const side = Math.round(analysis.mean) === 0 ? 'on the beat' : analysis.mean < 0 ? 'ahead' : 'behind'
  return markup`<text class="big" y="2" text-anchor="middle">${milliseconds(analysis.mean)}</text><text class="small" y="20" text-anchor="middle">${side}</text>`
}
