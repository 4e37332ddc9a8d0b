/** Which beat of its bar a row of a performer's timeline is. */

import type { Policy } from '../../runtime/create-policy.ts'
import { openingSection } from '../../runtime/opening.ts'
import type { HeardBeat } from '../../runtime/performer.ts'
import { pickingUp } from '../../runtime/pickup.ts'

export interface NumberedBeat extends HeardBeat {
  /** From 1. */
  readonly beatNumber: number
}

/** @param rows a whole timeline, or what follows `before` */
export function numbered(
  rows: readonly HeardBeat[],
  policy: Policy,
  before: NumberedBeat | null = null,
): readonly NumberedBeat[] {
  let last = before
  return rows.map((row) => {
    const beatNumber =
      last !== null && last.measure === row.measure ? last.beatNumber + 1 : firstOf(row, beatsIn(policy, row))
    last = { ...row, beatNumber }
    return last
  })
}

/** A bar of the count may begin in its middle; beat 1 of bar 1 is n = 1. */
function firstOf({ n, measure }: HeardBeat, beats: number): number {
  return measure >= 1 ? 1 : ((((n - 1) % beats) + beats) % beats) + 1
}

export function beatsIn({ definition }: Policy, { section }: { readonly section: string }): number {
  const found = definition.sections.find(({ name }) => name === section) ?? openingSection(definition)
  return found?.meter.beats.length ?? 4
}

export interface Place {
  readonly measure: number
  readonly beatNumber: number
}

/** The first beat that is music: of bar 1, or of the bar before it where the piece has a pickup. */
export function openingOf({ definition }: Policy): Place {
  const opening = openingSection(definition)
  const beats = pickingUp.beats(opening)
  return beats === 0
    ? { measure: 1, beatNumber: 1 }
    : { measure: 0, beatNumber: (opening?.meter.beats.length ?? beats) - beats + 1 }
}

/** Before bar 1, and no longer the count. */
export function isPickup(policy: Policy, { measure, beatNumber }: Place): boolean {
  return measure === 0 && openingOf(policy).measure === 0 && beatNumber >= openingOf(policy).beatNumber
}
