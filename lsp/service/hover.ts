/** What a word means, and what a declared name stands for. */

import type { File, Item, Span } from '../../language/ast.ts'
import { parse } from '../../language/parse.ts'
import { MEMBER_PROPERTIES, NOT_OF_VOICES, PROPERTIES } from '../../language/vocabulary.ts'
import { itemsIn, walk } from '../../language/walk.ts'
import type { Analysis } from '../project.ts'
import type { Hover } from './answers.ts'
import { placeAt } from './enclosing.ts'
import { meaningAt } from './hover-meaning.ts'
import { pictureAt } from './hover-picture.ts'
import { slotAt } from './hover-slot.ts'
import { timbreAt } from './hover-timbre.ts'
import { valueAt } from './hover-values.ts'
import { wordAt } from './hover-words.ts'
import { USUAL } from './meanings.ts'
import { occurrenceAt } from './occurrences.ts'

/** In a file that has been checked: also numbers in other units, chords, slots, and pictures. */
export function hoverIn(analysis: Analysis, offset: number): Hover | null {
  const { content } = analysis.text
  const { tree } = analysis.program.sources.main
  const plain =
    meaningAt(tree, content, offset) ??
    knownAt(tree, content, offset) ??
    importedAt(analysis, offset) ??
    valueAt(analysis, offset) ??
    explainedAt(tree, content, offset)
  const more = [pictureAt(analysis, offset), timbreAt(analysis, offset), slotAt(analysis, offset)].filter(
    (one) => one !== null,
  )
  const [first] = plain === null ? more : [plain]
  if (first === undefined) return null
  const { start, end } = first
  const all = plain === null ? more : [plain, ...more]
  return { start, end, text: all.map(({ text }) => text).join('\n\n') }
}

/** A name from another file: how it is declared there. */
function importedAt(analysis: Analysis, offset: number): Hover | null {
  const found = occurrenceAt(analysis, offset)
  const target = found?.binding.target ?? null
  if (found === null || target === null || target.file.label === '') return null
  const { start, end } = found.span
  const { text } = target.file
  const from = `From \`${target.file.path}\``
  return { start, end, text: `${declared(target.decl, text)}\n\n${from}` }
}

export function hoverAt(text: string, offset: number): Hover | null {
  const { file } = parse(text)
  return meaningAt(file, text, offset) ?? knownAt(file, text, offset) ?? explainedAt(file, text, offset)
}

const knownAt = (file: File, text: string, offset: number): Hover | null =>
  keyAt(file, text, offset) ?? nameAt(file, text, offset)

const explainedAt = (file: File, text: string, offset: number): Hover | null =>
  wordAt(
    text,
    offset,
    itemsIn(file).map(({ start }) => start),
  )

/** A property's key, by the vocabulary. */
function keyAt(file: File, text: string, offset: number): Hover | null {
  let found: Hover | null = null
  walk(file, (node) => {
    if (node.kind !== 'property' || !holds(node.key, offset)) return
    const { context } = placeAt(file, text, node.key.start)
    const spec = PROPERTIES[context][node.key.text] ?? MEMBER_PROPERTIES[node.key.text]
    if (spec === undefined) return
    const parts = [`**${node.key.text}** takes ${spec.expects}`, spec.doc]
    // Some are known behind a pattern only so that they can be answered.
    const modifiers = Object.keys(spec.modifiers).filter(
      (one) => spec.modifiers.loop === undefined || !NOT_OF_VOICES.has(one),
    )
    const usual = USUAL[context]?.[node.key.text]
    if (usual !== undefined) parts.push(`Without it: \`${usual}\``)
    if (modifiers.length > 0) parts.push(`Behind it: ${modifiers.map((one) => `\`${one}\``).join(', ')}`)
    found = {
      start: node.key.start,
      end: node.key.end,
      text: parts.filter((part) => part !== '').join('\n\n'),
    }
  })
  return found
}

/** Where a name is used: its declaration and what was written above it. */
function nameAt(file: File, text: string, offset: number): Hover | null {
  let word: (Span & { readonly text: string }) | null = null
  walk(file, (node) => {
    if (node.kind === 'name' && holds(node, offset)) word = node
  })
  if (word === null) return null
  const { start, end, text: name }: Span & { readonly text: string } = word
  const declaration = file.items.find((item) => nameOf(item) === name)
  if (declaration === undefined) return null
  return { start, end, text: declared(declaration, text) }
}

/** Its documentation, and its first line. */
function declared(declaration: Item, text: string): string {
  const doc = 'doc' in declaration && declaration.doc !== null ? `${declaration.doc.text}\n\n` : ''
  const line = text.slice(declaration.start, declaration.end).replace(/^(?:\s*\/\/\/.*\n)+/, '')
  const first = line.split(/\r?\n/)[0] ?? ''
  return `${doc}\`\`\`sil\n${first}${line.includes('\n') ? ' …' : ''}\n\`\`\``
}

function nameOf(item: Item): string | null {
  switch (item.kind) {
    case 'let':
    case 'timbre':
    case 'rule':
    case 'reward':
      return item.name.text
    case 'block':
      return item.name?.text ?? null
    default:
      return null
  }
}

function holds({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end
}
