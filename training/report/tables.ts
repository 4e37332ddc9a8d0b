/** The pictures that stand in rows of a table: intervals, ranges, zones, fits. */

import { percentage } from '../../runtime/host/report/charts/frame.ts'
import { type Markup, markup, type Piece, shorten } from '../../runtime/host/report/markup.ts'
import { percent } from '../../runtime/host/report/numerals.ts'
import { clamp, linear, type Scale } from '../../runtime/host/report/scale.ts'
import type { Interval, Move, SlotFit, Zones } from './input.ts'
import { fixed, pValue, short, signed } from './numbers.ts'

export interface ForestRow {
  readonly name: string
  readonly interval: Interval
  readonly words: string
  /** What it is held against: what ran. */
  readonly reference?: boolean
}

/** Intervals side by side on one axis, a line at what ran. */
export function forest(caption: string, rows: readonly ForestRow[]): Markup {
  const low = Math.min(...rows.map(({ interval }) => interval.low))
  const high = Math.max(...rows.map(({ interval }) => interval.high))
  const room = Math.max(high - low, 1e-9) * 0.06
  const x = linear(low - room, high + room, 0, 1)
  const held = rows.find(({ reference }) => reference === true)
  return table(
    caption,
    [
      unseen('slots'),
      { text: `${fixed(low)} to ${fixed(high)}`, kind: 'pic' },
      { text: 'value', kind: 'n' },
      unseen('remark'),
    ],
    rows.map(
      (row) =>
        markup`<tr><th scope="row">${row.name}</th><td class="pic wide-pic">${whiskers(row, x, held?.interval.value ?? null)}</td><td class="n">${fixed(row.interval.value)} ± ${fixed((row.interval.high - row.interval.low) / 2)}</td><td class="words">${row.words}</td></tr>`,
    ),
  )
}

function whiskers({ interval, reference }: ForestRow, x: Scale, held: number | null): Markup {
  const at = (value: number) => percentage(clamp(x(value), 0, 1))
  const { value, low, high } = interval
  return markup`<svg class="forest" width="100%" height="22" aria-hidden="true">${held === null ? null : markup`<line class="expected" x1="${at(held)}" x2="${at(held)}" y1="-7" y2="29"/>`}<line class="whisker" x1="${at(low)}" x2="${at(high)}" y1="11" y2="11"/><line class="whisker" x1="${at(low)}" x2="${at(low)}" y1="6" y2="16"/><line class="whisker" x1="${at(high)}" x2="${at(high)}" y1="6" y2="16"/><circle class="centre" cx="${at(value)}" cy="11" r="${reference === true ? 4 : 5}"/></svg>`
}

/** Where each slot was in its range and where it is, with one σ to either side. */
export function movesTable(moves: readonly Move[]): Markup {
  return table(
    'The slots before and after',
    [
      'slot',
      { text: 'its range: before, after', kind: 'pic' },
      { text: 'before', kind: 'n' },
      { text: 'after', kind: 'n' },
      { text: 'moved', kind: 'n' },
    ],
    moves.map((move) => (move.kind === 'choice' ? choiceRow(move) : numberRow(move))),
  )
}

function numberRow(move: Extract<Move, { kind: 'number' }>): Markup {
  const x = linear(move.min, move.max, 0.01, 0.99)
  const at = (value: number) => percentage(clamp(x(value), 0.01, 0.99))
  const wide = ({ low, high }: Interval) => percentage(clamp(x(high), 0.01, 0.99) - clamp(x(low), 0.01, 0.99))
  const band = (kind: string, one: Interval, y: number) =>
    markup`<rect class="${kind}" x="${at(one.low)}" width="${wide(one)}" y="${y}" height="9" rx="2"/><line class="mark ${kind === 'before' ? 'was' : 'is'}" x1="${at(one.value)}" x2="${at(one.value)}" y1="${y - 1.5}" y2="${y + 10.5}"/>`
  return markup`<tr><th scope="row">${shorten(move.name, 40)}</th><td class="pic wide-pic"><svg class="mini" width="100%" height="30" aria-hidden="true"><line class="grid" x1="1%" x2="99%" y1="15" y2="15"/><line class="grid" x1="1%" x2="1%" y1="2" y2="28"/><line class="grid" x1="99%" x2="99%" y1="2" y2="28"/>${band('before', move.before, 3)}${band('after', move.after, 18)}</svg></td><td class="n">${short(move.before.value)}${unitOf(move.unit)}</td><td class="n">${short(move.after.value)}${unitOf(move.unit)}</td><td class="n">${move.sigmas === null ? 'fixed' : `${signed(move.sigmas, 2)} σ`}</td></tr>`
}

