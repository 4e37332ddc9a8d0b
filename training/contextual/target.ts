/** The law that a policy draws from, which may depend on what is known of the player. */

import type { Networks } from '../../runtime/contextual.ts'
import { contextual } from '../../runtime/contextual.ts'
import type { PolicyDefinition, Slots } from '../../runtime/policy.ts'
import type { Spread } from '../../runtime/session/explore.ts'
import { type Law, secondMoment } from '../estimate/gaussian.ts'
import { lawOf } from '../offline/slots-file.ts'
import type { Unit } from '../units/units.ts'
import type { Context } from './bases.ts'

/** By what was known when the unit began. */
export type Target = (context: Context) => Law

export interface SlotsReading {
  readonly slots: Slots
  readonly spread: Spread
  readonly networks: Networks
}

/** As the runtime makes it from a slots file when a session starts. */
export function targetOf(definition: PolicyDefinition, { slots, spread, networks }: SlotsReading): Target {
  if (networks.size === 0) return constant(lawOf(definition, slots, spread))
  return (known) => {
    const context = contextual.context(definition, slots, { context: known })
    const means = contextual.means(definition.slots, networks, slots, {}, context)
    return lawOf(definition, means.slots, { ...spread, z: means.z })
  }
}

export const constant =
  (law: Law): Target =>
  () =>
    law

/** E[w²] under what each unit was drawn from, averaged over the units. Infinite where a unit says nothing of the target. */
export function momentOf(units: readonly Unit[], target: Target): number {
  return units.reduce((sum, { context, law }) => sum + secondMoment(target(context), law), 0) / units.length
}

/** The unit whose law is not that of a policy, and where it differs; null where all were drawn from it. */
export function strangerTo(units: readonly Unit[], target: Target): Unit | null {
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a))
  const alike = (a: readonly number[], b: readonly number[]): boolean =>
    a.length === b.length && a.every((one, i) => near(one, b[i] ?? Number.NaN))
  return (
    units.find(({ context, law }) => {
      const { mean, sigma, choices } = target(context)
      const same = Object.entries(law.choices).every(([slot, all]) =>
        Object.entries(all).every(([choice, one]) => near(one, choices[slot]?.[choice] ?? Number.NaN)),
      )
      return !(alike(law.mean, mean) && alike(law.sigma, sigma) && same)
    }) ?? null
  )
}
