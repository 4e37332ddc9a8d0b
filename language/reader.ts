/**
 * What the readers of values (properties, expressions, bars) share: a look at the tokens, a place for what is wrong,
 * and the few questions that all of them ask. `parser.ts` has the reader itself.
 */

import { EOF, type IToken, type TokenType } from 'chevrotain'
import type { Doc, Item, Name, Span } from './ast.ts'
import type { Diagnostic } from './diagnostics.ts'
import { diagnostic } from './messages.ts'
import * as t from './tokens.ts'
import {
  HEADS,
  MEMBER_PROPERTIES,
  PROPERTIES,
  type PropertyContext,
  type PropertySpec,
  RESERVED,
} from './vocabulary.ts'

export type Mutable<T> = { -readonly [K in keyof T]: T[K] }

export interface Reader {
  readonly text: string
  /** 1 at the offset of each token that begins its line. */
  readonly lineStarts: Uint8Array
  /** Documentation by the offset of the token it stands above. */
  readonly docs: ReadonlyMap<number, Doc>
  /** What has been read; items are added as they begin, so even a parse that is cut short keeps them. */
  readonly items: Item[]
  /** Where properties stand at the moment. */
  context: PropertyContext
  /** Brackets open at the moment. */
  depth: number
  /** The next token at 1, the one just taken at 0. */
  peek(ahead: number): IToken
  take(): IToken
  report(d: Diagnostic): void
}

// ---- sets of token types --------------------------------------------------------------------------------------

/** Which token types belong to any of `types`, categories included: a table by type index, one read a question. */
export function tokenSet(...types: readonly TokenType[]): Uint8Array {
  const table = new Uint8Array(Math.max(...t.VOCABULARY.map((type) => type.tokenTypeIdx ?? 0)) + 1)
  const belongs = (type: TokenType): boolean => types.includes(type) || (type.CATEGORIES ?? []).some(belongs)
  for (const type of t.VOCABULARY)
    if (type.tokenTypeIdx !== undefined && belongs(type)) table[type.tokenTypeIdx] = 1
  return table
}

const WORDS = tokenSet(t.Word)
const NAMES = tokenSet(t.Word, t.Pitch)
const RESERVED_WORDS = tokenSet(...RESERVED.map(t.keyword))
const LEFT_BRACES = tokenSet(t.LBrace)
const RIGHT_BRACES = tokenSet(t.RBrace)

/** An identifier or a keyword. */
export function isWord(token: IToken): boolean {
  return WORDS[token.tokenTypeIdx] === 1
}

/** What may be a section's name. */
export function isName(token: IToken): boolean {
  return NAMES[token.tokenTypeIdx] === 1
}

export function isLeftBrace(token: IToken): boolean {
  return LEFT_BRACES[token.tokenTypeIdx] === 1
}

export function isRightBrace(token: IToken): boolean {
  return RIGHT_BRACES[token.tokenTypeIdx] === 1
}

/** Does the token begin its line? */
export function begins(r: Reader, token: IToken): boolean {
  // The end of the file has no place; asking a typed array for it would cost every later question.
  return token.startOffset >= 0 && r.lineStarts[token.startOffset] === 1
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

/** Is the word a property where we stand? */
export function isProperty(r: Reader, word: string): boolean {
  return KNOWN[r.context].has(word)
}

export const HEAD_WORDS: ReadonlySet<string> = new Set(HEADS)

/** In a block's body: does a declaration begin here (so that the block's brace is missing)? */
export function atItemStart(r: Reader): boolean {
  const next = r.peek(1)
  if (!begins(r, next) || !HEAD_WORDS.has(next.image)) return false
  // `player.spread`, or an override of a member that is called like a block.
  if (r.peek(2).tokenType === t.Dot) return false
  if (!isProperty(r, next.image)) return true
  const third = r.peek(3)
  switch (next.image) {
    case 'timbre':
      return isName(r.peek(2)) && third.tokenType === t.Equals
    case 'zones':
    case 'section':
      return isName(r.peek(2)) && third.tokenType === t.LBrace
    case 'player':
      return r.peek(2).tokenType === t.LBrace
    default:
      return false
  }
}

// ---- nodes and reports ----------------------------------------------------------------------------------------------

export function spanOf(token: IToken): Span {
  return Number.isNaN(token.startOffset) || token.startOffset < 0
    ? { start: 0, end: 0 }
    : { start: token.startOffset, end: t.tokenEnd(token) }
}

export function nameOf(token: IToken): Name {
  return { kind: 'name', start: token.startOffset, end: t.tokenEnd(token), text: token.image }
}

/** A name that is missing. */
export function emptyName(at: number): Name {
  return { kind: 'name', start: at, end: at, text: '' }
}

/** The documentation above a node that begins with `head`. */
export function docOf(r: Reader, head: IToken): Doc | null {
  return r.docs.get(head.startOffset) ?? null
}

/** The node ends with the last token taken. */
export function close(r: Reader, node: Mutable<Span>): void {
  const last = r.peek(0)
  if (last.tokenType !== EOF) node.end = Math.max(node.start, t.tokenEnd(last))
}

export function missing(r: Reader, name: string, expected: string, at: Span): void {
  r.report(diagnostic('SIL0113', at, { name, expected }))
}

/** Reports a mark that should stand before the next token. */
export function missingMark(r: Reader, mark: string, expected: string): void {
  const next = r.peek(1)
  const end = t.tokenEnd(r.peek(0))
  const newText = mark === ',' ? mark : ` ${mark}`
  const fixes = [{ title: `Write ${mark}`, edits: [{ span: { start: end, end }, newText }] }]
  r.report(diagnostic('SIL0101', spanOf(next), { found: show(next), expected }, { fixes }))
}

/** Skips tokens while they are junk (the first in any case, with `first`); one report a run. */
export function skipWhile(
  r: Reader,
  isJunk: (token: IToken) => boolean,
  expected: string,
  first = false,
): void {
  let from: IToken | null = null
  let to: IToken | null = null
  let force = first
  for (let token = r.peek(1); token.tokenType !== EOF; token = r.peek(1)) {
    if (!force && !isJunk(token)) break
    force = false
    from ??= token
    to = token
    r.take()
  }
  if (from === null || to === null) return
  const span = { start: from.startOffset, end: t.tokenEnd(to) }
  r.report(diagnostic('SIL0101', span, { found: quote(r.text.slice(span.start, span.end)), expected }))
}

/** Skips what is left of the line, up to a closing brace, without a word. */
export function skipLine(r: Reader): void {
  for (let next = r.peek(1); next.tokenType !== EOF; next = r.peek(1)) {
    if (begins(r, next) || isRightBrace(next)) return
    r.take()
  }
}

/** A name on this line; one that is missing is reported. */
export function readName(r: Reader): Name {
  const next = r.peek(1)
  const named = (isName(next) && RESERVED_WORDS[next.tokenTypeIdx] !== 1) || next.tokenType === t.SharpName
  if (named && !begins(r, next)) return nameOf(r.take())
  const last = r.peek(0)
  const found = begins(r, next) || next.tokenType === EOF ? 'the end of the line' : show(next)
  r.report(diagnostic('SIL0101', spanOf(last), { found, expected: `a name follows ${quote(last.image)}` }))
  return emptyName(t.tokenEnd(last))
}

export function quote(text: string): string {
  return `\`${text}\``
}

export function show(token: IToken): string {
  return token.tokenType === EOF ? 'the end of the file' : quote(token.image)
}