function choiceRow(move: Extract<Move, { kind: 'choice' }>): Markup {
  const list = (of: 'before' | 'after'): string =>
    move.choices.map((choice) => `${shorten(choice.name, 20)} ${percent(choice[of])}`).join(', ')
  return markup`<tr><th scope="row">${shorten(move.name, 40)}</th><td class="pic wide-pic">${(['before', 'after'] as const).map((of) => shares(move, of))}</td><td class="words" colspan="2">${list('before')}</td><td class="words">${list('after')}</td></tr>`
}

function shares(move: Extract<Move, { kind: 'choice' }>, of: 'before' | 'after'): Markup {
  let from = 0
  return markup`<svg class="mini" width="100%" height="14" aria-hidden="true">${move.choices.map(
    (choice, i) => {
      const at = from
      from += choice[of]
      return markup`<rect class="${i % 2 === 0 ? of : `${of} other`}" x="${percentage(at)}" width="${percentage(Math.max(0, choice[of] - 0.004))}" y="2" height="9"/>`
    },
  )}</svg>`
}

const unitOf = (unit: string): string => (unit === '' ? '' : `\u00A0${unit}`)

/** The zones before and after on one axis of milliseconds. */
export function zonesTable(before: Zones, after: Zones): Markup {
  const reach = 1.08 * Math.max(before.limitMs, after.limitMs, 1)
  const x = linear(-reach, reach, 0, 1)
  const band = (kind: string, ms: number) =>
    markup`<rect class="band ${kind}" x="${percentage(clamp(x(-ms), 0, 1))}" width="${percentage(clamp(x(ms), 0, 1) - clamp(x(-ms), 0, 1))}" y="0" height="34"/>`
  const row = (name: string, zones: Zones) =>
    markup`<tr><th scope="row">${name}</th><td class="pic wide-pic"><svg class="zones" width="100%" height="34" aria-hidden="true">${band('limit', zones.limitMs)}${band('clear', zones.followMs)}${band('follow', zones.followMs)}${band('clear', zones.snapMs)}${band('snap', zones.snapMs)}<line class="zero" x1="50%" x2="50%" y1="0" y2="34"/></svg></td><td class="n">${short(zones.snapMs)}</td><td class="n">${short(zones.followMs)}</td><td class="n">${short(zones.limitMs)}</td><td class="n">${short(zones.strength)}</td><td class="n">${short(zones.bpm)}</td></tr>`
  return table(
    'The zones before and after',
    [
      unseen('slots'),
      { text: 'early · beat · late', kind: 'pic' },
      ...['snap, ms', 'follow, ms', 'limit, ms', 'strength', 'bpm'].map((text) => ({ text, kind: 'n' })),
    ],
    [row('before', before), row('after', after)],
  )
}

/** Each slot's draws put through its own law: flat where the log is a fair sample. */
export function fitsTable(fits: readonly SlotFit[]): Markup {
  return table(
    'How the draws fit the laws',
    [
      'slot',
      { text: 'its draws, by the distribution that they claim', kind: 'pic' },
      { text: 'as far off by luck', kind: 'n' },
    ],
    fits.map(
      (fit) =>
        markup`<tr><th scope="row">${shorten(fit.name, 50)}</th><td class="pic wide-pic">${fit.counts.length === 0 ? null : flat(fit.counts)}</td><td class="n">${pValue(fit.p)}</td></tr>`,
    ),
  )
}

function flat(counts: readonly number[]): Markup {
  const height = 34
  const expected = counts.reduce((sum, one) => sum + one, 0) / counts.length
  const most = Math.max(1.6 * expected, ...counts, 1)
  const y = linear(0, most, height, 1)
  return markup`<svg class="mini" width="100%" height="${height}" aria-hidden="true">${counts.map(
    (count, i) =>
      markup`<rect class="bar quiet" x="${percentage((i + 0.08) / counts.length)}" width="${percentage(0.84 / counts.length)}" y="${y(count)}" height="${height - y(count)}"/>`,
  )}<line class="expected" x1="0" x2="100%" y1="${y(expected)}" y2="${y(expected)}"/></svg>`
}

export type Heading = string | { readonly text: string; readonly kind: string }

/** Of a column that eyes need no word for. */
const unseen = (text: string): Heading => ({ text, kind: UNSEEN })
const UNSEEN = 'unseen'

export function table(caption: string, headings: readonly Heading[], rows: Piece): Markup {
  return markup`<div class="scroll" role="group" aria-label="${caption}" tabindex="0"><table><caption class="unseen">${caption}</caption><thead><tr>${headings.map(
    (heading) =>
      typeof heading === 'string'
        ? markup`<th scope="col">${heading}</th>`
        : heading.kind === UNSEEN
          ? markup`<th scope="col"><span class="unseen">${heading.text}</span></th>`
          : markup`<th scope="col" class="${heading.kind}">${heading.text}</th>`,
  )}</tr></thead><tbody>${rows}</tbody></table></div>`
}
