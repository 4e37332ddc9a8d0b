/**
 * Thousands of environments at once, in one thread: row i of everything is what the environment over a `Performer` (`env.ts`) gives for
 * the same seed, bit by bit, over as many episodes as you like.
 *
 *     const envs = createVectorEnv(policy, { version: 'v1', size: 1024 })
 *     let [observations] = envs.reset({ seed: 7 })          // row i is env.reset({ seed: 7 + i })
 *     const [next, rewards, terminated, truncated, info] = envs.step({ degree })
 *
 * **Episodes that end.** As in Gymnasium 1: with `autoreset: 'next-step'` (default) the step that ends an episode gives its last observation, and
 * the step after it is the reset: its action is not looked at, its reward is 0, its flags are false, its observation is the first of the next
 * episode. With `'same-step'` the observation is already the next episode's first. In both, `info.final` has the last observation and info of
 * every episode that ended on this step, so that nobody bootstraps from the wrong one.
 */

import type { Policy } from '../../runtime/create-policy.ts'
import { EMBEDDING_DIM } from '../../runtime/timbre/axes.ts'
import { checkSeed } from './episode.ts'
import { Many } from './many.ts'
import { columnsOf, observationSpace } from './observation.ts'
import { type EnvOptions, refuseRules, type Settings, settingsOf } from './options.ts'
import type { Box, Floats, Space } from './spaces.ts'
import { type Timing, timingOf } from './timing.ts'
import { ACTIONS, type ActionOf, CHOICES, MOST_CENTS, type Version } from './versions.ts'

export interface VectorOptions<V extends Version = Version> extends EnvOptions<V> {
  /** How many environments. */
  readonly size: number
  /** Default: `next-step`. */
  readonly autoreset?: 'next-step' | 'same-step'
  /** False: the arrays that `step` returns are the same every time, and hold the newest step. Default: true, they are yours. */
  readonly copy?: boolean
}

/** One row an environment. */
export interface Actions {
  /** [size]; 0 or 1 in v0, else 0..7. */
  readonly degree: ArrayLike<number>
  /** [size]; v2 and v3. */
  readonly cents?: ArrayLike<number>
  /** [size, EMBEDDING_DIM]; v3. */
  readonly timbre?: ArrayLike<number>
}

/** `StepInfo` in columns; mode is 0 snap, 1 follow, 2 limit. */
export interface Infos {
  readonly n: Int32Array
  readonly time: Float64Array
  readonly deviation: Float64Array
  readonly mode: Uint8Array
  readonly confidence: Float64Array
  readonly fit: Float64Array
  readonly together: Float64Array
}

export interface Finals extends Infos {
  /** [count, columns]: the last observation of each. */
  readonly observations: Float32Array
  /** Which environments ended an episode on this step, ascending. */
  readonly which: Int32Array
  /** Sum of the rewards of the episode, and its steps. */
  readonly returns: Float64Array
  readonly steps: Int32Array
}

export interface VectorInfo extends Infos {
  readonly final: Finals
}

export type VectorStep = [
  observations: Float32Array,
  rewards: Float64Array,
  terminated: Uint8Array,
  truncated: Uint8Array,
  info: VectorInfo,
]

export interface VectorEnv<V extends Version = Version> {
  readonly version: V
  readonly size: number
  readonly autoreset: 'next-step' | 'same-step'
  /** Of one environment. */
  readonly observationSpace: Box & Space<Float32Array>
  readonly actionSpace: Space<ActionOf[V]>
  readonly columns: readonly string[]
  /** Environment i begins as one does with `reset({ seed: seed + i })`; without a seed all go on to their next episodes. */
  reset(options?: { readonly seed?: number }): [observations: Float32Array, info: VectorInfo]
  /** @throws RangeError on actions that are none, with the row; Error before `reset` */
  step(actions: Actions): VectorStep
}

/** They take 2.4 KB each: as many as fit into an engine's heap without a thought. */
const MOST = 262_144

