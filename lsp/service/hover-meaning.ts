/** What a cell sounds like, what a word means that stands for a value, and which notes a key has. */

import type { BarsLit, Cell, File } from '../../language/ast.ts'
import type { Node } from '../../language/walk.ts'
import { readKey } from '../../runtime/theory/key.ts'
import type { Hover } from './answers.ts'
import { scaleNotes } from './hover-notes.ts'
import { HITS, meaningOf } from './meanings.ts'
import { pathTo } from './path.ts'

export function meaningAt(file: File, text: string, offset: number): Hover | null {
  const path = pathTo(file, offset)
  const [node, around] = [path.at(-1), path.at(-2)]
  if (node === undefined) return null
  const { start, end } = around?.kind === 'key' ? around : node
  const written = text.slice(start, end)
  const said = node.kind === 'name' ? wordText(written, node.text, path) : cellText(written, node, path)
  return said === null ? null : { start, end, text: `**${written}**${said}` }
}

function wordText(written: string, word: string, path: readonly Node[]): string | null {
  if (path.at(-2)?.kind === 'key') {
    const key = readKey(written)
    return key.kind === 'key' ? `: ${scaleNotes(key).join(' ')}` : null
  }
  // Behind a property, or, where `player.spread` is asked for, in the declaration.
  const place = path.findLast((node) => ['property', 'modifier', 'rule', 'reward'].includes(node.kind))
  const ref = path.at(-2)
  if (place === undefined || ref?.kind !== 'ref') return null
  const isField = ref.path.length > 1
  const key = 'key' in place ? place.key.text : null
  if (isField !== (key === null)) return null
  const meaning = meaningOf(key ?? place.kind, word)
  return meaning === undefined ? null : `\n\n${meaning}`
}

function cellText(written: string, node: Node, path: readonly Node[]): string | null {
  const what = soundOf(
    written,
    node,
    path.findLast(({ kind }) => kind === 'property'),
  )
  if (what === null) return null
  const bars = path.findLast((one): one is BarsLit => one.kind === 'bars')
  return `: ${what}${bars === undefined ? '' : placeIn(bars, path)}`
}

function soundOf(written: string, node: Node, property: Node | undefined): string | null {
  const isChords = property?.kind === 'property' && property.key.text === 'chords'
  switch (node.kind) {
    case 'hit':
      return HITS[node.mark] + suffixes(node)
    case 'maybe':
      return 'a hit whose chance is learned'
    case 'rest':
      return 'a rest'
    case 'tie':
      return `the ${isChords ? 'chord' : 'note'} before goes on`
    case 'repeat':
      return 'the chords of the bar before once more'
    case 'nameCell':
      return isChords && written === 'N.C.' ? 'no chord: bass and keys are silent' : null
    default:
      return null
  }
}

function suffixes({ chance, learn, accent, dead }: Extract<Cell, { readonly kind: 'hit' }>): string {
  const often = learn
    ? `, with a chance that is learned, from ${chance ?? 50} % on`
    : chance === null
      ? ''
      : `, with a chance of ${chance} %`
  return `${accent ? ', accented' : ''}${dead ? ', muffled' : ''}${often}`
}

/** As slots count them, `kit.kick[1:15]`. */
function placeIn({ bars }: BarsLit, path: readonly Node[]): string {
  for (const [i, { cells }] of bars.entries()) {
    const at = cells.findIndex((cell) =>
      path.some(({ kind, start }) => kind === cell.kind && start === cell.start),
    )
    if (at >= 0) return ` (bar ${i + 1}, cell ${at + 1} of ${cells.length})`
  }
  return ''
}
