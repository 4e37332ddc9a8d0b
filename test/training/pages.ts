/** The pages that training makes, of few numbers. */

import { courseOf } from '../../training/gate/gain.ts'
import { gate } from '../../training/gate/gate.ts'
import { judgedPage } from '../../training/report/judged-page.ts'
import { type RunLine, type RunPage, runPage } from '../../training/report/run-page.ts'
import type { Judgement } from '../../training/report/verdict.ts'
import { judged, ZONES } from './judged.ts'

export function judgement(gain: number): Judgement {
  const n = 400
  const w = Float64Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 1.5 : 0.5))
  const r = Float64Array.from(
    { length: n },
    (_, i) => 0.5 + (i % 2 === 0 ? gain : -gain) + 0.1 * (((i * 7919) % 3) - 1),
  )
  const order = Uint32Array.from({ length: n }, (_, i) => i)
  const guards = { completed: { values: r, usual: 0.5, floor: -0.01 } }
  const how = { alpha: 0.05, leastEffective: 100, seed: 1, capped: null }
  const course = courseOf({ w, r, usual: 0.5, order }, how, 50)
  return {
    verdict: gate({ w, r, usual: 0.5, guards }, how),
    alpha: 0.05,
    courses: { course, guardCourses: [['completed', -0.01, course]] },
    control: { shuffles: 20, accepted: 0, most: 5, passed: true },
    baseline: null,
    ledger: { before: 0, spent: 0.05, left: 0, tried: 3 },
    signed: true,
  }
}

export const page = (of: Partial<Parameters<typeof judgedPage>[0]> = {}): string =>
  judgedPage({
    title: 'Trio',
    source: 'trio.sil',
    candidate: 'a.slots.json',
    judged: judged(),
    units: 'judging',
    judgement: null,
    command: 'sil evaluate',
    ...of,
  })

const line = (generation: number): RunLine => ({
  generation,
  restart: generation > 5 ? 1 : 0,
  lambda: 8,
  people: 24,
  sessions: 1000 * generation,
  sigma: 1 / generation,
  axis_ratio: 1,
  slots: { 'pocket.snap': 20 + generation, 'keys.voicing': 'shell' },
  reward: { mean: 0.4 + 0.01 * generation, error: 0.01 },
  written: { mean: 0.4, error: 0.01 },
  gain: { mean: 0.01 * generation, error: 0.005 },
  noise: null,
})

export const run = (more: Partial<RunPage> = {}): RunPage => ({
  title: 'Trio',
  source: 'trio.sil',
  reward: 'practice',
  generations: 8,
  slots: [
    { name: 'pocket.snap', unit: 'ms', min: 5, max: 60, written: 20 },
    { name: 'keys.voicing', unit: null, min: null, max: null, written: 'shell' },
  ],
  assumptions: { who_comes: { novice: 0.6 }, stops_anyway: 0.01 },
  lines: Array.from({ length: 8 }, (_, i) => line(i + 1)),
  result: {
    held_out: { people: 100, sessions: 200, unmeasured: 3 },
    trained: { mean: 0.47, error: 0.01 },
    written: { mean: 0.4, error: 0.01 },
    gain: { mean: 0.07, error: 0.01, interval: [0.05, 0.09] },
    parts: [
      { label: '0.5 * return_rate(3 days)', trained: 0.2, written: 0.18 },
      { label: 'x', trained: null, written: null },
    ],
    timing: { trained: 0.04, written: null },
    slots: { 'pocket.snap': { from: 20, to: 28 } },
  },
  before: ZONES,
  after: ZONES,
  ...more,
})

export const EMPTY_RUN = run({ lines: [], result: null, slots: [] })
export const NOTHING = judged({
  units: 0,
  users: 0,
  rows: 0,
  ratios: new Float64Array(),
  fits: [],
  moves: [],
  leftOut: [],
  logged: { value: 0, low: 0, high: 0 },
})

export type Named = [of: string, html: string]

export const PAGES: readonly Named[] = [
  ['an evaluation', page()],
  ['what may play', page({ judgement: judgement(0.2) })],
  ['what may not', page({ judgement: judgement(-0.2) })],
  ['nobody knows', page({ judgement: judgement(0), judged: judged({ simulated: true }) })],
  ['no units at all', page({ judged: NOTHING })],
  ['a run', runPage(run())],
  ['a run that is not through', runPage(run({ result: null }))],
  ['a run of nothing', runPage(EMPTY_RUN)],
]
