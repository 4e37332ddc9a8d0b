/** Reads blocks: a head, perhaps a name and whom it follows, and properties in braces. */

import type { Block, BlockKind, Item, Name, Property } from './ast.ts'
import { emptyProperty, readDeclaredName } from './declarations.ts'
import { nearest } from './nearest.ts'
import { readProperty } from './properties.ts'
import { isOpenString, isString, readStringLit } from './read-literals.ts'
import {
  atItemStart,
  begins,
  close,
  docOf,
  emptyName,
  isHead,
  isLeftBrace,
  isName,
  isProperty,
  isRightBrace,
  isWord,
  type Mutable,
  missing,
  nameOf,
  quote,
  type Reader,
  skipWhile,
  spanOf,
  startsMemberBlock,
} from './reader.ts'
import { readBareText } from './slips/bare-text.ts'
import { readBeforeBrace } from './slips/before-brace.ts'
import { readCountedBars } from './slips/counted-bars.ts'
import { skipDoubled } from './slips/doubled.ts'
import { CHORDAL, memberMeant, OTHER_KINDS } from './slips/instruments.ts'
import { readMadeOf } from './slips/made-of.ts'
import { breakBefore, hasZones, MOST_NESTED, NO_ITEMS, readNested, reportNested } from './slips/nested.ts'
import { nameOfNumber, startsWithNumberName } from './slips/number-names.ts'
import { indentOf, placeOfNext } from './slips/placing.ts'
import { reportSeparators } from './slips/separators.ts'
import * as t from './token-kinds.ts'
import type { Token } from './token-list.ts'
import { BLOCK_KINDS } from './vocabulary.ts'

const WHEN = t.keyword('when')
const RULES = 'A rule has a name, as in: rule NAME when player.silent for 2 bars { mute kit }'
const FOLLOWS = t.keyword('follows')
const KINDS: ReadonlyMap<string, BlockKind> = new Map(BLOCK_KINDS.map((kind) => [kind, kind]))

/** `drummer kit follows click { … }`, from its head on. */
export function readBlock(r: Reader, head: Token): void {
  readBlockOf(r, head, KINDS.get(r.image(head)) ?? 'section', null)
}

/** `drummr kit { … }`: read as the block that was probably meant, so that its inside is not lost. */
export function readUnknownBlock(r: Reader, head: Token): void {
  const near = CHORDAL.test(r.image(head)) ? 'pianist' : nearest(r.image(head), BLOCK_KINDS, 3)
  const other = OTHER_KINDS.get(r.image(head).toLowerCase()) ?? memberMeant(r, near)
  const meant = other ?? near
  const span = spanOf(r, head)
  // `verse { … }` and `kit { … }` have their names already.
  const next = r.peek(1)
  const isNamed = other !== null && other !== 'scenario' && (isLeftBrace(r, next) || r.kind(next) === FOLLOWS)
  const written = isNamed ? `${other} ${r.image(head)}` : meant
  const options =
    written === null
      ? { hint: r.kind(head) === WHEN ? RULES : `The blocks are ${BLOCK_KINDS.join(', ')}.` }
      : { fixes: [{ title: `Write ${written}`, edits: [{ span, newText: written }] }] }
  r.report('SIL0128', span, { name: r.image(head), near: written ?? '' }, options)
  if (meant === null) readUnknown(r, head)
  else readBlockOf(r, head, KINDS.get(meant) ?? 'section', isNamed ? nameOf(r, head) : null)
}

/** Of what nobody knows, nobody knows either whether it wants a name, and what may stand in it. */
function readUnknown(r: Reader, head: Token): void {
  while (!isLeftBrace(r, r.peek(1)) && !begins(r, r.peek(1)) && r.kind(r.peek(1)) !== t.End) r.take()
  readBlockOf(r, head, 'section', emptyName(r.end(head)), [])
}

