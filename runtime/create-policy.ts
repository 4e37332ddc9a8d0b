/**
 * The door of the runtime: what a compiled module calls with its definition, and what its importers get.
 */

import { ALL_FEATURES } from './all-features.ts'
import { playAlone, type ScoreLength } from './alone.ts'
import { createPerformer } from './create-performer.ts'
import type { Features } from './features.ts'
import type { Performer, StartOptions } from './performer.ts'
import { POLICY_ABI, type PolicyDefinition, type Slots } from './policy.ts'
import { messageOf, type PerformanceProblem } from './problems.ts'
import type { Problem } from './score/checks.ts'
import type { Score } from './score/score.ts'
import { NO_SPREAD } from './session/explore.ts'
import type { Reward } from './session/rewards.ts'
import { defaultSlots, type SlotValues, valuesOfSlots } from './slots.ts'
import { NO_NETWORKS, readSlotsFile } from './slots-file.ts'
import { startSeed, startSlots, startTempo } from './start-options.ts'
import type { Inside } from './swap.ts'
import { TIMBRE_SPACE } from './timbre/axes.ts'
import { isTimbreSpace, knownSpaces } from './timbre/spaces.ts'
import type { Bpm } from './units.ts'
import { RUNTIME_VERSION } from './version.ts'

export type ScoreOptions = ScoreLength & {
  readonly slots?: SlotValues | Slots
  readonly seed?: number
  readonly tempo?: Bpm
}

/** What came of loading a slots file, in words that name the slot. Nothing was applied where there are errors. */
export interface SlotsLoad {
  readonly ok: boolean
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
}

/** A compiled piece: the default export of its module, where the types say its own slots, members and rewards. */
export interface Policy {
  readonly name: string
  readonly definition: PolicyDefinition
  /** What a start without `slots` plays, as the vector that compiled code reads: the defaults, or what was loaded last. */
  readonly slots: Slots
  /** The same by name. */
  readonly slotValues: SlotValues
  /** A performance with a player. Never throws. */
  start(options?: StartOptions | null): Performer
  /**
   * What the band would play alone: the count left out, a vamp once, rules at rest.
   * @throws RangeError where no length is given, a slot value does not fit, and where there would be more than a million events
   */
  score(options: ScoreOptions): Score
  /** Takes a slots file. Never throws; where it does not fit, what was loaded before stays. */
  loadSlots(json: unknown): SlotsLoad
  readonly rewards: Readonly<Record<string, Reward>>
}

/**
 * A policy that can do everything.
 *
 * @throws RangeError where the definition was made for another version of this runtime
 */
export function createPolicy(definition: PolicyDefinition): Policy {
  return createPolicyWith(definition, ALL_FEATURES)
}

/** A policy that can do what it brings: what compiled modules call. */
export function createPolicyWith(definition: PolicyDefinition, features: Features): Policy & Inside {
  if (definition.abi !== POLICY_ABI) {
    throw new RangeError(
      `the policy was compiled for ABI ${String(definition.abi)}, this runtime plays ABI ${POLICY_ABI}: compile it again`,
    )
  }
  const { timbreSpace = TIMBRE_SPACE } = definition
  if (!isTimbreSpace(timbreSpace)) {
    throw new RangeError(
      `the policy's timbres lie in ${String(timbreSpace)}, this runtime knows ${knownSpaces()}: compile it again, or take a newer runtime`,
    )
  }
  let slots = defaultSlots(definition.slots)
  let spread = NO_SPREAD
  let networks = NO_NETWORKS
  return {
    name: definition.name,
    definition,
    get slots() {
      return slots.slice()
    },
    get slotValues() {
      return valuesOfSlots(definition.slots, slots)
    },
    start: (options) => createPerformer({ definition, slots, spread, networks, features }, options),
    score,
    loadSlots,
    rewards: features.rewarding?.(definition.rewards) ?? {},
    get brings() {
      return { features, networks, runtime: RUNTIME_VERSION }
    },
  }

  function score(given: ScoreOptions): Score {
    const options: ScoreOptions = given ?? {}
    const setup = {
      definition,
      features,
      slots: startSlots({ definition, slots }, options, refuse),
      seed: startSeed(definition, options, refuse),
      // Some hosts say null for nothing.
      tempo: (options.tempo ?? null) === null ? null : startTempo(options, refuse),
      onProblem: ({ message }: PerformanceProblem) => {
        throw new Error(message)
      },
    }
    return playAlone(setup, options)
  }

  function loadSlots(json: unknown): SlotsLoad {
    try {
      const reading = readSlotsFile(definition, json, features.contextual)
      if (!reading.ok) return { ok: false, errors: reading.problems.map(inWords), warnings: [] }
      slots = reading.slots
      spread = reading.spread
      networks = reading.networks
      return { ok: true, errors: [], warnings: reading.warnings.map(inWords) }
    } catch (error) {
      // JSON does not throw; an object of a host may.
      return { ok: false, errors: [`the slots cannot be read: ${messageOf(error)}`], warnings: [] }
    }
  }
}

function refuse({ message }: PerformanceProblem): never {
  throw new RangeError(message)
}

function inWords({ path, message }: Problem): string {
  return `${path} ${message}`
}
