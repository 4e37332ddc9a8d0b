/** Declarations inside the braces of others: none has its place there, so each is told of, and read as if it stood outside. */

import type { Block, Item, Span } from '../ast.ts'
import { isLineBreak } from '../characters.ts'
import { isPropertyOf, type Reader } from '../reader.ts'
import type { PropertyContext } from '../vocabulary.ts'
import { isMemberKind } from './instruments.ts'

export const NO_ITEMS: readonly Item[] = []

/** Deeper ones end the block around them: a stranger's file must not exhaust the stack. */
export const MOST_NESTED = 8

/** The next token opens a declaration. */
export function readNested(r: Reader, nested: Item[]): void {
  const before = r.items.length
  r.context = 'file'
  r.nesting++
  r.readItem()
  r.nesting--
  for (const item of r.items.splice(before)) nested.push(item)
}

/** `context` is that of the block around it, `what` its name for messages, `end` where its braces end. */
export function reportNested(
  r: Reader,
  item: Item,
  context: PropertyContext,
  what: string,
  end: number | null,
): void {
  if (end !== null && r.nesting === 0 && isForNames(item, context)) return
  const { head, args, fixes } = saidOfNested(r.text, item, context, what, end)
  r.report('SIL0130', head, args, { fixes })
}

export function saidOfNested(
  text: string,
  item: Item,
  context: PropertyContext,
  what: string,
  end: number | null,
) {
  const head = headOf(text, item)
  const word = text.slice(head.start, head.end)
  const fixes = end === null || !isWhole(item) ? [] : [moveOut(text, item, word, context, end)]
  return { head, args: { name: word, block: what }, fixes }
}

/** What is meant by it depends on the names that the file has: the checker tells of it. */
function isForNames(item: Item, context: PropertyContext): boolean {
  return (context === 'section' && isMemberBlock(item)) || (hasZones(context) && isUnnamedZones(item))
}

/** In a section, of one that is declared: `drummer kit { … }`, or `kit { … }` without a head. */
export function isMemberBlock(item: Item): item is Block {
  return item.kind === 'block' && isMemberKind(item.block)
}

export function isUnnamedZones(item: Item): item is Block {
  return item.kind === 'block' && item.block === 'zones' && item.name?.text === ''
}

export function hasZones(context: PropertyContext): boolean {
  return context === 'player' || context === 'section'
}

function headOf(text: string, { start, end }: Item): Span {
  let behind = start
  while (behind < end && /\w/.test(text.charAt(behind))) behind++
  return { start, end: behind }
}

function isWhole(item: Item): boolean {
  if (item.kind === 'block' || item.kind === 'rule') return item.closed
  return true
}

/** Behind the block; `zones pocket { … }` in `player` leaves the name of its zones there. */
function moveOut(source: string, item: Item, word: string, context: PropertyContext, end: number) {
  const isNamed = (item.kind === 'block' || item.kind === 'timbre') && isPropertyOf(context, word)
  const name = isNamed ? item.name : null
  const doc = item.kind === 'setting' || name !== null ? null : item.doc
  const start = name?.end ?? breakBefore(source, doc?.start ?? item.start)
  // As every text that a fix puts in: editors know their line ends.
  const text = source.slice(doc?.start ?? item.start, item.end).replaceAll('\r\n', '\n')
  return {
    title: 'Put it behind the block',
    edits: [
      { span: { start, end: item.end }, newText: '' },
      { span: { start: end, end }, newText: `\n\n${text}` },
    ],
  }
}

/** Where the blanks and the line break before a place begin: taken out with what stands there, they leave no empty line. */
export function breakBefore(text: string, offset: number): number {
  let start = offset
  while (start > 0 && /[ \t]/.test(text.charAt(start - 1))) start--
  if (start > 0 && isLineBreak(text.charCodeAt(start - 1))) start--
  if (start > 0 && text.charAt(start) === '\n' && text.charAt(start - 1) === '\r') start--
  return start
}
