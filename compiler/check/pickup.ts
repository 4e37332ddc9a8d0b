/** Pickups: how much of a section sounds before bar 1, inside the count. */

import type { Property } from '../../language/ast.ts'
import type { FileModel, MeterModel, PickupModel, PlayerModel, SectionModel } from '../model.ts'
import { toNumber, ZERO } from '../rational.ts'
import { countOf } from './cell-counts.ts'
import { type FileContext, rewrite, withBlanksBefore } from './context.ts'
import { fixedPlace, type Need, readQuantity } from './read.ts'
import { BEATS, STEPS } from './units.ts'
import { show } from './values.ts'

const PICKUP: Need = { dims: [BEATS, STEPS], as: 'beats, as in 2 beats', name: 'The pickup' }

/** `pickup 2 beats` */
export function readPickup(ctx: FileContext, property: Property | null): PickupModel | null {
  if (property === null) return null
  const value = property.values[0]
  const length = readQuantity(ctx, value, { ...fixedPlace(ctx, 'a pickup'), steps: true }, PICKUP)
  if (value === undefined || length === null) return null
  return { span: value, property, amount: length.low, unit: length.dim === STEPS ? 'steps' : 'beats' }
}

/** How many beats of a metre it takes, counted from the barline back: the last ones may be longer than others. */
export function pickupBeats({ amount, unit }: PickupModel, meter: MeterModel): number {
  if (unit === 'beats' || !(amount > 0)) return amount
  const { beats } = meter
  let left = amount / 4
  let end = toNumber(meter.quarters)
  for (let i = beats.length - 1; i >= 0; i--) {
    const start = toNumber(beats[i] ?? ZERO)
    if (left <= end - start) return beats.length - 1 - i + left / (end - start)
    left -= end - start
    end = start
  }
  return Number.POSITIVE_INFINITY
}

const opens = ({ form }: FileModel, { name }: SectionModel): boolean => name === form.steps[0]?.section

/** The section that the piece begins with; null: in a file without sections. Takes as long as there are sections. */
export function openingOf(model: FileModel): SectionModel | null {
  return model.sections.find((section) => opens(model, section)) ?? null
}

/** What the piece begins with where it begins with this section; null: in a file without sections. */
export function pickupOf(model: FileModel, section: SectionModel | null): PickupModel | null {
  if (section === null) return model.pickup
  return opens(model, section) ? (section.pickup ?? model.pickup) : null
}

export function checkPickups(ctx: FileContext, model: FileModel): void {
  const opening = openingOf(model)
  if (model.sections.length === 0) checkPickup(ctx, model, null, model.pickup)
  for (const section of model.sections) {
    checkPickup(ctx, model, section, section.pickup ?? pickupOf(model, section))
    if (section.pickup === null || opening === null || opening === section) continue
    const blanks = withBlanksBefore(ctx, section.pickup.property)
    ctx.report(
      'SIL0426',
      section.pickup.span,
      { opening: opening.name, section: section.name },
      { fixes: [rewrite(blanks, '', 'Leave it out')] },
    )
  }
}

function checkPickup(
  ctx: FileContext,
  model: FileModel,
  section: SectionModel | null,
  pickup: PickupModel | null,
): void {
  if (pickup === null) return
  const { span, amount, unit } = pickup
  const meter = section?.meter ?? model.meter
  if (meter.unknown) return
  const beats = pickupBeats(pickup, meter)
  const room = meter.beats.length
  const value = show(amount, unit === 'steps' ? STEPS : BEATS)
  if (!(beats > 0 && beats < room)) {
    ctx.report('SIL0424', span, { value, meter: meter.text, room: countOf(room, 'beat') })
  } else if (pickupOf(model, section) !== null) {
    const counted = countedBeats(model.player, room)
    if (counted >= Math.ceil(beats)) return
    const isPlayers = model.player.count.who === 'player'
    const count = isPlayers ? 'none: the player does' : countOf(counted, 'beat')
    const options = isPlayers
      ? { hint: 'Until the player has counted there is no tempo. Let the band count, as in: count 1 bar' }
      : {}
    ctx.report('SIL0425', span, { value, count }, options)
  }
}

/** By the band: while the player counts there is no tempo yet. */
function countedBeats({ count: { who, amount, unit } }: PlayerModel, beatsInBar: number): number {
  return who === 'player' ? 0 : unit === 'bars' ? amount * beatsInBar : amount
}
