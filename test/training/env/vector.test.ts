import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Policy } from '../../../runtime/create-policy.ts'
import type { HumanTraits } from '../../../runtime/player/humans.ts'
import { gaussian, keyOf } from '../../../runtime/random.ts'
import { EMBEDDING_DIM } from '../../../runtime/timbre/axes.ts'
import { createEnv } from '../../../training/env/env.ts'
import { Noise } from '../../../training/env/noise.ts'
import type { EnvOptions } from '../../../training/env/options.ts'
import { type Actions, createVectorEnv, type VectorEnv } from '../../../training/env/vector.ts'
import { CHOICES, type Version } from '../../../training/env/versions.ts'
import { runs } from '../../harness/runs.ts'
import { policyOf } from '../../laws/play.ts'
import { CLICK, followers, SONG } from './pieces.ts'

let click: Policy
let song: Policy
beforeAll(async () => {
  click = await policyOf(CLICK)
  song = await policyOf(SONG)
})

/** Every choice is made now and then, silence too; a function of step and row. */
const degreesAt = (t: number, size: number, choices: number): Int32Array =>
  Int32Array.from({ length: size }, (_, i) => (7 * i + 13 * t + ((t * i) % 5)) % choices)

function actionsAt(version: Version, t: number, size: number): Required<Actions> {
  const wave = (k: number): number => ((k * 37) % 101) / 50.5 - 1
  return {
    degree: degreesAt(t, size, version === 'v0' ? 2 : CHOICES),
    cents: Float32Array.from({ length: size }, (_, i) => 50 * wave(i + t)),
    timbre: Float32Array.from({ length: size * EMBEDDING_DIM }, (_, k) =>
      k % 7 === t % 7 ? 0 : wave(k + t),
    ),
  }
}

/** Plays both and says how often they differ, and how much there was to compare. */
function compare<V extends Version>(
  policy: Policy,
  options: EnvOptions<V>,
  size: number,
  steps: number,
  seed: number,
) {
  const { version } = options
  const many = createVectorEnv<V>(policy, { ...options, size })
  const width = many.columns.length
  const envs = Array.from({ length: size }, () => createEnv(policy, options))
  const seen = { beats: 0, met: 0, ends: 0, differing: [] as string[] }
  const [first] = many.reset({ seed })
  const rowOf = (all: Float32Array, i: number) => all.slice(i * width, (i + 1) * width)
  const same = (what: string, ours: unknown, theirs: unknown): void => {
    if (!Object.is(ours, theirs))
      seen.differing.push(`${what}: ${String(ours)}, the performer has ${String(theirs)}`)
  }
  const sameRow = (what: string, ours: Float32Array, theirs: Float32Array): void => {
    for (const [k, name] of many.columns.entries()) same(`${what} ${name}`, ours[k], theirs[k])
  }
  for (const [i, env] of envs.entries())
    sameRow(`reset ${i}`, rowOf(first, i), env.reset({ seed: seed + i })[0])
  const over = new Uint8Array(size)
  for (let t = 0; t < steps; t++) {
    const actions = actionsAt(version, t, size)
    const [observations, rewards, terminated, truncated, info] = many.step(actions)
    for (const [i, env] of envs.entries()) {
      const where = `step ${t}, row ${i}`
      if (over[i] === 1) {
        over[i] = 0
        sameRow(`${where} reset`, rowOf(observations, i), env.reset()[0])
        same(`${where} reward of a reset`, rewards[i], 0)
        continue
      }
      const degree = actions.degree[i] ?? 0
      const cents = Float32Array.of(actions.cents[i] ?? 0)
      const timbre = Float32Array.from(
        { length: EMBEDDING_DIM },
        (_, k) => actions.timbre[i * EMBEDDING_DIM + k] ?? 0,
      )
      const action =
        version < 'v2' ? degree : version === 'v2' ? { degree, cents } : { degree, cents, timbre }
      const [observation, reward, ends, cut, own] = env.step(action as never)
      sameRow(where, rowOf(observations, i), observation)
      same(`${where} reward`, rewards[i], reward)
      same(`${where} terminated`, terminated[i] === 1, ends)
      same(`${where} truncated`, truncated[i] === 1, cut)
      same(`${where} time`, info.time[i], own.time)
      same(`${where} deviation`, info.deviation[i], own.deviation)
      same(`${where} confidence`, info.confidence[i], own.confidence)
      same(`${where} fit`, info.fit[i], own.fit)
      same(`${where} together`, info.together[i], own.together)
      seen.beats++
      if (!Number.isNaN(own.deviation)) seen.met++
      if (ends || cut) {
        over[i] = 1
        seen.ends++
        const k = info.final.which.indexOf(i)
        expect(k).toBeGreaterThanOrEqual(0)
        sameRow(`${where} final`, rowOf(info.final.observations, k), observation)
      }
    }
  }
  return seen
}

