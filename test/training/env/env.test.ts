import { beforeAll, describe, expect, it } from 'vitest'
import type { Policy } from '../../../runtime/create-policy.ts'
import { readSession } from '../../../runtime/session/read.ts'
import { createEnv, type SilencioEnv } from '../../../training/env/env.ts'
import type { EnvOptions } from '../../../training/env/options.ts'
import { inTune, PURE_CENTS } from '../../../training/env/reward.ts'
import { ACTIONS, type Version } from '../../../training/env/versions.ts'
import { policyOf } from '../../laws/play.ts'
import { CLICK, SONG } from './pieces.ts'
import { isWellFormed } from './xml.ts'

let click: Policy
let song: Policy
beforeAll(async () => {
  click = await policyOf(CLICK)
  song = await policyOf(SONG)
})

const bass = <V extends Version>(version: V, more: Partial<EnvOptions<V>> = {}): SilencioEnv<V> =>
  createEnv<V>(song, { version, member: 'bass', bars: 20, ...more })

/** What is written for the coming beat, as the agent reads it: 0 for a rest. */
const writtenOf = (env: SilencioEnv, observation: Float32Array): number =>
  1 +
  env.columns
    .slice(env.columns.indexOf('degree 1'))
    .findIndex(
      (name, i) => name.startsWith('degree') && observation[env.columns.indexOf('degree 1') + i] === 1,
    )

const deviationsOf = (env: SilencioEnv<'v0'>, action: 0 | 1): number[] => {
  env.reset({ seed: 4 })
  const list: number[] = []
  for (;;) {
    const [, , terminated, truncated, { deviation }] = env.step(action)
    list.push(deviation)
    if (terminated || truncated) return list
  }
}

const spread = (values: readonly number[]): number => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length)
}

