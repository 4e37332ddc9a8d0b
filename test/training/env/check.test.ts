import { beforeAll, describe, expect, it } from 'vitest'
import type { Policy } from '../../../runtime/create-policy.ts'
import { checkEnv, type Fault, type FaultCode } from '../../../training/env/check.ts'
import { createEnv, type Env, type ResetOptions, type Step } from '../../../training/env/env.ts'
import { box, discrete, type Space } from '../../../training/env/spaces.ts'
import { VERSIONS } from '../../../training/env/versions.ts'
import { policyOf } from '../../laws/play.ts'
import { CLICK, SONG } from './pieces.ts'

type Plain = Env<Float32Array, number, object>

/** A walk on a line from where the seed puts it, four steps long; each test breaks one thing of it. */
function walk(): Plain {
  const observationSpace = box(-20, 20, [1]) as unknown as Space<Float32Array>
  const actionSpace = discrete(2)
  let base = 0
  let episode = -1
  let at = Number.NaN
  let left = 0
  return {
    observationSpace,
    actionSpace,
    reset({ seed }: ResetOptions = {}) {
      if (seed !== undefined) {
        base = seed
        episode = -1
      }
      episode++
      at = (3 * base + 5 * episode) % 11
      left = 4
      return [Float32Array.of(at), {}]
    },
    step(action) {
      if (left === 0) throw new Error('reset first')
      if (!actionSpace.contains(action)) throw new RangeError('no action')
      at += action === 1 ? 1 : -1
      left--
      return [Float32Array.of(at), at / 20, false, left === 0, {}]
    },
    render: () => '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
  }
}

/** The walk with some of it replaced. */
const broken = (how: (sound: Plain) => Partial<Record<keyof Plain, unknown>>) => (): Plain => {
  const sound = walk()
  return { ...sound, ...how(sound) } as Plain
}
/** The walk whose steps are changed after the fact. */
const stepping = (change: (step: Step<Float32Array, object>, env: Plain) => unknown) =>
  broken((env) => ({ step: (action: number) => change(env.step(action), env) }))

const everywhere = new Float32Array(1)
let made = 0

