/** Slots that nothing hears, whatever is drawn: a trainer would look for their values in vain. */

import type { ChoiceModel, FileModel, MemberModel, PartModel, SlotModel, Term, ZonesModel } from '../model.ts'
import type { FileContext } from './context.ts'
import { overridesIn } from './parts.ts'

export function reportIdleSlots(ctx: FileContext, model: FileModel): void {
  reportUnplayedFills(ctx, model)
  reportUnheardZones(ctx, model)
}

/** Who trades plays no fills. */
function reportUnplayedFills(ctx: FileContext, { members, sections }: FileModel): void {
  const idle = new Map<SlotModel, string>()
  const heard = new Set<SlotModel>()
  const look = ({ name }: MemberModel, { fillDensity, tradeBars }: PartModel): void => {
    if (fillDensity === null) return
    for (const slot of ownSlots(fillDensity)) {
      if (tradeBars === null) heard.add(slot)
      else idle.set(slot, name)
    }
  }
  for (const member of members) look(member, member.own)
  overridesIn(sections, ({ member, part }) => look(member, part))
  for (const [slot, name] of idle) {
    if (heard.has(slot)) continue
    const why = `\`${name}\` plays no fills while it trades, so nobody hears what is learned here.`
    ctx.report('SIL0513', slot.span, { why, near: 'Leave out `trade`, or do not learn this.' })
  }
}

/** Where everybody keeps the written tempo zones move nothing; rules go by them all the same. */
function reportUnheardZones(ctx: FileContext, { members, rules }: FileModel): void {
  if (members.length === 0 || rules.length > 0 || !allKeepTheGrid(members)) return
  for (const { target, imported, uses } of ctx.scope.bindings.values()) {
    const zones = target?.kind === 'zones' && uses !== null ? ctx.values.zones.get(target) : null
    const [slot] = zones == null ? [] : zonesSlots(zones)
    if (slot === undefined) continue
    const why = 'Everybody keeps the written tempo, so nobody hears what is learned here.'
    const near = 'Let a member follow the player, as it does without `follows`.'
    ctx.report('SIL0513', imported ?? slot.span, { why, near })
  }
}

/** Themselves, or by whom they follow. A circle, which is told of elsewhere, keeps no grid. */
function allKeepTheGrid(members: readonly MemberModel[]): boolean {
  const byName = new Map(members.map((member) => [member.name, member]))
  const keeps = new Set(['grid'])
  for (const member of members) {
    const chain: string[] = []
    let at: string = member.name
    while (!keeps.has(at) && chain.length <= members.length) {
      chain.push(at)
      at = byName.get(at)?.follows ?? 'player'
    }
    if (!keeps.has(at)) return false
    for (const name of chain) keeps.add(name)
  }
  return true
}

function zonesSlots(zones: ZonesModel): readonly SlotModel[] {
  const { snap, follow, limit, strength, adapt, curve, expect, track } = zones
  const thresholds = [snap, follow, limit].flatMap(({ ms, beats }) => [ms, beats])
  return [
    ...[...thresholds, strength, adapt].flatMap(ownSlots),
    ...[curve, expect, track].flatMap((choice: ChoiceModel<string>) =>
      choice.k === 'slot' && isOwn(choice.slot) ? [choice.slot] : [],
    ),
  ]
}

/** Those written in the term itself: what a `let` learns may be heard elsewhere. */
function ownSlots(term: Term): readonly SlotModel[] {
  const found: SlotModel[] = []
  const open = [term]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.k === 'slot' && isOwn(next.slot)) found.push(next.slot)
    else if (next.k === 'op') open.push(next.a, next.b)
  }
  return found
}

function isOwn({ path }: SlotModel): boolean {
  return path !== ''
}
