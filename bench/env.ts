/**
 * How fast the environments are: the zones alone for thousands of metronomes, whole episodes with simulated people in the loop, and beside
 * both the founding document's loop in plain Python (`bench/python/founding_loop.py`), where Python is there.
 * `npm run bench:env`
 */

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { DEFAULT_RESPONSIVENESS } from '../runtime/follow/zones.ts'
import { createEnv } from '../training/env/env.ts'
import { createVectorEnv } from '../training/env/vector.ts'
import { answerAll } from '../training/env/zones-in-bulk.ts'
import { interleave, type Measured, type Sides } from './measure.ts'
import { alone, policyOf } from './policy.ts'
import type { BenchResult, Row } from './report.ts'

const SIZE = 1000
const BARS = 32
const ZONE_STEPS = 200
const PEOPLE_STEPS = 100
const SINGLE_STEPS = 128

const KERNEL = 'zones alone'
const PEOPLE = 'with people in the loop'
const SINGLE = 'one environment over a Performer'
const PYTHON = 'Python'
const PYTHON_PEOPLE = 'Python, with people'

const PIECE = `band "Metronome"
tempo 100 bpm in 60 bpm..180 bpm
zones pocket {
  snap   20 ms
  follow 100 ms  strength 0.5
  limit  200 ms
}
player { zones pocket }
metronome click { beat |X x x x| }
`

const piece = () => policyOf(alone('metronome.sil', PIECE))

export const SIDES: Sides = {
  [KERNEL]: async () => {
    const { snapThresholdMs, followThresholdMs, limitThresholdMs, followStrength } = DEFAULT_RESPONSIVENESS
    const beats = new Float64Array(SIZE)
    const onsets = new Float64Array(SIZE)
    // ± 150 ms: all three zones are asked for.
    const off = Float64Array.from({ length: 257 }, (_, k) => (((k * 97) % 257) / 257 - 0.5) * 0.3)
    const settings = {
      snap: snapThresholdMs,
      follow: followThresholdMs,
      limit: limitThresholdMs,
      strength: followStrength,
      curve: 'classic',
    } as const
    return () => {
      beats.fill(0)
      for (let step = 0; step < ZONE_STEPS; step++) {
        for (let i = 0; i < SIZE; i++) onsets[i] = (beats[i] ?? 0) + (off[(step + i) % 257] ?? 0)
        answerAll(beats, onsets, settings)
        for (let i = 0; i < SIZE; i++) beats[i] = (beats[i] ?? 0) + 0.5
      }
      return beats[0]
    }
  },
  [PEOPLE]: async () => {
    const envs = createVectorEnv(await piece(), { version: 'v1', size: SIZE, bars: BARS, copy: false })
    envs.reset({ seed: 1 })
    const degree = new Int32Array(SIZE).fill(1)
    return () => {
      let sum = 0
      for (let step = 0; step < PEOPLE_STEPS; step++) sum += envs.step({ degree })[1][0] ?? 0
      return sum
    }
  },
  [SINGLE]: async () => {
    const env = createEnv(await piece(), { version: 'v1', bars: BARS })
    let seed = 0
    return () => {
      env.reset({ seed: seed++ })
      let sum = 0
      for (let step = 0; step < SINGLE_STEPS; step++) {
        const [, reward, terminated, truncated] = env.step(1)
        sum += reward
        if (terminated || truncated) break
      }
      return sum
    }
  },
}

/** CPU nanoseconds a step of the two Python loops; null where there is no Python. */
function python(): { readonly zones: number; readonly people: number; readonly version: string } | null {
  const done = spawnSync('python3', [join(import.meta.dirname, 'python', 'founding_loop.py')], {
    encoding: 'utf8',
  })
  if (done.status !== 0) return null
  return JSON.parse(done.stdout)
}

export async function envBench({ rounds }: { readonly rounds: number }): Promise<BenchResult> {
  const names = [KERNEL, PEOPLE, SINGLE]
  // Python's turns lie between ours.
  const before = python()
  const measured = await interleave('env', names, { rounds, turnMs: 200 })
  const after = python()
  const [zones, people, single] = measured
  if (zones === undefined || people === undefined || single === undefined)
    throw new Error('nothing was measured')
  const rate = ({ ms, from, to }: Measured, steps: number) => ({
    value: steps / ms / 1000,
    unit: 'M steps/s',
    from: steps / to / 1000,
    to: steps / from / 1000,
  })
  const kernelSteps = SIZE * ZONE_STEPS
  const peopleSteps = SIZE * PEOPLE_STEPS
  const rows: Row[] = [
    row(KERNEL, rate(zones, kernelSteps), { relation: 'at least', value: 10, unit: 'M steps/s' }),
    row(PEOPLE, rate(people, peopleSteps), { relation: 'at least', value: 2, unit: 'M steps/s' }),
    row(SINGLE, rate(single, SINGLE_STEPS), null),
  ]
  const notes: string[] = []
  if (before === null || after === null) notes.push('python3 is not there: nothing is held against it')
  else {
    const peer = (name: string, ns: number) => ({ name, value: 1000 / ns, unit: 'M steps/s' })
    const against = (
      what: string,
      ours: Measured,
      steps: number,
      name: string,
      ns: number,
      least: number | null,
    ): Row => ({
      what,
      ours: rate(ours, steps),
      peer: peer(name, ns),
      ratio: ns / ((1e6 * ours.ms) / steps),
      bar: least === null ? null : { relation: 'at least', value: least, unit: '×' },
    })
    rows.push(
      against(KERNEL, zones, kernelSteps, PYTHON, Math.min(before.zones, after.zones), 10),
      against(PEOPLE, people, peopleSteps, PYTHON_PEOPLE, Math.min(before.people, after.people), null),
    )
    notes.push(
      `Python ${before.version}; the better of its two turns, before ours and after`,
      'Python with people: the founding zones and one person; ours are whole bands that learn habits and lose and find their player, and observations',
    )
  }
  return {
    bench: 'env',
    subject: `${SIZE} environments of ${BARS} bars on one core, CPU time`,
    rows,
    notes,
  }
}

function row(what: string, ours: Row['ours'], bar: Row['bar']): Row {
  return { what, ours, peer: null, ratio: null, bar }
}