/** An unknown word, perhaps a name, and a brace on the same line. */
export function looksLikeBlock(r: Reader): boolean {
  const first = r.peek(1)
  if (isHead(r, first) || isProperty(r, r.image(first))) return false
  for (let ahead = 2; ahead <= (r.kind(first) === WHEN ? 12 : 5); ahead++) {
    const token = r.peek(ahead)
    if (begins(r, token)) return false
    if (r.kind(token) === t.LBrace) return true
    if (!isName(r, token) && r.kind(token) !== t.StringText && r.kind(first) !== WHEN) return false
  }
  return false
}

/**
 * @param name where it stands in the head's place, and the head is left out
 * @param shown what is kept of its properties, where that is not all
 */
function readBlockOf(
  r: Reader,
  head: Token,
  kind: BlockKind,
  name: Name | null,
  shown: readonly Property[] | null = null,
): void {
  const properties: Property[] = []
  const node: Mutable<Block> = {
    kind: 'block',
    start: r.start(head),
    end: r.end(head),
    doc: docOf(r, head),
    block: kind,
    head: name === null || name.text === '' ? nameOf(r, head) : emptyName(r.start(head)),
    name: null,
    title: null,
    follows: null,
    properties: shown ?? properties,
    nested: NO_ITEMS,
    closed: false,
  }
  r.items.push(node)
  r.context = kind
  const isUnnamed = kind === 'train' && name === null && !(isName(r, r.peek(1)) && !begins(r, r.peek(1)))
  if (kind === 'player') skipPlayersName(r)
  if (readIndented(r, node, head, kind, properties)) return
  if (kind === 'scenario') readTitle(r, node, head)
  else if (kind === 'zones' && r.nesting > 0 && isLeftBrace(r, r.peek(1))) node.name = emptyName(r.end(head))
  else if (kind !== 'player' && !isUnnamed)
    node.name = name ?? readDeclaredName(r, kind, `${kind} NAME { … }`)
  if (r.kind(r.peek(1)) === FOLLOWS) {
    r.take()
    const who = r.peek(1)
    const numbered = nameOfNumber(r, who)
    if (numbered !== null) {
      r.take()
      node.follows = numbered
    } else if (isName(r, who) && !begins(r, who)) node.follows = nameOf(r, r.take())
    else missing(r, 'follows', 'player, grid or a member', spanOf(r, r.peek(0)))
  }
  if (readIndented(r, node, head, kind, properties)) return
  if (r.kind(r.peek(1)) === t.Equals && readMadeOf(r, node)) return
  readBeforeBrace(r, kind, properties)
  skipToBrace(r, `a block's properties stand in braces`)
  // `kit { … }` in a section: nobody has said what else it is.
  const what = r.nesting > 0 && name !== null && name.text !== '' ? name.text : kind
  const { nested, closed } = readBody(r, head, what, properties)
  node.nested = nested
  node.closed = closed
  close(r, node)
  if (isUnnamed) nameTraining(r, node, head, properties)
}

/** `player sax { … }`: there is one player. */
function skipPlayersName(r: Reader): void {
  const name = r.peek(1)
  if (r.kind(name) !== t.Identifier || begins(r, name) || !isLeftBrace(r, r.peek(2))) return
  const span = { start: r.end(r.peek(0)), end: r.end(r.take()) }
  const fixes = [{ title: 'Leave out the name', edits: [{ span, newText: '' }] }]
  const args = { found: quote(r.image(name)), expected: 'there is one player, who has no name' }
  const hint = 'Others write: drummer kit follows player { … }'
  r.report('SIL0101', spanOf(r, name), args, { fixes, hint })
}

