/**
 * Whether an environment keeps to what everybody who trains on one relies on: the checks of Gymnasium's `check_env`, and those that its users'
 * bug reports ask for (no shared arrays, no step after the end, the same seed twice).
 *
 *     const faults = checkEnv(() => createEnv(policy, { version: 'v2' }))
 *     for (const { code, message } of faults) console.log(code, message)
 *
 * It plays a few episodes with random actions, keyed like all random numbers here. Every fault is told, each kind once.
 */

import type { Env, Step } from './env.ts'
import type { Space } from './spaces.ts'

export type FaultCode =
  | 'no-space'
  | 'sample-outside'
  | 'space-json'
  | 'reset-shape'
  | 'observation-outside'
  | 'step-shape'
  | 'reward'
  | 'flags'
  | 'info'
  | 'seed-ignored'
  | 'seed-not-repeated'
  | 'episode-repeated'
  | 'depends-on-another'
  | 'shared-array'
  | 'action-changed'
  | 'bad-action-taken'
  | 'step-before-reset'
  | 'step-after-end'
  | 'never-ends'
  | 'render'
  | 'throws'

export interface Fault {
  readonly code: FaultCode
  readonly message: string
}

export interface CheckOptions {
  /** Default: 0. */
  readonly seed?: number
  /** An episode longer than this never ends. Default: 10 000. */
  readonly mostSteps?: number
}

type AnyEnv = Env<unknown, unknown, unknown>

/** What one episode was like, as far as two can be compared. */
interface Episode {
  readonly text: string
  readonly ended: boolean
}

const MOST_STEPS = 10_000
/** Actions that no space has. */
const NO_ACTIONS: readonly unknown[] = [null, Number.NaN, -1, 1.5, 'play', [], {}]

