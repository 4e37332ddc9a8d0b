/** What decides the bytes of a run: config.json, written when it begins and compared when it goes on. */

import type { PolicyDefinition } from '../../runtime/policy.ts'
import { defaultSlots, type SlotValue, valuesOfSlots } from '../../runtime/slots.ts'
import { RUNTIME_VERSION } from '../../runtime/version.ts'
import type { SearchSpace } from '../optimise/search-space.ts'
import type { LearningAcross } from '../players/condition.ts'
import { assumptionsOf } from '../simulate/assumptions.ts'

export interface RunOptions {
  readonly seed: number
  readonly generations: number
  readonly players: number
  readonly most_players: number
  readonly sessions: number
  readonly bars: number
  readonly held_out: number
  readonly learning_across: LearningAcross
}

/** schemas/training-config.schema.json */
export interface RunConfig {
  readonly version: 1
  readonly method: 'cma-es in simulation'
  readonly versions: { readonly silencio: string; readonly runtime: string; readonly node: string }
  readonly policy: { readonly name: string; readonly behaviour: string; readonly slot_schema: string }
  readonly reward: { readonly name: string; readonly min: number; readonly max: number }
  readonly space: {
    readonly id: string
    readonly names: readonly string[]
    readonly start: readonly number[]
  }
  readonly slots: readonly {
    readonly name: string
    readonly kind: string
    readonly unit: string | null
    readonly min: number | null
    readonly max: number | null
    readonly scale: string
    readonly choices: readonly string[] | null
    readonly written: SlotValue
  }[]
  readonly options: RunOptions
  readonly assumptions: Readonly<Record<string, unknown>>
}

/** @param silencio the package's version */
export function configOf(
  definition: PolicyDefinition,
  reward: string,
  space: SearchSpace,
  options: RunOptions,
  silencio: string,
): RunConfig {
  const { name, behaviour, slotSchema, slots, rewards } = definition
  const { min = 0, max = 0 } = rewards.find((one) => one.name === reward) ?? {}
  const written = valuesOfSlots(slots, defaultSlots(slots))
  return {
    version: 1,
    method: 'cma-es in simulation',
    // The last bits of exp and ln are the engine's.
    versions: { silencio, runtime: RUNTIME_VERSION, node: process.version },
    policy: { name, behaviour, slot_schema: slotSchema },
    reward: { name: reward, min, max },
    space: { id: space.id, names: space.names, start: space.start },
    slots: slots.map(({ name: slot, kind, unit, min: low, max: high, scale, choices }) => ({
      name: slot,
      kind,
      unit,
      min: low,
      max: high,
      scale,
      choices,
      written: written[slot] ?? '',
    })),
    options,
    assumptions: assumptionsOf(options.learning_across),
  }
}

/** Where two differ, a line each: `options.seed: 1 there, 2 here`. */
export function differences(there: unknown, here: unknown, path = ''): readonly string[] {
  if (isBranch(there) && isBranch(here)) {
    const keys = [...new Set([...Object.keys(there), ...Object.keys(here)])]
    return keys.flatMap((key) =>
      differences(Reflect.get(there, key), Reflect.get(here, key), path === '' ? key : `${path}.${key}`),
    )
  }
  const [was, is] = [JSON.stringify(there) ?? 'nothing', JSON.stringify(here) ?? 'nothing']
  return was === is ? [] : [`${path}: ${short(was)} there, ${short(is)} here`]
}

const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null

const MOST_SHOWN = 40
const short = (text: string): string => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text)
