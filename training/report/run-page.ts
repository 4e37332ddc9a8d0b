/** The page of a run of `sil train --simulate`: what its folder says, drawn. */

import { type Markup, markup, type Piece, shorten } from '../../runtime/host/report/markup.ts'
import { count, whole } from '../../runtime/host/report/numerals.ts'
import { chapter, pageOf } from '../../runtime/host/report/page.ts'
import { curvesChart } from './charts.ts'
import type { Zones } from './input.ts'
import { fixed, short, signed } from './numbers.ts'
import { STYLE } from './style.ts'
import { forest, table, zonesTable } from './tables.ts'

interface Measured {
  readonly mean: number
  /** Standard error over people. */
  readonly error: number
}

/** What the page reads of a line of metrics.jsonl (schemas/training-metrics.schema.json). */
export interface RunLine {
  readonly generation: number
  readonly restart: number
  readonly lambda: number
  readonly people: number
  readonly sessions: number
  readonly sigma: number
  readonly axis_ratio: number
  readonly slots: Readonly<Record<string, unknown>>
  readonly reward: Measured
  readonly written: Measured
  readonly gain: Measured
  readonly noise: number | null
}

/** Of result.json. */
export interface RunResult {
  readonly held_out: { readonly people: number; readonly sessions: number; readonly unmeasured: number }
  readonly trained: Measured
  readonly written: Measured
  readonly gain: Measured & { readonly interval: readonly [number, number] }
  readonly parts: readonly {
    readonly label: string
    readonly trained: number | null
    readonly written: number | null
  }[]
  readonly timing: { readonly trained: number | null; readonly written: number | null }
  readonly slots: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>
}

export interface RunPage {
  readonly title: string
  readonly source: string
  readonly reward: string
  readonly generations: number
  /** By slot, in the order of the piece. */
  readonly slots: readonly {
    readonly name: string
    readonly unit: string | null
    readonly min: number | null
    readonly max: number | null
    readonly written: unknown
  }[]
  readonly assumptions: Readonly<Record<string, unknown>>
  readonly lines: readonly RunLine[]
  /** Null while the run is not through. */
  readonly result: RunResult | null
  readonly before: Zones
  readonly after: Zones
}

/** Two sided, 95 %, by the normal law. */
const Z = 1.959963984540054

export function runPage(page: RunPage): string {
  return pageOf({
    title: `${shorten(page.title, 100)}: what training found`,
    style: STYLE,
    body: markup`${hero(page)}
${tiles(page)}
${found(page)}
${curves(page)}
${slots(page)}
${chapter('zones', 'The zones before and after', 'How far from the beat a player may be until the band leans towards them (follow) and where it stops (limit).', zonesTable(page.before, page.after))}
${search(page)}
${notes(page)}
<footer><p>Every candidate of a generation plays with the same simulated people, the next generation with others. What is reported is the mean of the search, never its luckiest sample, on people that took no part in it. CMA-ES: Hansen, arXiv:1604.00772.</p><p>Made by <code>sil train --simulate</code> from ${shorten(page.source, 60)}.</p></footer>`,
  })
}

function hero({ title, source, reward, result, lines, generations }: RunPage): Markup {
  const name = shorten(reward, 40)
  const last = lines.at(-1)
  const headline =
    result === null
      ? `${count(last?.generation ?? 0, 'generation')} of ${whole(generations)}: not through yet.`
      : result.gain.interval[0] > 0
        ? `${signed(result.gain.mean)} ${name} for people it has not seen.`
        : result.gain.interval[1] < 0
          ? `It found nothing better: ${signed(result.gain.mean)} ${name}.`
          : `No better than what is written, as far as one can see.`
  const lede =
    result === null
      ? 'What stands here is of people that take part in the search.'
      : `${fixed(result.trained.mean)} with the trained slots and ${fixed(result.written.mean)} as written, on ${count(result.held_out.people, 'simulated player')} that took no part in it; the difference, person by person, lies between ${signed(result.gain.interval[0])} and ${signed(result.gain.interval[1])} (95 %).`
  return markup`<header class="top"><div><p class="badge">Simulated players, not people</p><h1>${shorten(title, 120)} <span>${shorten(source, 60)}</span></h1><p class="headline">${headline}</p><p class="lede">${lede}</p></div></header>`
}

function tiles({ lines, result }: RunPage): Markup {
  const last = lines.at(-1)
  const facts: (readonly [string, string])[] = [
    ...(result === null ? [] : ([[signed(result.gain.mean), 'gain on fresh people']] as const)),
    [whole(last?.generation ?? 0), 'generations'],
    [whole(last?.sessions ?? 0), 'sessions played'],
    [whole(last?.people ?? 0), 'people a candidate, at last'],
    [short(last?.sigma ?? 0), 'step size, at last'],
  ]
  return markup`<ul class="tiles">${facts.map(([value, name]) => markup`<li><b>${value}</b><span>${name}</span></li>`)}</ul>`
}

