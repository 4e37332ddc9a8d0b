/** Charts over an axis: weights, bounds as units come in, capital, and a run's curves. All on the frame of the session's report. */

import { frame, percentage, placed, X_UNITS } from '../../runtime/host/report/charts/frame.ts'
import { linePath, lineSample } from '../../runtime/host/report/charts/marks.ts'
import { type Markup, markup } from '../../runtime/host/report/markup.ts'
import { count, whole } from '../../runtime/host/report/numerals.ts'
import { clamp, linear, type Scale, ticks } from '../../runtime/host/report/scale.ts'
import type { GainCourse } from '../gate/gain.ts'
import { short, signed } from './numbers.ts'

const HEIGHT = 220
const MOST_READOUTS = 120

/** How often each ratio came: from 0 to well past 1; what lies farther is in the last column. */
export function weightsChart(ratios: Float64Array): Markup {
  const sorted = Float64Array.from(ratios).sort()
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 1
  const most = Math.max(2, Math.ceil(at(0.995) * 2) / 2)
  const bins = 40
  const counts = new Array<number>(bins).fill(0)
  for (const w of ratios) {
    const bin = Math.min(bins - 1, Math.floor((w / most) * bins))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const tallest = Math.max(1, ...counts)
  const y = linear(0, tallest, HEIGHT, 14)
  const x = linear(0, most, 0, 1)
  const beyond = sorted.length - countBelow(sorted, most)
  return frame({
    heading: 'weights-title',
    caption: 'weights-caption',
    height: HEIGHT,
    yLabels: ticks(0, tallest, 4)
      .filter(Number.isInteger)
      .map((n) => ({ at: y(n), text: whole(n) })),
    yTitle: 'units',
    xLabels: placed(ticks(0, most, 10).map((w) => ({ at: x(w), text: short(w) }))),
    xTitle: `ratio w${beyond > 0 ? `; ${count(beyond, 'unit')} beyond ${short(most)} in the last column` : ''}`,
    dividers: [],
    behind: null,
    marks: null,
    above: [
      counts.map(
        (n, i) =>
          markup`<rect class="bar" x="${percentage((i + 0.06) / bins)}" width="${percentage(0.88 / bins)}" y="${y(n)}" height="${HEIGHT - y(n)}"/>`,
      ),
      markup`<line class="zero" x1="${percentage(x(1))}" x2="${percentage(x(1))}" y1="0" y2="${HEIGHT}"/>`,
    ],
    readouts: counts.map((n, i) => ({
      from: i / bins,
      to: (i + 1) / bins,
      text: `w from ${short((i * most) / bins)} to ${i === bins - 1 ? short(at(1)) : short(((i + 1) * most) / bins)}: ${count(n, 'unit')}`,
    })),
  })
}

function countBelow(sorted: Float64Array, most: number): number {
  const at = sorted.findIndex((w) => w >= most)
  return at < 0 ? sorted.length : at
}

/** The bounds of a gain as units come in, and a line at what is asked for. */
export function courseChart(id: string, course: GainCourse, asked: number): Markup {
  const n = course.at.at(-1) ?? 1
  // The first bounds are as wide as the reward is.
  const settled = course.at.findIndex((count) => count >= n / 8)
  const seen = [
    ...course.lower.slice(settled),
    ...course.upper.slice(settled),
    ...course.estimate.slice(settled),
    asked,
    0,
  ]
  const room = 0.08 * Math.max(1e-6, Math.max(...seen) - Math.min(...seen))
  const [low, high] = [Math.min(...seen) - room, Math.max(...seen) + room]
  const y = linear(low, high, HEIGHT, 0)
  const x = linear(0, n, 0, 1)
  const line = (values: readonly number[]): string =>
    linePath(values.map((value, i) => ({ x: x(course.at[i] ?? 0) * X_UNITS, y: y(clamp(value, low, high)) })))
  const back = course.at.map((_, i) => course.at.length - 1 - i)
  const between = `${line(course.upper)}${linePath(
    back.map((i) => ({
      x: x(course.at[i] ?? 0) * X_UNITS,
      y: y(clamp(course.lower[i] ?? 0, low, high)),
    })),
  ).replace('M', 'L')}Z`
  const chart = frame({
    heading: `${id}-title`,
    caption: `${id}-caption`,
    height: HEIGHT,
    ...labels(y, low, high, 5),
    xLabels: placed(ticks(0, n, 8).map((units) => ({ at: x(units), text: whole(units) }))),
    xTitle: 'units that were looked at',
    dividers: [],
    behind: null,
    marks: [
      markup`<path class="sure" d="${between}"/>`,
      markup`<path class="zero" d="M0 ${y(0)}H${X_UNITS}"/>`,
      asked === 0 ? null : markup`<path class="goal" d="M0 ${y(asked)}H${X_UNITS}"/>`,
      markup`<path class="most" d="${line(course.upper)}"/><path class="estimate" d="${line(course.estimate)}"/><path class="least" d="${line(course.lower)}"/>`,
    ],
    above: null,
    readouts: columns(course.at.length).map(({ from, to, i }) => ({
      from,
      to,
      text: `after ${count(course.at[i] ?? 0, 'unit')}: ${signed(course.estimate[i] ?? 0)}, at least ${signed(course.lower[i] ?? 0)}, at most ${signed(course.upper[i] ?? 0)}`,
    })),
  })
  return markup`${chart}<ul class="legend">${lineSample('least', 'at least')}${lineSample('estimate', 'estimate')}${lineSample('most', 'at most')}${asked === 0 ? null : lineSample('goal', 'its guard')}</ul>`
}

/** Beyond these nothing is decided any more, and the line at which it was would lie on the axis. */
const [LEAST_TENS, MOST_TENS] = [-4, 6]

/** The capital of who bets on a gain: in tens, with the line at which "no gain" is refuted. */
export function wealthChart(course: GainCourse, alpha: number): Markup {
  const tens = course.wealth.map((one) => one / Math.LN10)
  const goal = -Math.log10(alpha)
  const low = Math.max(LEAST_TENS, Math.min(-0.5, ...tens))
  const high = Math.min(MOST_TENS, Math.max(goal * 1.25, ...tens))
  const y = linear(low, high, HEIGHT, 6)
  const n = course.at.at(-1) ?? 1
  const x = linear(0, n, 0, 1)
  const steps = ticks(low, high, 5).filter(Number.isInteger)
  return frame({
    heading: 'wealth-title',
    caption: 'wealth-caption',
    height: HEIGHT,
    yLabels: steps.map((ten) => ({ at: y(ten), text: powerOfTen(ten) })),
    yTitle: '',
    xLabels: placed(ticks(0, n, 8).map((units) => ({ at: x(units), text: whole(units) }))),
    xTitle: 'units that were looked at',
    dividers: [],
    behind: null,
    marks: [
      markup`<path class="zero" d="M0 ${y(0)}H${X_UNITS}"/>`,
      markup`<path class="goal" d="M0 ${y(goal)}H${X_UNITS}"/>`,
      markup`<path class="least" d="${linePath([{ x: 0, y: y(0) }, ...tens.map((ten, i) => ({ x: x(course.at[i] ?? 0) * X_UNITS, y: y(clamp(ten, low, high)) }))])}"/>`,
    ],
    above: markup`<text class="zone" x="8" y="${y(goal) - 6}">${short(1 / alpha)} times: “no gain” is refuted</text>`,
    readouts: columns(course.at.length).map(({ from, to, i }) => ({
      from,
      to,
      text: `after ${count(course.at[i] ?? 0, 'unit')}: ${short(Math.exp(clamp(course.wealth[i] ?? 0, -600, 600)))} times what they began with`,
    })),
  })
}

const powerOfTen = (ten: number): string => (ten >= 0 && ten <= 3 ? `${whole(10 ** ten)}×` : `1e${ten}×`)

export interface Curve {
  readonly kind: 'estimate' | 'least' | 'most'
  readonly name: string
  readonly values: readonly (number | null)[]
  /** Half of the interval around each; empty for none. */
  readonly around: readonly number[]
}

export interface CurvesOptions {
  readonly id: string
  readonly height?: number
  /** Of the x axis; as many as values. */
  readonly at: readonly number[]
  readonly xTitle: string
  /** The y axis: a range of its own, whose ends are named. */
  readonly within?: readonly [number, number]
  readonly zero?: boolean
  /** Where a new search began. */
  readonly dividers?: readonly number[]
}

/** Lines with their intervals over the generations of a run. */
export function curvesChart(curves: readonly Curve[], options: CurvesOptions): Markup {
  const chart = curvesAlone(curves, options)
  return curves.length < 2
    ? chart
    : markup`${chart}<ul class="legend">${curves.map(({ kind, name }) => lineSample(kind, name))}</ul>`
}

function curvesAlone(curves: readonly Curve[], options: CurvesOptions): Markup {
  const { id, height = HEIGHT, at, xTitle, within, zero = false, dividers = [] } = options
  const seen = curves.flatMap(({ values, around }) =>
    values.flatMap((value, i) =>
      value === null ? [] : [value - (around[i] ?? 0), value + (around[i] ?? 0)],
    ),
  )
  const all = [...seen, ...(within ?? []), ...(zero ? [0] : [])]
  const [bottom, top] = all.length === 0 ? [0, 1] : [Math.min(...all), Math.max(...all)]
  const room = within === undefined ? 0.06 * Math.max(1e-9, top - bottom) : 0
  const [low, high] = [bottom - room, top + room]
  const y = linear(low, high, height, 0)
  const [first, last] = [at[0] ?? 0, at.at(-1) ?? 1]
  const x = linear(first, last, 0, 1)
  const point = (i: number, value: number) => ({ x: x(at[i] ?? 0) * X_UNITS, y: y(clamp(value, low, high)) })
  const known = (values: Curve['values']) =>
    values.flatMap((value, i) => (value === null ? [] : [{ i, value }]))
  return frame({
    heading: `${id}-title`,
    caption: `${id}-caption`,
    height,
    ...(within === undefined
      ? labels(y, low, high, height > 150 ? 5 : 3)
      : { yLabels: within.map((value) => ({ at: y(value), text: short(value) })), yTitle: '' }),
    xLabels: placed(
      ticks(first, last, height > 150 ? 10 : 4)
        .filter(Number.isInteger)
        .map((one) => ({ at: x(one), text: whole(one) })),
    ),
    xTitle,
    dividers: dividers.map((one) => ({ at: x(one), text: null, wideOnly: false })),
    behind: null,
    marks: [
      curves.map(({ values, around }) => {
        if (around.length === 0) return null
        const points = known(values)
        const upper = points.map(({ i, value }) => point(i, value + (around[i] ?? 0)))
        const lower = points.map(({ i, value }) => point(i, value - (around[i] ?? 0))).reverse()
        return points.length === 0
          ? null
          : markup`<path class="sure" d="${linePath([...upper, ...lower])}Z"/>`
      }),
      zero ? markup`<path class="zero" d="M0 ${y(0)}H${X_UNITS}"/>` : null,
      curves.map(
        ({ kind, values }) =>
          markup`<path class="${kind}" d="${linePath(known(values).map(({ i, value }) => point(i, value)))}"/>`,
      ),
    ],
    above: null,
    readouts: columns(at.length).map(({ from, to, i }) => ({
      from,
      to,
      text: `${whole(at[i] ?? 0)}: ${curves
        .map(({ name, values, around }) => {
          const value = values[i]
          const half = around[i]
          return `${name} ${value == null ? 'not known' : short(value)}${half === undefined ? '' : ` ± ${short(half)}`}`
        })
        .join(', ')}`,
    })),
  })
}

/** At most so many columns answer to the pointer; each tells of the last that lies in it. */
function columns(
  length: number,
): readonly { readonly from: number; readonly to: number; readonly i: number }[] {
  const shown = Math.min(MOST_READOUTS, length)
  return Array.from({ length: shown }, (_, column) => ({
    from: column / shown,
    to: (column + 1) / shown,
    i: Math.min(length - 1, Math.floor(((column + 1) * length) / shown) - 1),
  }))
}

/** What an axis has room for. */
const LONGEST_LABEL = 5
const COUNTED_IN = [
  { factor: 1, yTitle: '' },
  { factor: 1e3, yTitle: '×10⁻³' },
  { factor: 1e6, yTitle: '×10⁻⁶' },
] as const

/** The axis of a chart: what its ticks are, to the last digit; where that is too long, in thousandths or millionths. */
function labels(y: Scale, low: number, high: number, most: number) {
  const at = ticks(low, high, most)
  const texts = ({ factor }: (typeof COUNTED_IN)[number]) => at.map((value) => short(value * factor))
  const fits = COUNTED_IN.find((one) => {
    const all = texts(one)
    return new Set(all).size === all.length && all.every((text) => text.length <= LONGEST_LABEL)
  })
  const shown = fits ?? COUNTED_IN[0]
  return {
    yTitle: shown.yTitle,
    yLabels: texts(shown).map((text, i) => ({ at: y(at[i] ?? 0), text })),
  }
}