describe('the environment', () => {
  it('rewards whoever plays what is written in full, beat by beat', () => {
    const env = bass('v1')
    let [observation] = env.reset({ seed: 2 })
    const read: number[] = []
    for (;;) {
      const degree = writtenOf(env, observation)
      read.push(degree)
      const [next, , terminated, truncated, { fit }] = env.step(degree)
      expect(fit).toBe(1)
      observation = next
      if (terminated || truncated) {
        // The form is through: the piece ended, nobody cut it.
        expect([terminated, truncated]).toEqual([true, false])
        break
      }
    }
    // |1--. 5--3| has eight cells on four beats: the root, held, the fifth, held until the third.
    expect(read.slice(0, 4)).toEqual([1, 0, 5, 3])
    expect(read).toHaveLength(2 * 2 * 4 + 2 * 3 + 2 * 4)
    // |1 3 .| in the two bars of 3/4
    expect(read.slice(16, 22)).toEqual([1, 3, 0, 1, 3, 0])
  })

  it('gives less for a tone of the chord, less still for one of the scale, and nothing for noise in a rest', () => {
    const fitOf = (degree: number): number => {
      const env = bass('v1')
      env.reset({ seed: 2 })
      return env.step(degree)[4].fit
    }
    // Dm7 in D minor with the root written: third, second, silence.
    expect([1, 3, 2, 0].map(fitOf)).toEqual([1, 0.7, 0.3, 0])
    const env = bass('v1')
    env.reset({ seed: 2 })
    env.step(1)
    expect(env.step(1)[4].fit).toBe(0)
  })

  it('hears a fifth in tune where it is pure, two cents high', () => {
    const fitAt = (cents: number): number => {
      const env = bass('v2')
      env.reset({ seed: 2 })
      env.step({ degree: 1, cents: Float32Array.of(0) })
      env.step({ degree: 0, cents: Float32Array.of(0) })
      return env.step({ degree: 5, cents: Float32Array.of(cents) })[4].fit
    }
    const pure = PURE_CENTS[7] ?? 0
    expect(fitAt(pure)).toBeCloseTo(1, 9)
    expect(fitAt(pure + 25)).toBeCloseTo(0.5, 6)
    expect(fitAt(0)).toBeCloseTo(inTune(1.955), 9)
  })

  it('hears the timbre that is written as the best, its opposite as nothing, and no length', () => {
    const env = bass('v3')
    const [observation] = env.reset({ seed: 2 })
    const written = observation.slice(env.columns.indexOf('timbre 0'))
    const fitOf = (scale: number): number => {
      env.reset({ seed: 2 })
      return env.step({ degree: 1, cents: Float32Array.of(0), timbre: written.map((x) => scale * x) })[4].fit
    }
    expect(fitOf(1)).toBeCloseTo(1, 6)
    expect(fitOf(0.2)).toBeCloseTo(1, 6)
    expect(fitOf(-1)).toBe(0)
  })

  it('leaves a player to their own clock where a lone metronome is silent', () => {
    const options = {
      version: 'v0',
      bars: 24,
      player: { kind: 'musician', but: { timekeeper: 25 } },
    } as const
    const helped = deviationsOf(createEnv(click, options), 1)
    const alone = deviationsOf(createEnv(click, options), 0)
    const band = deviationsOf(createEnv(click, { ...options, hears: 'band' }), 0)
    expect(band).toEqual(helped)
    const met = (list: readonly number[]) => list.filter((d) => !Number.isNaN(d))
    expect(spread(met(helped))).toBeLessThan(spread(met(alone)))
  })

  it('goes on to another episode without a seed, and back with it', () => {
    const env = bass('v0')
    const times = (seed?: number): number[] => {
      env.reset(seed === undefined ? {} : { seed })
      return [1, 0, 1, 1, 0].map((action) => env.step(action)[4].deviation)
    }
    const first = times(9)
    const second = times()
    expect(second).not.toEqual(first)
    expect(times(9)).toEqual(first)
    expect(times()).toEqual(second)
  })

  it('takes another player for an episode', () => {
    const env = bass('v0')
    const late = {
      kind: 'drummer',
      but: { habit: 30, motor: 0, scatter: 0, timekeeper: 1, drift: 0 },
    } as const
    env.reset({ seed: 1, options: { player: late } })
    for (let n = 0; n < 6; n++) env.step(1)
    expect(env.step(1)[4].deviation).toBeGreaterThan(0.02)
    expect(() => env.reset({ options: { player: { kind: 'cat' as 'novice' } } })).toThrow(
      'novice | musician | drummer',
    )
  })

  it('says what is wrong with a call', () => {
    const env = bass('v1')
    expect(() => env.step(1)).toThrow('step() before the first reset()')
    expect(() => env.render()).toThrow('render() before the first reset()')
    expect(() => env.reset({ seed: 0.5 })).toThrow('seed must be a whole number')
    env.reset({ seed: 1 })
    expect(() => env.step(8)).toThrow('the action must be a whole number from 0 to 7, not 8')
    expect(() =>
      bass('v2').step({ degree: 0, cents: ACTIONS.v2.sample({ seed: 1, number: 1 }).cents }),
    ).toThrow('reset')
  })

  it('says what is missing where nothing is said of it, as JavaScript may', () => {
    const make = createEnv as (policy: unknown, options?: unknown) => unknown
    expect(() => make(song)).toThrow("an environment needs a version of v0, v1, v2, v3: { version: 'v0' }")
    expect(() => make(song, null)).toThrow('an environment needs a version')
  })

  it('refuses pieces whose form waits for the player', async () => {
    const ruled = await policyOf(
      SONG.replace(
        'form a * 2, b, a',
        'rule home when player.silent for 2 bars { cue }\nform vamp a until cue, b',
      ),
    )
    expect(() => createEnv(ruled, { version: 'v0' })).toThrow('the rule "home" does cue')
  })

  it('leaves a log and a score as an app would', () => {
    const env = bass('v1', { bars: 4 })
    env.reset({ seed: 1 })
    for (let n = 0; n < 8; n++) env.step(n % 2 === 0 ? 5 : 0)
    const log = env.session()
    expect(readSession(JSON.parse(JSON.stringify(log))).ok).toBe(true)
    expect(log.source).toBe('simulated')
    const own = env.score().beats.filter(({ member, measure }) => member === 'bass' && measure >= 1)
    // A fifth above D, then above A, in the bass's lowest octave.
    expect(own.map(({ pitch }) => pitch)).toEqual([33, 33, 28, 28])
    expect(env.score().beats.some(({ member }) => member === 'kit')).toBe(true)
  })

  it('draws an episode as well-formed SVG, whatever a piece is called', async () => {
    const odd = await policyOf(SONG.replace('"Song"', '"<b> & \\"Töne\\""').replace('Dm7', 'Dm7b5'))
    const env = createEnv(odd, { version: 'v2', member: 'bass' })
    env.reset({ seed: 1 })
    for (let number = 0; number < 20; number++) env.step(env.actionSpace.sample({ seed: 1, number }))
    const svg = env.render()
    expect(isWellFormed(svg)).toBe(true)
    expect(svg).toContain('&lt;b&gt; &amp; &quot;Töne&quot;')
    expect(svg.match(/<title>played/g)?.length).toBe(
      env.score().beats.filter(({ voice }) => voice === 'agent').length,
    )
    expect(svg.match(/<circle|nobody played/g)).toHaveLength(20)
  })
})