/** `metronome click:` and lines further in, as in other languages: told of once, and read over. */
function readIndented(
  r: Reader,
  node: Mutable<Block>,
  head: Token,
  kind: BlockKind,
  properties: Property[],
): boolean {
  const mark = r.peek(1)
  const first = r.peek(2)
  if (r.kind(mark) !== t.Colon || begins(r, mark) || !begins(r, first) || isLeftBrace(r, first)) return false
  const column = indentOf(r, head)
  if (r.kind(first) === t.End || indentOf(r, first) <= column) return false
  r.take()
  while (r.kind(r.peek(1)) !== t.End && !(begins(r, r.peek(1)) && indentOf(r, r.peek(1)) <= column)) r.take()
  close(r, node)
  const start = r.start(first)
  // Whatever stands there: nobody shall be told that it is missing.
  properties.push({ ...emptyProperty(start), end: node.end })
  const isNamed = kind === 'player' || kind === 'train' || node.name !== null || node.title !== null
  const edits = [
    { span: spanOf(r, mark), newText: ' {' },
    { span: { start: node.end, end: node.end }, newText: `\n${' '.repeat(column)}}` },
  ]
  const shape = `${kind}${kind === 'player' || kind === 'train' ? '' : kind === 'scenario' ? ' "…"' : ' NAME'} { … }`
  const fixes = isNamed && node.nested.length === 0 ? [{ title: 'Write braces', edits }] : []
  const args = { found: '`:`', expected: "a block's properties stand in braces" }
  r.report('SIL0101', spanOf(r, mark), args, { fixes, hint: `As in: ${shape}` })
  if (kind !== 'player' && kind !== 'scenario') node.name ??= emptyName(r.end(head))
  return true
}

/** `train { reward practice }`: named inside after what it maximises; or not at all. */
function nameTraining(r: Reader, node: Mutable<Block>, head: Token, properties: Property[]): void {
  const index = properties.findIndex(({ key, target }) => key.text === 'reward' && target === null)
  const property = properties[index]
  const value = property?.values[0]
  const name = value?.kind === 'ref' && value.path.length === 1 ? value.path[0] : undefined
  const end = r.end(head)
  const hint = `It has the name of the reward that it maximises, as in: train ${name?.text ?? 'practice'} { … }`
  node.name = name ?? emptyName(end)
  const args = { what: 'train', example: '' }
  if (property === undefined || name === undefined) {
    r.report('SIL0115', spanOf(r, head), args, { hint })
    return
  }
  properties.splice(index, 1)
  const line = { start: breakBefore(r.text, property.start), end: property.end }
  const edits = [
    { span: { start: end, end }, newText: ` ${name.text}` },
    { span: line, newText: '' },
  ]
  r.report('SIL0115', spanOf(r, head), args, { hint, fixes: [{ title: `Write train ${name.text}`, edits }] })
}

/** `scenario "holds a steady player"` */
function readTitle(r: Reader, node: Mutable<Block>, head: Token): void {
  skipDoubled(r, r.image(head))
  const next = r.peek(1)
  if (isString(r, next) && !begins(r, next)) node.title = readStringLit(r, true)
  else if (isName(r, next) && !begins(r, next)) node.title = readBareText(r, r.start(next), 'a title')
  else {
    const example = 'scenario "holds a steady player" { … }'
    r.report('SIL0115', spanOf(r, head), { what: 'scenario', example })
  }
}

/** Between a block's head and its `{`. */
export function skipToBrace(r: Reader, expected: string, hint?: string): void {
  const mark = r.peek(1)
  if ((r.kind(mark) === t.Colon || r.kind(mark) === t.Equals) && isLeftBrace(r, r.peek(2))) {
    const span = spanOf(r, r.take())
    const fixes = [{ title: `Leave out ${r.image(mark)}`, edits: [{ span, newText: '' }] }]
    const hint = 'As in: drummer kit { … }'
    r.report('SIL0108', span, { mark: quote(r.image(mark)) }, { fixes, hint })
  }
  const isJunk = (token: Token): boolean =>
    !begins(r, token) && !isLeftBrace(r, token) && !isRightBrace(r, token)
  skipWhile(r, isJunk, expected, false, hint)
}

/** What stands in braces. */
export interface Body {
  readonly properties: readonly Property[]
  readonly nested: readonly Item[]
  /** Is the closing brace there? */
  readonly closed: boolean
}

/**
 * `{ properties }`. `what` names the block in messages, `head` is its first token; properties are added to `properties` at once.
 *
 * @param readOther reads what is none but stands there all the same
 */
