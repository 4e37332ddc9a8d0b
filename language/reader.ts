/**
 * What the readers of values (properties, expressions, bars) share: a look at the tokens, a place for what is wrong,
 * and the few questions that all of them ask. `parser.ts` has the reader itself.
 */

import type { Doc, Item, Name, Span } from './ast.ts'
import type { ShapeTable } from './bars-node.ts'
import type { Report } from './reports.ts'
import * as t from './token-kinds.ts'
import type { Token, TokenList } from './token-list.ts'
import { MEMBER_PROPERTIES, PROPERTIES, type PropertyContext, type PropertySpec } from './vocabulary.ts'

export type Mutable<T> = { -readonly [K in keyof T]: T[K] }

export interface Reader {
  readonly text: string
  readonly tokens: TokenList
  /** Documentation by the token it stands above. */
  readonly docs: ReadonlyMap<Token, Doc>
  /** What has been read; items are added as they begin, so even a parse that is cut short keeps them. */
  readonly items: Item[]
  /** Bars that have been read. */
  readonly shapes: ShapeTable
  /** What is no cell in the bars that are being read, and was told of. */
  readonly wrongCells: Set<string>
  /** Where properties stand at the moment. */
  context: PropertyContext
  /** The property that is being read. */
  property: string
  /** Brackets open at the moment. */
  depth: number
  /** Blocks around the declaration that is being read. */
  nesting: number
  /** Reads the declaration that the next token opens, and adds it to `items`. */
  readItem(): void
  /** Directly in the brackets of `min` or `max`, where a comma stands between values. */
  inValues: boolean
  /** A decimal comma there, of which what stands before it has been read. */
  halved: Token
  /** The next token at 1, the one just taken at 0. */
  peek(ahead: number): Token
  take(): Token
  /** Takes all up to `last`. */
  skip(last: Token): void
  kind(token: Token): number
  start(token: Token): number
  end(token: Token): number
  image(token: Token): string
  /** Marks between the properties of the block that is being read, where none belongs; null outside of blocks. */
  separators: Token[] | null
  /** Places that were told of as a whole, in their order: of the signs in them nothing is said besides. */
  readonly told: Span[]
  /** Has something been said that depends on all of the file? */
  seesAll: boolean
  /** How much has been found wrong. */
  readonly found: number
  readonly report: Report
}

// ---- what a token is ------------------------------------------------------------------------------------------------

const LEFT_BRACES = t.kindSet(t.LBrace, t.ExitLBrace)
const RIGHT_BRACES = t.kindSet(t.RBrace, t.ExitRBrace)

/** An identifier or a keyword. */
export function isWord(r: Reader, token: Token): boolean {
  return t.WORDS[r.kind(token)] === 1
}

/** What may be a section's name. */
export function isName(r: Pick<Reader, 'kind'>, token: Token): boolean {
  return t.NAMES[r.kind(token)] === 1
}

export function isLeftBrace(r: Reader, token: Token): boolean {
  return LEFT_BRACES[r.kind(token)] === 1
}

export function isRightBrace(r: Reader, token: Token): boolean {
  return RIGHT_BRACES[r.kind(token)] === 1
}

/** Does the token begin its line? The end of the file does not. */
export function begins(r: Reader, token: Token): boolean {
  return r.tokens.begins(token)
}

// ---- the vocabulary, by name --------------------------------------------------------------------------------------

/** A property that a block knows, its modifiers with the most values each takes. */
export interface Known {
  readonly spec: PropertySpec
  readonly modifiers: ReadonlyMap<string, number>
}

type KnownTable = ReadonlyMap<string, Known>

/** Members share most of their properties, and many take no modifiers: made once, for every start pays for it. */
const made = new Map<PropertySpec, Known>()
const NO_MODIFIERS: ReadonlyMap<string, number> = new Map()

function known(spec: PropertySpec): Known {
  const before = made.get(spec)
  if (before !== undefined) return before
  const modifiers = Object.entries(spec.modifiers)
  const entry = { spec, modifiers: modifiers.length === 0 ? NO_MODIFIERS : new Map(modifiers) }
  made.set(spec, entry)
  return entry
}

