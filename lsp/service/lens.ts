/** What can be done with a piece, above its text: play it, tap along, train it; and what has been learned. */

import type { CodeLens } from 'vscode-languageserver'
import type { Item } from '../../language/ast.ts'
import { MEMBER_KINDS } from '../../language/vocabulary.ts'
import type { Analysis } from '../project.ts'
import { trainedOf } from './trained.ts'

/** Commands that an editor may have; what it has not is not offered. Each takes the file's URI. */
const COMMANDS = ['silencio.play', 'silencio.tapAlong', 'silencio.train'] as const
export type Command = (typeof COMMANDS)[number]

export function lensesOf(analysis: Analysis, has: (command: Command) => boolean): CodeLens[] {
  const { items } = analysis.program.sources.main.tree
  const first = items.find(isPiece) ?? items.find(isMember)
  if (first === undefined) return []
  const lens = (item: Item, title: string, command: Command | '' = ''): CodeLens => {
    const range = analysis.text.rangeOf({ start: item.start, end: item.start })
    return { range, command: { title, command, ...(command === '' ? {} : { arguments: [analysis.uri] }) } }
  }
  const lenses: CodeLens[] = []
  // Without somebody who plays there is nothing to hear.
  if (items.some(isMember)) {
    if (has('silencio.play')) lenses.push(lens(first, '▶ Play', 'silencio.play'))
    if (has('silencio.tapAlong')) lenses.push(lens(first, 'Tap along', 'silencio.tapAlong'))
  }
  const slots = slotsInWords(analysis)
  if (slots !== null) lenses.push(lens(first, slots))
  for (const item of items)
    if (item.kind === 'block' && item.block === 'train' && has('silencio.train'))
      lenses.push(lens(item, 'Train', 'silencio.train'))
  return lenses
}

/** `7 slots, trained: cma-es`; null where there are none. */
export function slotsInWords(analysis: Analysis): string | null {
  const slots = analysis.result.ir?.slots ?? []
  if (slots.length === 0) return null
  const count = slots.length === 1 ? '1 slot' : `${slots.length} slots`
  const trained = trainedOf(analysis)
  if (trained === null) return `${count}, not trained yet`
  if (!trained.fits) return `${count}; the trained values do not fit: ${trained.problem}`
  const origin = trained.origin === '' ? '' : `: ${trained.origin}`
  const { size } = trained.networks
  const networks = size === 0 ? '' : ` (${size === 1 ? '1 network' : `${size} networks`})`
  return `${count}, trained${networks}${trained.older ? ' on an older version of the piece' : ''}${origin}`
}

const PIECE: ReadonlySet<string> = new Set(['band', 'tempo'])
const isPiece = (item: Item): boolean => item.kind === 'setting' && PIECE.has(item.property.key.text)
const isMember = (item: Item): boolean =>
  item.kind === 'block' && MEMBER_KINDS.some((kind) => kind === item.block)
