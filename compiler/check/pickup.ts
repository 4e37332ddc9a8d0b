/** Pickups: how much of a section sounds before bar 1, inside the count. */

import type { Property } from '../../language/ast.ts'
import type { FileModel, PickupModel, PlayerModel, SectionModel } from '../model.ts'
import { countOf } from './cell-counts.ts'
import { type FileContext, rewrite } from './context.ts'
import { withBlanksBefore } from './properties.ts'
import { type Need, readConstant } from './read.ts'
import { BEATS } from './units.ts'
import { show } from './values.ts'

const PICKUP: Need = { dims: [BEATS], as: 'beats, as in 2 beats', name: 'The pickup' }

/** `pickup 2 beats` */
export function readPickup(ctx: FileContext, property: Property | null): PickupModel | null {
  if (property === null) return null
  const value = property.values[0]
  const beats = readConstant(ctx, value, 'a pickup', PICKUP)
  return value === undefined || beats === null ? null : { span: value, property, beats }
}

/** What the piece begins with where it begins with this section; null: in a file without sections. */
export function pickupOf(model: FileModel, section: SectionModel | null): PickupModel | null {
  if (section === null) return model.pickup
  return section.name === model.form.steps[0]?.section ? (section.pickup ?? model.pickup) : null
}

export function checkPickups(ctx: FileContext, model: FileModel): void {
  const [opening] = model.form.steps
  if (model.sections.length === 0) checkPickup(ctx, model, null, model.pickup)
  for (const section of model.sections) {
    checkPickup(ctx, model, section, section.pickup ?? pickupOf(model, section))
    if (section.pickup === null || opening === undefined || opening.section === section.name) continue
    const blanks = withBlanksBefore(ctx, section.pickup.property)
    ctx.report(
      'SIL0426',
      section.pickup.span,
      { opening: opening.section, section: section.name },
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
  const { span, beats } = pickup
  const meter = section?.meter ?? model.meter
  const room = meter.beats.length
  const value = show(beats, BEATS)
  if (!(beats > 0 && beats < room)) {
    ctx.report('SIL0424', span, { value, meter: meter.text, room: countOf(room, 'beat') })
  } else if (pickupOf(model, section) !== null) {
    const counted = countedBeats(model.player, room)
    if (counted >= Math.ceil(beats)) return
    const count = counted === 0 ? 'none: the player does' : countOf(counted, 'beat')
    ctx.report('SIL0425', span, { value, count })
  }
}

/** By the band: while the player counts there is no tempo yet. */
function countedBeats({ count: { who, amount, unit } }: PlayerModel, beatsInBar: number): number {
  return who === 'player' ? 0 : unit === 'bars' ? amount * beatsInBar : amount
}