function knownTable(specs: Readonly<Record<string, PropertySpec>>): KnownTable {
  return new Map(Object.entries(specs).map(([name, spec]) => [name, known(spec)]))
}

const KNOWN: Readonly<Record<PropertyContext, KnownTable>> = {
  file: knownTable(PROPERTIES.file),
  zones: knownTable(PROPERTIES.zones),
  player: knownTable(PROPERTIES.player),
  metronome: knownTable(PROPERTIES.metronome),
  drummer: knownTable(PROPERTIES.drummer),
  bassist: knownTable(PROPERTIES.bassist),
  pianist: knownTable(PROPERTIES.pianist),
  guitarist: knownTable(PROPERTIES.guitarist),
  section: knownTable(PROPERTIES.section),
  train: knownTable(PROPERTIES.train),
  scenario: knownTable(PROPERTIES.scenario),
  actions: knownTable(PROPERTIES.actions),
}

const KNOWN_OF_MEMBERS = knownTable(MEMBER_PROPERTIES)

/** An unknown property takes what it gets. */
export const UNKNOWN: Known = known({
  min: 0,
  max: 8,
  modifiers: Object.assign(
    {},
    ...Object.values(PROPERTIES).flatMap((table) => Object.values(table).map((spec) => spec.modifiers)),
  ),
  expects: '',
  doc: '',
})

/** What a property's key means here; with a target (`kit.hat`) it is a member's. */
export function knownProperty(r: Reader, key: string, ofMember: boolean): Known {
  return (ofMember ? KNOWN_OF_MEMBERS : KNOWN[r.context]).get(key) ?? UNKNOWN
}

export function isTempo({ spec }: Known): boolean {
  return spec.expects.startsWith('a tempo')
}

export function isVoice({ modifiers }: Known): boolean {
  return modifiers.has('loop')
}

/** `mute kit, keys` */
export function takesNames({ spec }: Known): boolean {
  return spec.expects.startsWith('members')
}

/** Is the word a property where we stand? */
export function isProperty(r: Reader, word: string): boolean {
  return isPropertyOf(r.context, word)
}

export function isPropertyOf(context: PropertyContext, word: string): boolean {
  return KNOWN[context].has(word)
}

/** May the token begin a declaration? */
export function isHead(r: Reader, token: Token): boolean {
  const kind = r.kind(token)
  return t.HEAD_WORDS[kind] === 1 || (kind === t.ExitWord && r.image(token) === 'timbre')
}

/** In a block's body: does a declaration begin here (so that the block's brace is missing)? */
export function atItemStart(r: Reader): boolean {
  const next = r.peek(1)
  if (!begins(r, next) || !isHead(r, next)) return false
  // `player.spread`, or an override of a member that is called like a block.
  if (r.kind(r.peek(2)) === t.Dot) return false
  if (!isProperty(r, r.image(next))) return true
  const third = r.peek(3)
  switch (r.image(next)) {
    case 'timbre':
      return isName(r, r.peek(2)) && r.kind(third) === t.Equals
    case 'zones':
    case 'section':
      return isName(r, r.peek(2)) && r.kind(third) === t.LBrace
    case 'player':
      return r.kind(r.peek(2)) === t.LBrace
    default:
      // A setting of the piece.
      return r.context === 'file'
  }
}

/** Properties may share a line: `section A { bars 4  kit.kick |x x x x| }`. @param ahead where the word is that may begin one */
export function startsProperty(r: Reader, ahead = 1): boolean {
  if (startsOwnProperty(r, ahead)) return true
  return isWord(r, r.peek(ahead)) && (verbFrom(r, ahead) > 0 || memberFollows(r, ahead))
}

/** The same, but for `click mute`: behind a name's place, where `minor  mute chords` may stand. */
export function startsOwnProperty(r: Reader, ahead = 1): boolean {
  const word = r.peek(ahead)
  if (!isWord(r, word)) return false
  if (isProperty(r, r.image(word))) return true
  // A rule's condition, that stands in its braces.
  if (r.context === 'actions') return r.kind(word) === WHEN
  if (startsMemberBlock(r, ahead)) return true
  // Not a section's, and what many take for it.
  if (r.context === 'section' && r.image(word) === 'dynamics') return true
  if (r.context !== 'section' || r.kind(r.peek(ahead + 1)) !== t.Dot) return false
  // `keys.chords`: not theirs, and what many take for it.
  const key = r.image(r.peek(ahead + 2))
  return Object.hasOwn(MEMBER_PROPERTIES, key) || key === 'chords'
}