const FAULTS: readonly (readonly [FaultCode, string, () => Plain])[] = [
  ['no-space', 'an environment without an action space', broken(() => ({ actionSpace: undefined }))],
  [
    'sample-outside',
    'a space whose samples are not in it',
    broken(({ actionSpace }) => ({ actionSpace: { ...actionSpace, sample: () => 2 } })),
  ],
  [
    'space-json',
    'a space that no JSON describes',
    broken(({ actionSpace }) => ({ actionSpace: { ...actionSpace, toJSON: () => undefined } })),
  ],
  [
    'reset-shape',
    'a reset that forgets the info',
    broken((env) => ({ reset: (o: ResetOptions) => env.reset(o)[0] })),
  ],
  [
    'observation-outside',
    'an observation out of bounds',
    stepping(([o, ...rest]) => [o.map((x) => x + 30), ...rest]),
  ],
  [
    'observation-outside',
    'doubles where float32 is said',
    stepping(([o, ...rest]) => [Float64Array.from(o), ...rest]),
  ],
  [
    'observation-outside',
    'an observation of NaN',
    stepping(([, ...rest]) => [Float32Array.of(Number.NaN), ...rest]),
  ],
  ['step-shape', 'the old tuple of four', stepping(([o, r, , d, i]) => [o, r, d, i])],
  ['reward', 'a reward of NaN', stepping(([o, , a, b, i]) => [o, Number.NaN, a, b, i])],
  ['reward', 'a reward in an array', stepping(([o, r, a, b, i]) => [o, [r], a, b, i])],
  ['flags', 'flags that are numbers', stepping(([o, r, a, b, i]) => [o, r, Number(a), b, i])],
  ['info', 'an info that is none', stepping(([o, r, a, b]) => [o, r, a, b, null])],
  ['seed-ignored', 'a seed that decides nothing', broken((env) => ({ reset: () => env.reset({ seed: 3 }) }))],
  [
    'seed-not-repeated',
    'noise of its own',
    broken((env) => {
      let calls = 0
      return {
        step: (action: number) => {
          const [o, , ...rest] = env.step(action)
          return [o, calls++ / 1000, ...rest]
        },
      }
    }),
  ],
  [
    'episode-repeated',
    'a reset that begins the same episode again',
    broken((env) => {
      let last = 0
      return {
        reset: ({ seed = last }: ResetOptions = {}) => {
          last = seed
          return env.reset({ seed })
        },
      }
    }),
  ],
  [
    'depends-on-another',
    'environments that share what they count',
    () => {
      const number = made++
      return stepping(([o, r, ...rest]) => [o, r + number / 1000, ...rest])()
    },
  ],
  [
    'shared-array',
    'one array for all observations',
    stepping(([o, ...rest]) => {
      everywhere.set(o)
      return [everywhere, ...rest]
    }),
  ],
  [
    'action-changed',
    'a step that writes into its action',
    () => {
      const env = walk()
      const actionSpace = box(-1, 1, [1])
      return {
        ...env,
        actionSpace,
        step: (action: Float32Array) => {
          if (!actionSpace.contains(action)) throw new RangeError('no action')
          const step = env.step((action[0] ?? 0) > 0 ? 1 : 0)
          action[0] = 0
          return step
        },
      } as unknown as Plain
    },
  ],
  [
    'bad-action-taken',
    'a step that takes anything',
    broken((env) => ({ step: (a: unknown) => env.step(a === 1 ? 1 : 0) })),
  ],
  [
    'step-after-end',
    'a step that goes on after the end',
    broken((env) => {
      let last: unknown
      return {
        step: (action: number) => {
          try {
            last = env.step(action)
          } catch (error) {
            if (error instanceof RangeError || last === undefined) throw error
          }
          return last
        },
      }
    }),
  ],
  [
    'step-before-reset',
    'a step before there was a reset',
    broken((env) => {
      let begun = false
      return {
        reset: (o: ResetOptions) => {
          begun = true
          return env.reset(o)
        },
        step: (action: number) => (begun ? env.step(action) : [Float32Array.of(0), 0, false, false, {}]),
      }
    }),
  ],
  [
    'never-ends',
    'an episode without an end',
    broken((env) => ({
      step: (action: number) => {
        if (!env.actionSpace.contains(action)) throw new RangeError('no action')
        return [Float32Array.of(1), 0, false, false, {}]
      },
    })),
  ],
  ['render', 'no picture', broken(() => ({ render: () => 'a score' }))],
  [
    'throws',
    'a step that fails',
    broken(() => ({
      step: () => {
        throw new Error('out of tune')
      },
    })),
  ],
]

const codes = (faults: readonly Fault[]): readonly FaultCode[] => faults.map(({ code }) => code)

describe('the checker', () => {
  it('finds nothing on a sound environment', () => {
    expect(checkEnv(walk)).toEqual([])
  })

  it.each(FAULTS)('tells %s: %s', (code, _, make) => {
    const found = codes(checkEnv(make, { mostSteps: 50 }))
    expect(found).toContain(code)
    // And nothing that is not there.
    expect(found.filter((one) => one !== code && !impliedBy(code).includes(one))).toEqual([])
  })

  it('says where', () => {
    const [fault] = checkEnv(stepping(([o, ...rest]) => [o.map((x) => x + 30), ...rest]))
    expect(fault?.message).toMatch(
      /^the observation of step 1 number 0 must lie between -20 and 20, not at \d+$/,
    )
  })
})

/** Faults that nobody has without having others. */
function impliedBy(code: FaultCode): readonly FaultCode[] {
  switch (code) {
    case 'sample-outside':
      return ['throws']
    case 'reset-shape':
      return ['seed-ignored', 'episode-repeated']
    case 'seed-ignored':
      return ['episode-repeated']
    case 'seed-not-repeated':
      return ['depends-on-another']
    case 'never-ends':
      return ['seed-ignored', 'step-before-reset', 'episode-repeated']
    default:
      return []
  }
}

describe('the checker on our own environments', () => {
  let click: Policy
  let song: Policy
  beforeAll(async () => {
    click = await policyOf(CLICK)
    song = await policyOf(SONG)
  })
  it.each(VERSIONS)('finds nothing in %s, with a click and with a song', (version) => {
    expect(checkEnv(() => createEnv(click, { version, bars: 2 }))).toEqual([])
    expect(checkEnv(() => createEnv(song, { version, bars: 1, member: 'bass' }))).toEqual([])
  })
})