describe('the vector environment, held against environments over a Performer', () => {
  const people: readonly [string, Partial<HumanTraits>][] = [
    ['an even player', { timekeeper: 4, scatter: 2, drift: 0 }],
    ['one who wanders and misses', { timekeeper: 60, motor: 30, scatter: 50, drift: 40 }],
    ['a late one who gets lost', { habit: 75, phaseGain: 0.1, timekeeper: 70, motor: 10, drift: 30 }],
    ['one who hardly corrects', { phaseGain: 0.03, periodGain: 0, timekeeper: 40 }],
  ]
  it.each(people)('gives the same bits for %s', (_, but) => {
    const options = { version: 'v1', bars: 12, player: { kind: 'novice', but } } as const
    const { differing, beats, ends } = compare(click, options, 6, 100, 3)
    expect(differing.slice(0, 3)).toEqual([])
    expect(beats).toBeGreaterThan(500)
    expect(ends).toBeGreaterThanOrEqual(6)
  })

  it.each(['v0', 'v1', 'v2', 'v3'] as const)(
    'gives the same bits in %s, over sections with tempi of their own',
    (version) => {
      const { differing, met, ends } = compare(song, { version, member: 'bass', bars: 9 }, 4, 64, 11)
      expect(differing.slice(0, 3)).toEqual([])
      expect(met).toBeGreaterThan(150)
      expect(ends).toBeGreaterThanOrEqual(4)
    },
  )

  it('gives the same bits whatever zones, tempo, metre and swing a piece has', async () => {
    await fc.assert(
      fc.asyncProperty(
        followers('near'),
        fc.integer({ min: 0, max: 1e9 }),
        fc.boolean(),
        async (text, seed, alone) => {
          const policy = await policyOf(text)
          const but = { timekeeper: 10 + (seed % 40), motor: seed % 20, drift: seed % 30 }
          const player = { kind: 'musician', but } as const
          const hears = alone ? 'agent' : 'band'
          const { differing } = compare(policy, { version: 'v0', bars: 10, player, hears }, 2, 40, seed)
          expect(differing.slice(0, 3)).toEqual([])
        },
      ),
      runs(12),
    )
  })

  it('gives the same bits for players who are far off, lose the band, and are found again', async () => {
    const traits = fc.record({
      habit: fc.integer({ min: -250, max: 250 }),
      timekeeper: fc.integer({ min: 5, max: 120 }),
      motor: fc.integer({ min: 0, max: 80 }),
      scatter: fc.integer({ min: 0, max: 120 }),
      drift: fc.integer({ min: 0, max: 40 }),
      phaseGain: fc.integer({ min: 0, max: 15 }).map((tenths) => tenths / 10),
      periodGain: fc.integer({ min: 0, max: 8 }).map((tenths) => tenths / 10),
    })
    await fc.assert(
      fc.asyncProperty(
        followers('far'),
        traits,
        fc.integer({ min: 0, max: 1e9 }),
        async (text, but, seed) => {
          const policy = await policyOf(text)
          const player = { kind: 'novice', but } as const
          const { differing } = compare(
            policy,
            { version: 'v0', bars: 16, player, hears: 'band' },
            2,
            60,
            seed,
          )
          expect(differing.slice(0, 3)).toEqual([])
        },
      ),
      runs(250),
    )
  })

  it('does not depend on how the environments are divided', () => {
    const options = { version: 'v1', bars: 6 } as const
    const play = (envs: VectorEnv, from: number) => {
      envs.reset({ seed: 40 + from })
      const rewards: number[][] = Array.from({ length: envs.size }, () => [])
      for (let t = 0; t < 60; t++) {
        const degree = Int32Array.from({ length: envs.size }, (_, i) => (from + i + t) % CHOICES)
        const [, r] = envs.step({ degree })
        for (const [i, list] of rewards.entries()) list.push(r[i] ?? 0)
      }
      return rewards
    }
    const whole = play(createVectorEnv(click, { ...options, size: 7 }), 0)
    const parts = [
      ...play(createVectorEnv(click, { ...options, size: 3 }), 0),
      ...play(createVectorEnv(click, { ...options, size: 4, copy: false }), 3),
    ]
    expect(parts).toEqual(whole)
  })
})