/** `kit { … }`, `kit: { … }` in a section. */
export function startsMemberBlock(r: Reader, ahead = 1): boolean {
  const word = r.peek(ahead)
  if (r.context !== 'section' || r.kind(word) !== t.Identifier || isProperty(r, r.image(word))) return false
  const next = r.peek(ahead + 1)
  const mark = r.kind(next)
  return (
    isLeftBrace(r, next) || ((mark === t.Colon || mark === t.Equals) && isLeftBrace(r, r.peek(ahead + 2)))
  )
}

const WHEN = t.keyword('when')
const KEEP = t.keyword('keep')

/**
 * `click mute`, `kit, click mute`: whom, and behind them what is done. How far ahead that stands; 0 where it does not.
 *
 * @param bare with names between which the commas are missing
 */
export function verbFrom(r: Reader, ahead: number, bare = false): number {
  if (r.context !== 'section' && r.context !== 'actions') return 0
  for (let at = ahead; at < ahead + MOST_AHEAD; at++) {
    const name = r.peek(at)
    const next = r.peek(at + 1)
    // Mostly something else comes: asked first, for it costs least.
    if (r.kind(name) !== t.Identifier || !(isWord(r, next) || r.kind(next) === t.Comma) || begins(r, next))
      return 0
    if (isProperty(r, r.image(name))) return 0
    const verb = verbOf(r.image(next), r.context)
    // `kick off`: what members have is no member, but who says `kick mute` may have one of that name.
    if (verb !== null && r.image(next) !== verb && Object.hasOwn(MEMBER_PROPERTIES, r.image(name))) return 0
    if (verb !== null) return endsVerb(r, at + 2) ? at + 1 : 0
    if (r.kind(next) === t.Comma || r.kind(next) === AND) at++
    else if (!bare) return 0
  }
  return 0
}

/** `kit off` is said for `mute kit`. */
const SILENT: ReadonlySet<string> = new Set(['mute', 'off', 'silent', 'tacet', 'muted'])

/** What is done to those before the word; null where it is no such word. */
export function verbOf(word: string, context: PropertyContext): 'mute' | 'unmute' | null {
  if (SILENT.has(word)) return 'mute'
  return context === 'actions' && (word === 'unmute' || word === 'on') ? 'unmute' : null
}

/** Names and marks that are looked through. */
const MOST_AHEAD = 32
const AND = t.keyword('and')

function endsVerb(r: Reader, ahead: number): boolean {
  const next = r.peek(ahead)
  if (begins(r, next) || r.kind(next) === t.End || isRightBrace(r, next)) return true
  return r.kind(next) === KEEP || (isWord(r, next) && isProperty(r, r.image(next)))
}

const NO_MEMBERS: ReadonlySet<string> = new Set(['unmute', 'blast'])

/** `click level -3 dB` in a section: whom, and a property of members, without the point. */
export function memberFollows(r: Reader, ahead: number): boolean {
  if (r.context !== 'section') return false
  const name = r.peek(ahead)
  const key = r.peek(ahead + 1)
  if (r.kind(name) !== t.Identifier || !isWord(r, key) || begins(r, key)) return false
  const word = r.image(key)
  // `unmute hat`, `blast beat`: no members, and what many look for in a section.
  if (NO_MEMBERS.has(r.image(name))) return false
  return !isProperty(r, r.image(name)) && !isProperty(r, word) && Object.hasOwn(MEMBER_PROPERTIES, word)
}

// ---- nodes and reports ----------------------------------------------------------------------------------------------

export function spanOf(r: Reader, token: Token): Span {
  return { start: r.start(token), end: r.end(token) }
}

