/** What a piece costs, and what it can learn and has learned. */

import type { SlotIr } from '../../compiler/ir.ts'
import type { NumberLit } from '../../language/ast.ts'
import { walk } from '../../language/walk.ts'
import type { FigureSlot, Figures } from '../own-requests.ts'
import type { Analysis } from '../project.ts'
import { addressOf } from './compiled.ts'
import { slotsInWords } from './lens.ts'
import { trainedInWords, trainedOf } from './trained.ts'

export function figuresOf(analysis: Analysis): Figures {
  const { ir, diagnostics } = analysis.result
  const trained = trainedOf(analysis)
  return {
    cost: ir === null ? null : { eventsPerBar: ir.cost.eventsPerBar, voices: ir.cost.voices },
    errors: diagnostics.filter(({ severity }) => severity === 'error').length,
    slots: slotsOf(analysis, ir?.slots ?? []),
    trained: trained === null ? 'none' : !trained.fits ? 'unfit' : trained.older ? 'older' : 'trained',
    words: slotsInWords(analysis) ?? '',
    manifest: addressOf(analysis, 'policy.json'),
  }
}

function slotsOf(analysis: Analysis, slots: readonly SlotIr[]): FigureSlot[] {
  const trained = trainedOf(analysis)
  const values = trained?.fits === true ? trained.values : null
  const places = placesOf(analysis)
  return slots.map((slot) => {
    // A slot of an imported file has its place there.
    const place = places.get(`${slot.span.start}-${slot.span.end}`)
    const value = values?.get(slot.name)
    return {
      name: slot.name,
      written: place === undefined ? '' : analysis.text.content.slice(slot.span.start, slot.span.end),
      trained: value === undefined ? null : trainedInWords(value, slot, place?.default ?? null),
      range: place === undefined ? null : analysis.text.rangeOf(slot.span),
    }
  })
}

interface SlotPlace {
  readonly default: NumberLit | null
}

/** By `start-end`: what may be a slot in this file. */
function placesOf({ program }: Analysis): ReadonlyMap<string, SlotPlace> {
  const places = new Map<string, SlotPlace>()
  walk(program.sources.main.tree, (node) => {
    // An imported slot has the place of the name that brings it: that is no slot.
    if (node.kind === 'name' || node.kind === 'importName') return
    const written = node.kind === 'learn' && node.default?.kind === 'number' ? node.default : null
    places.set(`${node.start}-${node.end}`, { default: written })
  })
  return places
}