/** @param make a new environment, each time it is called */
export function checkEnv(make: () => AnyEnv, options: CheckOptions = {}): readonly Fault[] {
  const { seed = 0, mostSteps = MOST_STEPS } = options
  const faults = new Map<FaultCode, Fault>()
  const told = (code: FaultCode, message: string): void => {
    if (!faults.has(code)) faults.set(code, { code, message })
  }
  attempt('making one', () => {
    const env = make()
    if (!hasSpaces(env)) return
    checkSpace('actionSpace', env.actionSpace)
    checkSpace('observationSpace', env.observationSpace)
    const first = attempt('an episode', () => play(env, seed, true))
    if (first === undefined) return
    attempt('the same seed again', () => {
      if (play(env, seed, false).text !== first.text)
        told(
          'seed-not-repeated',
          `two episodes of seed ${seed} differ: reset({ seed }) must decide everything`,
        )
    })
    attempt('another environment', () => {
      if (play(make(), seed, false).text !== first.text)
        told('depends-on-another', `a second environment plays seed ${seed} otherwise: something is shared`)
    })
    attempt('another seed', () => {
      const others = [1, 2, 3].map((k) => play(env, seed + k, false).text)
      if (others.every((text) => text === first.text))
        told('seed-ignored', 'four seeds give the same episode: the seed decides nothing')
    })
    attempt('reset without a seed', () => {
      play(env, seed, false)
      if (play(env, null, false).text === first.text)
        told('episode-repeated', 'reset() without a seed repeats the episode before, and not the next one')
    })
    checkRefusals(env)
    checkRender(env)
  })
  return [...faults.values()]

  function attempt<T>(what: string, does: () => T): T | undefined {
    try {
      return does()
    } catch (error) {
      told('throws', `${what}: ${error instanceof Error ? error.message : String(error)}`)
      return undefined
    }
  }

  function hasSpaces(env: AnyEnv): boolean {
    const missing = (['actionSpace', 'observationSpace'] as const).filter(
      (name) => typeof env[name]?.contains !== 'function' || typeof env[name]?.sample !== 'function',
    )
    if (missing.length > 0) told('no-space', `${missing.join(' and ')} must have contains and sample`)
    return missing.length === 0
  }

  function checkSpace(name: string, space: Space<unknown>): void {
    for (let number = 0; number < 20; number++) {
      const sample = space.sample({ seed, number })
      if (!space.contains(sample))
        told(
          'sample-outside',
          `${name}.sample gives ${textOf(sample)}, which ${space.fault(sample) ?? 'is not in it'}`,
        )
      if (textOf(space.sample({ seed, number })) !== textOf(sample))
        told('sample-outside', `${name}.sample gives two samples for one key`)
    }
    try {
      if (JSON.stringify(space) === undefined) throw new Error('toJSON gives nothing')
    } catch (error) {
      told('space-json', `${name} has no JSON: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  /** An episode of random actions. @param looks whether everything is looked at */
  function play(env: AnyEnv, from: number | null, looks: boolean): Episode {
    const begun: unknown = from === null ? env.reset() : env.reset({ seed: from })
    if (!Array.isArray(begun) || begun.length !== 2) {
      told('reset-shape', `reset must give [observation, info], not ${textOf(begun)}`)
      return { text: '', ended: false }
    }
    const [observation, info]: readonly unknown[] = begun
    observed(env, observation, 'reset')
    informed(info, 'reset')
    const kept = [{ value: observation, text: textOf(observation), step: 0 }]
    const text = [textOf(begun)]
    for (let number = 0; number < mostSteps; number++) {
      const action = env.actionSpace.sample({ seed, number })
      const before = textOf(action)
      const given: unknown = env.step(action)
      if (looks && textOf(action) !== before)
        told('action-changed', `step ${number + 1} changed the action that it was given`)
      const step = soundStep(given, number + 1)
      if (step === null) return { text: text.join('\n'), ended: false }
      observed(env, step[0], `step ${number + 1}`)
      text.push(textOf(step))
      if (looks) {
        for (const one of kept)
          if (textOf(one.value) !== one.text)
            told(
              'shared-array',
              `the observation of step ${one.step} changed with step ${number + 1}: a step must give an array of its own`,
            )
        if (kept.length < 8) kept.push({ value: step[0], text: textOf(step[0]), step: number + 1 })
      }
      if (step[2] || step[3]) return { text: text.join('\n'), ended: true }
    }
    told('never-ends', `an episode is not over after ${mostSteps} steps: neither terminated nor truncated`)
    return { text: text.join('\n'), ended: false }
  }

  function observed(env: AnyEnv, observation: unknown, when: string): void {
    const fault = env.observationSpace.contains(observation)
      ? null
      : (env.observationSpace.fault(observation) ?? 'is not of its space')
    if (fault !== null) told('observation-outside', `the observation of ${when} ${fault}`)
  }

  function informed(info: unknown, when: string): void {
    if (typeof info !== 'object' || info === null || Array.isArray(info))
      told('info', `the info of ${when} must be an object, not ${textOf(info)}`)
  }

  function soundStep(given: unknown, number: number): Step<unknown, unknown> | null {
    if (!Array.isArray(given) || given.length !== 5) {
      told(
        'step-shape',
        `step must give [observation, reward, terminated, truncated, info]; step ${number} gives ${textOf(given)}`,
      )
      return null
    }
    const [observation, reward, terminated, truncated, info]: readonly unknown[] = given
    if (typeof reward !== 'number' || !Number.isFinite(reward))
      told('reward', `the reward of step ${number} must be a finite number, not ${textOf(reward)}`)
    if (typeof terminated !== 'boolean' || typeof truncated !== 'boolean')
      told(
        'flags',
        `terminated and truncated must be booleans; step ${number} gives ${textOf([terminated, truncated])}`,
      )
    informed(info, `step ${number}`)
    return [observation, Number(reward), terminated === true, truncated === true, info]
  }

  function checkRefusals(env: AnyEnv): void {
    const action = env.actionSpace.sample({ seed, number: 0 })
    if (!refuses(() => attempt('making one', make)?.step(action)))
      told('step-before-reset', 'step before the first reset must throw')
    const bad = NO_ACTIONS.filter((one) => !env.actionSpace.contains(one))
    for (const one of bad) {
      env.reset({ seed })
      if (!refuses(() => env.step(one)))
        told('bad-action-taken', `step takes ${textOf(one)}, which is not in the action space`)
    }
    if (!play(env, seed, false).ended) return
    if (!refuses(() => env.step(action)))
      told('step-after-end', 'step after the end of an episode must throw: the caller forgot a reset')
  }

  function checkRender(env: AnyEnv): void {
    attempt('render', () => {
      env.reset({ seed })
      for (let number = 0; number < 3; number++) env.step(env.actionSpace.sample({ seed, number }))
      const picture: unknown = env.render()
      if (typeof picture !== 'string' || !picture.startsWith('<svg'))
        told('render', `render must give an SVG, not ${textOf(picture).slice(0, 40)}`)
    })
  }
}

function refuses(does: () => unknown): boolean {
  try {
    does()
    return false
  } catch {
    return true
  }
}

/** As two things are compared: types, NaN and −0 told apart. */
function textOf(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  if (ArrayBuffer.isView(value)) {
    const list = value as Float32Array
    return `${value.constructor.name}[${Array.from(list, textOf).join(',')}]`
  }
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([name, one]) => `${name}:${textOf(one)}`)
      .join(',')}}`
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