describe('episodes that end', () => {
  const options = { version: 'v0', size: 3, bars: 2, player: { kind: 'drummer' } } as const
  const degree = Int32Array.of(1, 1, 1)

  it('give their last observation, and the step after is the reset (next-step)', () => {
    const envs = createVectorEnv(click, options)
    const [first] = envs.reset({ seed: 5 })
    for (let t = 0; t < 7; t++) expect(envs.step({ degree })[4].final.which).toHaveLength(0)
    const [last, rewards, , truncated, { final }] = envs.step({ degree })
    expect([...truncated]).toEqual([1, 1, 1])
    expect([...final.which]).toEqual([0, 1, 2])
    expect(final.observations).toEqual(last)
    expect([...final.steps]).toEqual([8, 8, 8])
    expect(rewards[0]).toBeGreaterThan(0)
    const [next, none, ends, cuts, info] = envs.step({ degree })
    expect([...none, ...ends, ...cuts]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0])
    expect([...info.n]).toEqual([0, 0, 0])
    // Another person plays, but the sheet begins as it did.
    expect(next).toEqual(first)
  })

  it('give the next first observation at once, and the last one in final (same-step)', () => {
    const slow = createVectorEnv(click, options)
    const fast = createVectorEnv(click, { ...options, autoreset: 'same-step' })
    const [first] = slow.reset({ seed: 5 })
    fast.reset({ seed: 5 })
    for (let t = 0; t < 7; t++) {
      slow.step({ degree })
      fast.step({ degree })
    }
    const [last, rewards] = slow.step({ degree })
    const [observations, same, , truncated, { final }] = fast.step({ degree })
    expect(observations).toEqual(first)
    expect(final.observations).toEqual(last)
    expect(same).toEqual(rewards)
    expect([...truncated]).toEqual([1, 1, 1])
    slow.step({ degree })
    expect(fast.step({ degree })[1]).toEqual(slow.step({ degree })[1])
  })

  it('sums up what they earned', () => {
    const envs = createVectorEnv(click, options)
    envs.reset({ seed: 5 })
    let sum = 0
    for (let t = 0; t < 8; t++) {
      const [, rewards, , , { final }] = envs.step({ degree })
      sum += rewards[1] ?? 0
      if (final.which.length > 0) expect(final.returns[1]).toBe(sum)
    }
  })

  it('terminate where band and player have lost each other, and not before', () => {
    const absent = { kind: 'novice', but: { timekeeper: 500, scatter: 500, motor: 500 } } as const
    const envs = createVectorEnv(click, { ...options, bars: 100, player: absent })
    envs.reset({ seed: 1 })
    let unmet = 0
    for (let t = 0; t < 400; t++) {
      const [, , terminated, , info] = envs.step({ degree })
      unmet = Number.isNaN(info.deviation[0] ?? 0) ? unmet + 1 : 0
      expect(terminated[0] === 1).toBe(unmet >= 8)
      if (unmet >= 8) return
    }
    throw new Error('nobody was lost')
  })
})

describe('what the vector environment says no to', () => {
  const size = 2
  it.each([
    ['no size', { version: 'v0', size: 0 }, 'size must be'],
    ['another version', { version: 'v9' as 'v0', size }, 'version must be one of v0, v1, v2, v3'],
    ['another member', { version: 'v0', size, member: 'tuba' }, 'no member "tuba"; it has: click'],
    ['no bars', { version: 'v0', size, bars: 0 }, 'bars must be'],
    [
      'a trait of another model',
      { version: 'v0', size, player: { kind: 'novice', but: { notices: 1 } as object } },
      'player.but.notices',
    ],
    [
      'a person without noise',
      { version: 'v0', size, player: { kind: 'novice', but: { motor: Number.NaN } } },
      'player.but.motor must lie in',
    ],
  ] as const)('%s', (_, options, message) => {
    expect(() => createVectorEnv(click, options)).toThrow(message)
  })

  it.each([
    ['a short list', { degree: [1] }, 'actions.degree must have 2 numbers, not 1'],
    ['half a degree', { degree: [1, 0.5] }, 'actions.degree[1] must be a whole number from 0 to 7, not 0.5'],
    ['no cents', { degree: [1, 1] }, 'actions.cents must have 2 numbers, not none'],
    [
      'a semitone',
      { degree: [1, 1], cents: [0, 100] },
      'actions.cents[1] must lie between -50 and 50, not at 100',
    ],
    [
      'NaN',
      { degree: [1, 1], cents: [Number.NaN, 0] },
      'actions.cents[0] must lie between -50 and 50, not at NaN',
    ],
  ])('actions with %s', (_, actions, message) => {
    const envs = createVectorEnv(click, { version: 'v2', size })
    envs.reset({ seed: 1 })
    expect(() => envs.step(actions)).toThrow(message)
  })

  it('a step before the reset', () => {
    const envs = createVectorEnv(click, { version: 'v0', size })
    expect(() => envs.step({ degree: [1, 1] })).toThrow('step() before the first reset()')
  })

  it('a band that tracks many, with the way out', async () => {
    const many = await policyOf(CLICK.replace('limit  200 ms', 'limit  200 ms\n  track many'))
    expect(() => createVectorEnv(many, { version: 'v0', size })).toThrow(/tracks many.*createEnv/)
    expect(createEnv(many, { version: 'v0' }).reset({ seed: 1 })[0]).toHaveLength(29)
  })
})

it('draws the noise of many to the bit of one', () => {
  const seeds = [0, 1, 7, 2 ** 31 + 5, 2 ** 53 - 1]
  const noise = new Noise(seeds.length)
  for (const [i, seed] of seeds.entries()) noise.seed(i, seed)
  for (const n of [-3, 0, 1, 2, 500, 70_000]) {
    noise.n.fill(n)
    noise.draw(0, seeds.length)
    for (const [i, seed] of seeds.entries())
      for (const name of ['drift', 'timekeeper', 'motor'] as const)
        expect(noise[name][i]).toBe(gaussian(seed, keyOf('player'), keyOf(name), n, 0, 0))
  }
})
