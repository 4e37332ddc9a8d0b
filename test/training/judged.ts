/** What a page of evaluation, gate or training may be made from. */

import type { Judged } from '../../training/report/input.ts'

export const around = (value: number) => ({ value, low: value - 0.01, high: value + 0.01 })
export const ZONES = { snapMs: 20, followMs: 100, limitMs: 200, strength: 0.5, bpm: 96 }

export const judged = (more: Partial<Judged> = {}): Judged => ({
  units: 400,
  users: 300,
  rows: 900,
  simulated: false,
  reward: 'practice',
  logged: around(0.4),
  gain: around(0.04),
  estimates: { dm: around(0.43), ips: around(0.42), snips: around(0.43), dr: around(0.44) },
  intervals: 'the normal law',
  effective: 250,
  expectedEffective: 260,
  meanRatio: around(1),
  ratios: Float64Array.from({ length: 400 }, (_, i) => (i % 40) / 20),
  fits: [
    { name: 'pocket.snap', p: 0.4, counts: new Array<number>(20).fill(20) },
    { name: 'keys.voicing: shell', p: 1e-9, counts: [] },
  ],
  moves: [
    {
      kind: 'number',
      name: 'pocket.snap',
      unit: 'ms',
      min: 5,
      max: 60,
      before: { value: 20, low: 14, high: 27 },
      after: { value: 24, low: 17, high: 31 },
      sigmas: 0.5,
    },
    {
      kind: 'choice',
      name: 'keys.voicing',
      choices: [
        { name: 'shell', before: 0.9, after: 0.4 },
        { name: 'spread', before: 0.1, after: 0.6 },
      ],
    },
  ],
  before: ZONES,
  after: { ...ZONES, snapMs: 24 },
  leftOut: [['nothing was drawn', 12]],
  ...more,
})
