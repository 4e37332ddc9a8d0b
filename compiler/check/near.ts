/**
 * `near "warm click" within 20%`: a place beside a prompt, along the principal directions of the space around it.
 *
 *     unit(prompt + Σ at · direction),   at² summed ≤ reach²
 *
 * How far along each is a slot where the radius is learned, called `NAME.near[1]`, `NAME.near[2]` and so on. The directions are at
 * right angles: with K of them each may go reach / √K either way, so that no place lies further off than the range of
 * the radius allows. The place to start from has the radius's default; which way it lies there hangs on the name alone,
 * so that two neighbourhoods of one prompt are not one.
 */

import type { Expr, PhraseExpr, StringLit } from '../../language/ast.ts'
import type { SlotModel, Term, TimbreModel } from '../model.ts'
import type { FileContext } from './context.ts'
import { slotAt } from './learn.ts'
import { type Place, wrongKind } from './place.ts'
import { readPromptText } from './prompts.ts'
import { readQuantity, SHARE } from './read.ts'
import { constant } from './values.ts'

export function readNear(
  ctx: FileContext,
  expr: PhraseExpr,
  text: StringLit,
  radius: Expr | undefined,
  place: Place,
  name: string | null,
): TimbreModel | null {
  const centre = readPromptText(ctx, text, null)
  const value = readQuantity(ctx, radius, place, { ...SHARE, name: 'A neighbourhood' })
  if (centre === null || value === null) return null
  if (value.slot !== null && value.term.k !== 'slot') {
    const found = 'a calculation with a slot'
    return wrongKind({ ctx }, radius ?? expr, found, 'a share, as in learn 20% in 0%..40%')
  }
  if (value.high === 0) return name === null ? centre : { ...centre, name }
  const directions = ctx.values.space.directions(text.value)
  const share = 1 / Math.sqrt(directions.length)
  // Slots are read by people, too.
  const reach = rounded(value.high * share)
  const start = rounded((value.slot === null ? value.low : Number(value.slot.default)) * share)
  const sides = sidesOf(name ?? text.value)
  const { slot } = value
  return {
    kind: 'near',
    name: name ?? `near ${text.value}`,
    file: ctx.file.path,
    span: { start: expr.start, end: expr.end },
    text: text.value,
    vector: centre.vector,
    reach,
    directions: directions.map(({ vector, says }, i) => {
      const side = sides(i) * start
      const at: Term =
        slot === null
          ? constant(side)
          : { k: 'slot', slot: coordinate(ctx, place, slot, { number: i + 1, side, reach, says }) }
      return { vector, at }
    }),
  }
}

/** To five digits. */
const rounded = (x: number): number => Math.round(x * 1e5) / 1e5

/** The slot of a direction; what it does to the sound is its documentation where nothing else is written. */
function coordinate(
  ctx: FileContext,
  place: Place,
  radius: SlotModel,
  {
    number,
    side,
    reach,
    says,
  }: { readonly number: number; readonly side: number; readonly reach: number; readonly says: string },
): SlotModel {
  const most = reach * LEAST_ROOM
  return slotAt(
    ctx,
    { ...place, path: `${place.path}.near[${number}]` },
    {
      kind: radius.kind,
      unit: null,
      default: Math.max(-most, Math.min(most, side)) + 0,
      min: -reach,
      max: reach,
      scale: 'linear',
      choices: null,
      features: radius.features,
      doc: radius.doc ?? says,
      size: 1,
      span: radius.span,
    },
  )
}

/** A default on a bound could not be told from one at infinity once it is unbounded (z/1). */
const LEAST_ROOM = 0.95

/** Which way along each direction a neighbourhood begins, from its name (FNV-1a): −1 or 1. */
function sidesOf(name: string): (direction: number) => number {
  let hash = 2166136261
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619)
  return (direction) => ((hash >>> (7 + 3 * direction)) & 1 ? 1 : -1)
}