export function readBody(
  r: Reader,
  head: Token,
  what: string,
  properties: Property[],
  readOther: () => boolean = () => false,
): Body {
  const context = r.context
  const nested: Item[] = []
  const before = r.peek(0)
  const isOpened = isLeftBrace(r, r.peek(1)) || endsInside(r, before, '{')
  if (isLeftBrace(r, r.peek(1))) r.take()
  // What hides in a string that is not closed was told of.
  else if (!isOpenString(r, before)) reportNoBrace(r, before)
  const outer = r.separators
  const separators: Token[] = []
  r.separators = separators
  for (;;) {
    r.context = context
    if (startsWithNumberName(r)) {
      readProperty(r, r.take(), properties)
      continue
    }
    if (readCountedBars(r, properties)) continue
    skipJunk(r)
    const next = r.peek(1)
    if (r.kind(next) === t.End || isRightBrace(r, next)) break
    r.context = context
    if (readOther()) continue
    const isMember = startsMemberBlock(r)
    const place = isMember ? 'nested' : startsNested(r) ? placeOfNext(r, head) : 'property'
    if (place === 'behind' || (place === 'nested' && r.nesting === MOST_NESTED)) break
    if (isMember) readMemberBlock(r, nested)
    else if (place === 'nested') readNested(r, nested)
    else readProperty(r, r.take(), properties)
  }
  r.separators = outer
  reportSeparators(r, separators)
  if (isRightBrace(r, r.peek(1))) {
    const end = r.end(r.take())
    for (const item of nested) reportNested(r, item, context, what, end)
    return { properties, nested, closed: true }
  }
  for (const item of nested) reportNested(r, item, context, what, null)
  // A block that is not opened is not closed either: told of once.
  if (!isOpened || endsInside(r, r.peek(0), '}')) return { properties, nested, closed: false }
  const end = r.end(r.peek(0))
  const at = { start: end, end }
  const related = [{ file: '', span: at, message: 'the block ends here at the latest' }]
  const fixes = [{ title: 'Close the block', edits: [{ span: at, newText: '\n}' }] }]
  r.report('SIL0103', spanOf(r, before), { block: what }, { related, fixes })
  return { properties, nested, closed: false }
}

/** A declaration, or `zones { snap 20 ms }` in `player`. */
function startsNested(r: Reader): boolean {
  if (atItemStart(r)) return true
  return hasZones(r.context) && r.image(r.peek(1)) === 'zones' && isLeftBrace(r, r.peek(2))
}

/** What a member plays in a section, in braces: a block of which only the name is written. */
function readMemberBlock(r: Reader, nested: Item[]): void {
  const before = r.items.length
  r.nesting++
  const head = r.take()
  if (!isLeftBrace(r, r.peek(1))) r.take()
  // Guitarists know all that any of several kinds knows.
  readBlockOf(r, head, memberMeant(r) ?? 'guitarist', nameOf(r, head))
  r.nesting--
  for (const item of r.items.splice(before)) nested.push(item)
}

/** `scenario "two rungs {`: a brace that the string before it has swallowed. */
function endsInside(r: Reader, token: Token, brace: string): boolean {
  return isOpenString(r, token) && r.image(token).trimEnd().endsWith(brace)
}

function reportNoBrace(r: Reader, before: Token): void {
  const end = r.end(before)
  // A training may have nothing to say but its reward.
  const next = r.peek(1)
  const isAll = r.context === 'train' && !isRightBrace(r, next) && !goesInside(r, before, next)
  const newText = isAll ? ' { }' : ' {'
  const fixes = [{ title: 'Open the block', edits: [{ span: { start: end, end }, newText }] }]
  const args = { found: 'the end of the line', expected: 'a block opens with {' }
  r.report('SIL0101', spanOf(r, before), args, { fixes })
}

const goesInside = (r: Reader, head: Token, next: Token): boolean =>
  r.kind(next) !== t.End && indentOf(r, next) > indentOf(r, head)

/** What cannot begin a property. */
function skipJunk(r: Reader): void {
  const next = r.peek(1)
  if (isWord(r, next) || isRightBrace(r, next)) return
  skipWhile(r, (token) => !isWord(r, token) && !isRightBrace(r, token), 'a property begins with its name')
}
