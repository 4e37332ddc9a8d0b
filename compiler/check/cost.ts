/**
 * What a policy costs, at most: events in a bar, notes at once. An upper bound from the notation alone, so that every
 * draw of chances, fills and rules stays below it.
 */

import type { MessageArgs } from '../../language/messages.ts'
import type { CostIr } from '../ir.ts'
import { LIMITS } from '../limits.ts'
import type { BarModel, CellModel, FileModel, MemberModel, MeterModel, PartModel } from '../model.ts'
import { toNumber } from '../rational.ts'
import type { FileContext } from './context.ts'
import { loopQuarters } from './loops.ts'

/** Notes of a chord at most: a 13th chord. */
const CHORD_NOTES = 7
/** Strokes a fill adds at most: 16ths over the bar, and the crash after it. */
const FILL_PER_QUARTER = 4
const CRASH = 1
/** Strokes of a flam, drag or roll at most, beside the written one. */
const ORNAMENT = 3

export function costOf(model: FileModel): Omit<CostIr, 'slots'> {
  const metres = new Map<string, OwnEvents>()
  const ownIn = (meter: MeterModel): OwnEvents => {
    let own = metres.get(meter.text)
    if (own === undefined) {
      own = { of: new Map(), total: 0 }
      for (const member of model.members) {
        const events = eventsOf(member, member.own, meter)
        own.of.set(member, events)
        own.total += events
      }
      metres.set(meter.text, own)
    }
    return own
  }
  // Of the fullest section, and of each member's fullest part. A section differs from the members' own parts by its
  // overrides alone.
  let eventsPerBar = model.sections.length > 0 ? 0 : ownIn(model.meter).total
  const notes = new Map<MemberModel, number>()
  for (const member of model.members) notes.set(member, notesOf(member, member.own))
  for (let s = 0; s < model.sections.length; s++) {
    const section = model.sections[s]
    if (section === undefined) continue
    const meter = section.meter ?? model.meter
    const { of, total } = ownIn(meter)
    let events = total
    for (let i = 0; i < section.overrides.length; i++) {
      const override = section.overrides[i]
      if (override === undefined) continue
      const { member, part } = override
      events += eventsOf(member, part, meter) - (of.get(member) ?? 0)
      const sounding = notesOf(member, part)
      if (sounding > (notes.get(member) ?? 0)) notes.set(member, sounding)
    }
    eventsPerBar = Math.max(eventsPerBar, events)
  }
  let voices = 0
  for (const sounding of notes.values()) voices += sounding
  return { eventsPerBar, voices }
}

interface OwnEvents {
  readonly of: Map<MemberModel, number>
  total: number
}

function eventsOf(member: MemberModel, part: PartModel, meter: MeterModel): number {
  const quarters = toNumber(meter.quarters)
  const notes = member.kind === 'pianist' || member.kind === 'guitarist' ? CHORD_NOTES : 1
  if (part.walk === true) return Math.ceil(quarters)
  let events = 0
  for (let i = 0; i < part.voices.length; i++) {
    const pattern = part.voices[i]?.pattern
    if (pattern == null) continue
    let most = pattern.fullest
    if (pattern.loop !== null) {
      most *= Math.ceil(quarters / toNumber(loopQuarters(pattern.loop, meter))) + 1
    }
    events += most * notes
  }
  if (part.fillEvery !== null) events += Math.ceil(quarters * FILL_PER_QUARTER) + CRASH
  return events
}

/** Sounds in the fullest of some bars. */
export function mostSounds(bars: readonly BarModel[]): number {
  let most = 0
  for (const bar of bars) most = Math.max(most, soundsIn(bar.cells))
  return most
}

function soundsIn(cells: readonly CellModel[]): number {
  let count = 0
  for (const cell of cells) {
    if (cell.k === 'group') count += soundsIn(cell.cells)
    else if (cell.k === 'sound') count += ORNAMENTED.has(cell.articulation) ? 1 + ORNAMENT : 1
  }
  return count
}

const ORNAMENTED: ReadonlySet<string> = new Set(['flam', 'drag', 'roll'])

/** Drums and clicks ring one note a voice, a bass one, a chord all of its notes. */
function notesOf(member: MemberModel, part: PartModel): number {
  const chord = member.kind === 'pianist' || member.kind === 'guitarist' ? CHORD_NOTES : 1
  // A line that walks sounds without a pattern.
  const walks = part.walk === true
  let played = 0
  for (let i = 0; i < part.voices.length; i++) if (walks || part.voices[i]?.pattern !== null) played++
  const notes = chord * (walks ? Math.max(1, played) : played)
  return notes + (part.fillEvery !== null && !part.voices.some(({ name }) => name === 'crash') ? CRASH : 0)
}

/** False where the piece is too large to look at any closer. */
export function checkCost(ctx: FileContext, model: FileModel): boolean {
  const over = (what: string, found: number, limit: number): boolean =>
    found > limit && reportOver(ctx, model, { what, found, limit })
  const members = model.members.length
  if (over('Members', members, LIMITS.members)) return false
  if (over('Members times sections', members * model.sections.length, LIMITS.parts)) return false
  const { voices, eventsPerBar } = costOf(model)
  return !(
    over('Notes at once', voices, LIMITS.voices) || over('Events in a bar', eventsPerBar, LIMITS.eventsPerBar)
  )
}

function reportOver(ctx: FileContext, { members: [first] }: FileModel, args: MessageArgs<'SIL0422'>): true {
  const nowhere = { start: 0, end: 0 }
  const at = first === undefined ? nowhere : (ctx.scope.bindings.get(first.name)?.name ?? first.span)
  ctx.report('SIL0422', at, args)
  return true
}