/** @throws RangeError with what is wrong with the options, or why this piece cannot be played by many side by side */
export function createVectorEnv<V extends Version>(policy: Policy, options: VectorOptions<V>): VectorEnv<V> {
  const { size, autoreset = 'next-step', copy = true } = options
  if (!(Number.isInteger(size) && size >= 1 && size <= MOST))
    throw new RangeError(`size must be a whole number from 1 to ${MOST}, not ${size}`)
  if (autoreset !== 'next-step' && autoreset !== 'same-step')
    throw new RangeError(`autoreset must be 'next-step' or 'same-step', not ${String(autoreset)}`)
  const settings = settingsOf(policy, options)
  const timing = timingOf(settings)
  refuse(settings, timing)
  const { version } = settings
  const many = new Many(settings, timing, size, autoreset === 'same-step')
  let isReset = false
  return {
    version,
    size,
    autoreset,
    observationSpace: observationSpace(version) as Box & Space<Float32Array>,
    actionSpace: ACTIONS[version],
    columns: columnsOf(version),
    reset({ seed } = {}) {
      if (seed !== undefined) checkSeed(seed + size - 1)
      many.reset(seed === undefined ? null : checkSeed(seed))
      isReset = true
      return [handed(many.observations), { ...infos(many.info), final: many.finals() }]
    },
    step(actions) {
      if (!isReset) throw new Error('step() before the first reset()')
      checkActions(version, size, actions)
      many.step(actions)
      return [
        handed(many.observations),
        handed(many.rewards),
        handed(many.terminated),
        handed(many.truncated),
        { ...infos(many.info), final: many.finals() },
      ]
    },
  }

  function handed<A extends Floats | Uint8Array | Int32Array>(array: A): A {
    return copy ? (array.slice() as A) : array
  }

  function infos(info: Infos): Infos {
    const { n, time, deviation, mode, confidence, fit, together } = info
    return {
      n: handed(n),
      time: handed(time),
      deviation: handed(deviation),
      mode: handed(mode),
      confidence: handed(confidence),
      fit: handed(fit),
      together: handed(together),
    }
  }
}

/** What `bands.ts` leaves out and a `Performer` does. */
function refuse({ policy, slots }: Settings, timing: Timing): void {
  const { definition } = policy
  const alone = 'the vector environment cannot do that: play as many environments of createEnv'
  if (definition.player.plays !== null || definition.sections.some(({ plays }) => plays !== undefined))
    throw new RangeError(`the piece says what the player plays; ${alone}`)
  if (definition.player.count.who === 'player' && timing.count > 0)
    throw new RangeError(`the player counts in; ${alone}`)
  if (timing.beats.some(({ zones }) => zones.track === 'many'))
    throw new RangeError(`a zone tracks many; ${alone}`)
  refuseRules(definition, slots, ['tempo'], alone)
  const shortest = timing.beats.reduce((least, beat) => Math.min(least, beat.shortest * beat.length), 1)
  if (timing.earliest > shortest / 2)
    throw new RangeError(`a member plays half a beat before its beat; ${alone}`)
}

function checkActions(version: Version, size: number, { degree, cents, timbre }: Actions): void {
  const choices = version === 'v0' ? 2 : CHOICES
  const isLong = (name: string, list: ArrayLike<number> | undefined, length: number): ArrayLike<number> => {
    if (list?.length !== length)
      throw new RangeError(`actions.${name} must have ${length} numbers, not ${list?.length ?? 'none'}`)
    return list
  }
  isLong('degree', degree, size)
  for (let i = 0; i < size; i++) {
    const choice = degree[i] ?? -1
    if (!(choice >= 0 && choice < choices && Math.floor(choice) === choice))
      throw new RangeError(
        `actions.degree[${i}] must be a whole number from 0 to ${choices - 1}, not ${choice}`,
      )
  }
  if (version === 'v2' || version === 'v3') checkRange('cents', isLong('cents', cents, size), MOST_CENTS)
  if (version === 'v3') checkRange('timbre', isLong('timbre', timbre, size * EMBEDDING_DIM), 1)
}

function checkRange(name: string, list: ArrayLike<number>, most: number): void {
  for (let i = 0; i < list.length; i++) {
    const x = list[i] ?? Number.NaN
    if (!(x >= -most && x <= most))
      throw new RangeError(`actions.${name}[${i}] must lie between ${-most} and ${most}, not at ${x}`)
  }
}
