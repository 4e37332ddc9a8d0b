/** Of what is learned: the slot's name, how far it may go, and where training has brought it. */

import type { SlotIr } from '../../compiler/ir.ts'
import type { NumberLit } from '../../language/ast.ts'
import type { Node } from '../../language/walk.ts'
import type { Analysis } from '../project.ts'
import type { Hover } from './answers.ts'
import { pathTo } from './path.ts'
import { trainedInWords, trainedOf } from './trained.ts'

export function slotAt(analysis: Analysis, offset: number): Hover | null {
  const path = pathTo(analysis.program.sources.main.tree, offset)
  for (const node of path.toReversed()) {
    const [slot, ...others] = slotsOf(analysis, node)
    if (slot === undefined) continue
    const text = [inWords(analysis, node, slot), ...others.map((other) => inShort(analysis, other))]
    return { start: node.start, end: node.end, text: text.join('\n\n') }
  }
  return null
}

/** A neighbourhood of a prompt has several in one place. */
function slotsOf({ result }: Analysis, { start, end }: Node): readonly SlotIr[] {
  return result.ir?.slots.filter(({ span }) => span.start === start && span.end === end) ?? []
}

/** `**around.near[2]** more noisiness, trained to 4%` */
function inShort(analysis: Analysis, slot: SlotIr): string {
  const trained = trainedOf(analysis)
  const value = trained?.fits === true ? trained.values.get(slot.name) : undefined
  const to = value === undefined ? '' : `, trained to **${trainedInWords(value, slot, null)}**`
  return `**${slot.name}** ${slot.doc ?? ''}${to}`.trim()
}

function inWords(analysis: Analysis, node: Node, slot: SlotIr): string {
  const { name, kind, min, max, choices, features, scale, doc } = slot
  const written = node.kind === 'learn' && node.default?.kind === 'number' ? node.default : null
  const amount = (value: number): string => trainedInWords(value, slot, written)
  const lines = [`**${name}** is learned (${kind})`]
  if (doc !== null) lines.push(doc)
  if (choices !== null) lines.push(`one of ${choices.join(', ')}`)
  else if (min !== null && max !== null)
    lines.push(`${amount(min)} to ${amount(max)}${scale === 'log' ? ', on a logarithmic scale' : ''}`)
  if (features !== null && features.length > 0) lines.push(`by ${features.join(', ')}`)
  lines.push(trainedLine(analysis, slot, written))
  return lines.join('\n\n')
}

function trainedLine(analysis: Analysis, slot: SlotIr, written: NumberLit | null): string {
  const trained = trainedOf(analysis)
  if (trained === null) return 'Not trained yet: what is written plays.'
  if (!trained.fits) return `The trained values do not fit this file: ${trained.problem}`
  const value = trained.values.get(slot.name)
  if (value === undefined) return 'Not trained yet: what is written plays.'
  const origin = trained.origin === '' ? '' : ` (${trained.origin})`
  const words = trainedInWords(value, slot, written)
  const features = trained.networks.get(slot.name)
  return features === undefined
    ? `trained to **${words}**${origin}`
    : `trained to **a network of ${features.join(', ')}**${origin}; a score, in which nobody plays, has **${words}**`
}