function found({ result, reward }: RunPage): Markup | null {
  if (result === null) return null
  const around = ({ mean, error }: Measured) => ({
    value: mean,
    low: mean - Z * error,
    high: mean + Z * error,
  })
  const known = result.parts.filter(({ trained, written }) => trained !== null && written !== null)
  const row = (label: string, before: number | null, after: number | null, digits: number): Piece =>
    before === null || after === null
      ? null
      : markup`<tr><th scope="row">${shorten(label, 60)}</th><td class="n">${fixed(before, digits)}</td><td class="n">${fixed(after, digits)}</td><td class="n">${signed(after - before, digits)}</td></tr>`
  return chapter(
    'found',
    'On people that took no part in it',
    `${shorten(reward, 40)} with intervals of 95 %. Both play with the same people: their difference is surer than either.`,
    [
      forest('Trained and written', [
        { name: 'as written', interval: around(result.written), words: '', reference: true },
        { name: 'trained', interval: around(result.trained), words: '' },
      ]),
      known.length === 0 && result.timing.trained === null
        ? null
        : table(
            'Parts of the reward',
            [
              'part',
              { text: 'as written', kind: 'n' },
              { text: 'trained', kind: 'n' },
              { text: 'change', kind: 'n' },
            ],
            [
              known.map(({ label, written, trained }) => row(label, written, trained, 4)),
              row('spread of their own timing, beats', result.timing.written, result.timing.trained, 4),
            ],
          ),
    ],
  )
}

function curves({ lines }: RunPage): Markup | null {
  if (lines.length < 2) return null
  const at = lines.map(({ generation }) => generation)
  const half = (of: (line: RunLine) => Measured): number[] => lines.map((line) => Z * of(line).error)
  return markup`${chapter(
    'gain',
    'How the gain grew',
    'The mean of each generation less the slots as written, on the same people, with an interval of 95 %.',
    curvesChart(
      [
        {
          kind: 'estimate',
          name: 'gain',
          values: lines.map(({ gain }) => gain.mean),
          around: half(({ gain }) => gain),
        },
      ],
      { id: 'gain', at, xTitle: 'generation', zero: true, dividers: restarts(lines) },
    ),
  )}${chapter(
    'rewards',
    'What each generation earned',
    'Its people differ from those of the generation before: both lines go up and down together, and their distance counts.',
    [
      curvesChart(
        [
          { kind: 'most', name: 'as written', values: lines.map(({ written }) => written.mean), around: [] },
          {
            kind: 'estimate',
            name: 'the mean',
            values: lines.map(({ reward }) => reward.mean),
            around: half(({ reward }) => reward),
          },
        ],
        { id: 'rewards', at, xTitle: 'generation', dividers: restarts(lines) },
      ),
    ],
  )}`
}

/** Where a new search began. */
const restarts = (lines: readonly RunLine[]): readonly number[] =>
  lines.flatMap(({ generation, restart }, i) =>
    i > 0 && restart !== lines[i - 1]?.restart ? [generation] : [],
  )

function slots({ slots: all, lines, result }: RunPage): Markup | null {
  const at = lines.map(({ generation }) => generation)
  const numbers = all.filter(({ name, min, max }) => {
    return min !== null && max !== null && lines.every((line) => typeof line.slots[name] === 'number')
  })
  if (lines.length < 2 || numbers.length === 0) return null
  return chapter(
    'slots',
    'The slots on their way',
    'Each through its own range, from the bottom of its chart to the top; dashed what is written.',
    markup`<div class="multiples">${numbers.map(({ name, unit, min, max, written }, i) => {
      const values = lines.map((line) => Number(line.slots[name]))
      const to = result?.slots[name]?.to
      const end = typeof to === 'number' ? to : (values.at(-1) ?? 0)
      return markup`<div><h3 id="slot-${i}-title">${shorten(name, 40)}</h3><p class="fine" id="slot-${i}-caption">${typeof written === 'number' ? `${short(written)} → ` : ''}${short(end)}${unit === null ? '' : ` ${unit}`}</p>${curvesChart(
        [
          ...(typeof written === 'number'
            ? [{ kind: 'most' as const, name: 'written', values: values.map(() => written), around: [] }]
            : []),
          { kind: 'estimate', name: shorten(name, 40), values, around: [] },
        ],
        { id: `slot-${i}`, height: 96, at, xTitle: 'generation', within: [min ?? 0, max ?? 1] },
      )}</div>`
    })}</div>`,
  )
}

function search({ lines }: RunPage): Markup | null {
  if (lines.length < 2) return null
  const at = lines.map(({ generation }) => generation)
  const ten = (value: number): number => Math.log10(Math.max(value, 1e-12))
  return chapter(
    'search',
    'How the search went',
    'The step size in powers of ten: it shrinks as the search closes in, and grows where the way is long. A line stands where a new search began.',
    curvesChart(
      [
        {
          kind: 'least',
          name: 'log10 of the step size',
          values: lines.map(({ sigma }) => ten(sigma)),
          around: [],
        },
      ],
      {
        id: 'search',
        height: 150,
        at,
        xTitle: 'generation',
        dividers: restarts(lines),
      },
    ),
  )
}

function notes({ assumptions, result }: RunPage): Markup {
  const list = [
    'These players are simulated: what is found is no truer than what was assumed of them.',
    ...(result !== null && result.held_out.unmeasured > 0
      ? [
          `${count(result.held_out.unmeasured, 'session')} of ${whole(result.held_out.sessions)} have no reward, and count as the least that it can be.`,
        ]
      : []),
  ]
  return markup`<section class="notes"><h2>Good to know</h2><ul>${list.map((note) => markup`<li>${note}</li>`)}</ul><details><summary>What was assumed</summary><div class="scroll"><table class="dense pairs"><caption class="unseen">What was assumed</caption><tbody>${Object.entries(
    assumptions,
  ).map(
    ([name, value]) =>
      markup`<tr><th scope="row">${shorten(name, 60)}</th><td>${shorten(typeof value === 'object' ? JSON.stringify(value) : String(value), 200)}</td></tr>`,
  )}</tbody></table></div></details></section>`
}