export function nameOf(r: Pick<Reader, 'image' | 'start' | 'end'>, token: Token): Name {
  return { kind: 'name', start: r.start(token), end: r.end(token), text: r.image(token) }
}

/** A name that is missing. */
export function emptyName(at: number): Name {
  return { kind: 'name', start: at, end: at, text: '' }
}

/** The documentation above a node that begins with `head`. */
export function docOf(r: Reader, head: Token): Doc | null {
  return r.tokens.documented(head) ? (r.docs.get(head) ?? null) : null
}

/** The node ends with the last token taken. */
export function close(r: Reader, node: Mutable<Span>): void {
  const last = r.peek(0)
  if (r.kind(last) !== t.End) node.end = Math.max(node.start, r.end(last))
}

export function missing(r: Reader, name: string, expected: string, at: Span): void {
  r.report('SIL0113', at, { name, expected })
}

/** Reports a mark that should stand before the next token. */
export function missingMark(r: Reader, mark: string, expected: string): void {
  const next = r.peek(1)
  const end = r.end(r.peek(0))
  const edits = [{ span: { start: end, end }, newText: ` ${mark}` }]
  const fixes = [{ title: `Write ${mark}`, edits }]
  r.report('SIL0101', spanOf(r, next), { found: show(r, next), expected }, { fixes })
}

/** Reports the commas that are missing before `bare`: whoever forgets one forgets them all, so they are told of and mended at once. */
export function missingCommas(r: Reader, bare: readonly Token[], between: string): void {
  const [first] = bare
  if (first === undefined) return
  const edits = bare.map((token) => {
    const end = r.end(token - 1)
    return { span: { start: end, end }, newText: ',' }
  })
  const title = bare.length === 1 ? 'Write ,' : 'Write all commas'
  const args = { found: show(r, first), expected: `a comma stands between ${between}` }
  r.report('SIL0101', spanOf(r, first), args, { fixes: [{ title, edits }] })
}

/** Skips tokens while they are junk (the first in any case, with `first`); one report a run. */
export function skipWhile(
  r: Reader,
  isJunk: (token: Token) => boolean,
  expected: string,
  first = false,
  hint?: string,
): void {
  let from: Token | null = null
  let to: Token | null = null
  let force = first
  for (let token = r.peek(1); r.kind(token) !== t.End; token = r.peek(1)) {
    if (!force && !isJunk(token)) break
    force = false
    from ??= token
    to = token
    r.take()
  }
  if (from === null || to === null) return
  const span = { start: r.start(from), end: r.end(to) }
  const args = { found: quote(r.text.slice(span.start, span.end)), expected }
  r.report('SIL0101', span, args, hint === undefined ? {} : { hint })
}

/** Skips what stands in braces that are open, with the one that closes them, or up to the next declaration. */
export function skipBraces(r: Reader): void {
  let open = 1
  for (let next = r.peek(1); open > 0 && r.kind(next) !== t.End && !atItemStart(r); next = r.peek(1)) {
    r.take()
    if (isLeftBrace(r, next)) open++
    else if (isRightBrace(r, next)) open--
  }
}

/** Skips what is left of the line, up to a closing brace, without a word. */
export function skipLine(r: Reader): void {
  for (let next = r.peek(1); r.kind(next) !== t.End; next = r.peek(1)) {
    if (begins(r, next) || isRightBrace(r, next)) return
    r.take()
  }
}

/** A name on this line; one that is missing is reported. */
export function readName(r: Reader): Name {
  const next = r.peek(1)
  const named = (isName(r, next) && t.RESERVED_WORDS[r.kind(next)] !== 1) || r.kind(next) === t.SharpName
  if (named && !begins(r, next)) return nameOf(r, r.take())
  const last = r.peek(0)
  const found = begins(r, next) || r.kind(next) === t.End ? 'the end of the line' : show(r, next)
  r.report('SIL0101', spanOf(r, last), { found, expected: `a name follows ${quote(r.image(last))}` })
  return emptyName(r.end(last))
}

export function quote(text: string): string {
  return `\`${text}\``
}

export function show(r: Reader, token: Token): string {
  return r.kind(token) === t.End ? 'the end of the file' : quote(r.image(token))
}
