/** Where the properties of a member stand, and so how their slots are called. */

import type { Property } from '../../language/ast.ts'
import type { ChoiceModel, Term } from '../model.ts'
import type { FileContext } from './context.ts'
import type { Place } from './place.ts'
import { docOf, modifierValue, type Need, placeOf, readChoice, readQuantity } from './read.ts'

/** How the slots of a part are called: `kit` and '', or `stop` and `.kit` in an override. */
export interface PartPlace {
  readonly owner: string
  readonly prefix: string
  readonly section: string | null
}

export function placeIn(ctx: FileContext, property: Property, at: PartPlace, path = ''): Place {
  return placeOf(ctx, at.owner, `${at.prefix}.${property.key.text}${path}`, docOf(property))
}

export function readTermOf(
  ctx: FileContext,
  property: Property | null,
  at: PartPlace,
  need: Need,
): Term | null {
  if (property === null) return null
  return readQuantity(ctx, property.values[0], placeIn(ctx, property, at), need)?.term ?? null
}

export function readModifierTerm(
  ctx: FileContext,
  property: Property | null,
  key: string,
  at: PartPlace,
  need: Need,
): Term | null {
  const value = property === null ? undefined : modifierValue(property, key)
  if (property === null || value === undefined) return null
  return readQuantity(ctx, value, placeIn(ctx, property, at, `.${key}`), need)?.term ?? null
}

export function readChoiceOf<T extends string>(
  ctx: FileContext,
  property: Property | null,
  at: PartPlace,
  what: string,
  choices: readonly T[],
): ChoiceModel<T> | null {
  return property === null
    ? null
    : readChoice(ctx, property.values[0], placeIn(ctx, property, at), what, choices)
}
