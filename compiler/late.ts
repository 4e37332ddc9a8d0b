/**
 * What is known only once a whole policy is laid out: two slots of one name, more events and chords than a piece may have, and
 * training without anything to learn. Laying it out takes longer than all the checks before, so an editor asks first
 * whether any of that can be.
 */

import type { Diagnostic } from '../language/diagnostics.ts'
import { diagnostic } from '../language/messages.ts'
import { LIMITS } from './limits.ts'
import type { Lowered } from './lower/lower.ts'
import type { Viewpoint } from './lower/slots.ts'
import type { ChordLine, FileModel, PatternModel, SlotModel, Term } from './model.ts'
import { fewInto, nothingTold } from './told.ts'

const NOWHERE = { start: 0, end: 0 }

export function lateDiagnostics(
  { clashes, cells, unknownPrompts, ir }: Lowered,
  model: FileModel,
): readonly Diagnostic[] {
  const told = nothingTold()
  const clash = fewInto(told, '')
  for (const slot of clashes) {
    const file = slot.file === model.path ? '' : slot.file
    clash(() => diagnostic('SIL0512', slot.span, { name: slot.owner + slot.path }, { file }))
  }
  const found = [...told.diagnostics]
  if (cells > LIMITS.cells) {
    const what = 'Events and chords in all sections'
    found.push(
      diagnostic('SIL0422', model.sections[0]?.span ?? NOWHERE, { what, found: cells, limit: LIMITS.cells }),
    )
  }
  const [unknown] = unknownPrompts
  // Of a voice that says nothing of its timbre: what is written was told where it stands.
  if (unknown !== undefined) {
    found.push(diagnostic('SIL0714', model.members[0]?.span ?? NOWHERE, { space: ir.timbreSpace ?? '' }))
  }
  const [train] = model.trains
  if (train !== undefined && ir.slots.length === 0) found.push(diagnostic('SIL0608', train.span, {}))
  return found
}

/**
 * May there be any? True where that cannot be told without laying out the policy.
 *
 * @param slots all that were found in any of the files, read or not
 */
export function mayComeLate(model: FileModel, slots: readonly SlotModel[], view: Viewpoint): boolean {
  return (
    (model.trains.length > 0 && !readsSlot(model)) ||
    mostCells(model) > LIMITS.cells ||
    haveOneName(slots, view) ||
    view.space.decode !== null
  )
}

function haveOneName(slots: readonly SlotModel[], { nameOf }: Viewpoint): boolean {
  const names = new Set<string>()
  for (const slot of slots) names.add(nameOf(slot))
  return names.size < slots.length
}

/** No fewer events and chords than there are. */
function mostCells(model: FileModel): number {
  const metres = new Set([model.meter.text])
  for (const { meter } of model.sections) if (meter !== null) metres.add(meter.text)
  let cells = (metres.size - 1) * mostEvents(model.player.plays)
  for (const { own } of model.members)
    for (const { pattern } of own.voices) cells += metres.size * mostEvents(pattern)
  // By index: sections are many, and iterators objects.
  for (let s = 0; s < model.sections.length; s++) {
    const section = model.sections[s]
    if (section === undefined) continue
    cells += mostChords(section.chords, section.bars) + mostEvents(section.plays)
    for (let i = 0; i < section.overrides.length; i++) {
      const voices = section.overrides[i]?.part.voices ?? []
      for (let v = 0; v < voices.length; v++) {
        const voice = voices[v]
        // The others are the member's own.
        if (voice !== undefined && voice.section !== null) cells += mostEvents(voice.pattern)
      }
    }
  }
  return cells
}

const mostEvents = (pattern: PatternModel | null): number =>
  pattern === null ? 0 : pattern.bars.length * pattern.fullest

function mostChords({ bars }: ChordLine, length: number | null): number {
  let most = 0
  for (let i = 0; i < bars.length; i++) most = Math.max(most, bars[i]?.cells.length ?? 0)
  return most * (length ?? bars.length)
}

/** Does the policy surely read a slot? Looked for where every policy reads. */
function readsSlot({ tempo, player }: FileModel): boolean {
  const { low, high, program } = tempo
  const tempi = program.k === 'steady' ? [program.bpm] : [program.from, program.to]
  if ([low, high, ...tempi].some(hasSlot)) return true
  if (player.zones !== null) {
    const { snap, follow, limit, strength, adapt, curve, expect, track } = player.zones
    const thresholds = [snap, follow, limit].flatMap(({ ms, beats }) => [ms, beats])
    if ([...thresholds, strength, adapt].some(hasSlot)) return true
    if ([curve, expect, track].some(({ k }) => k === 'slot')) return true
  }
  return false
}

function hasSlot(term: Term): boolean {
  if (term.k === 'slot') return true
  return (term.k === 'op' || term.k === 'else') && (hasSlot(term.a) || hasSlot(term.b))
}
