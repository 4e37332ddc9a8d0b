/**
 * Reads a property: `kit.hat |xxxx| timbre brush level -6 dB`. What it takes is decided by `vocabulary.ts`.
 *
 * Newlines matter here: a property's value starts on its line, modifiers stand on it, and it ends with it.
 */

import type { Expr, Modifier, Property } from './ast.ts'
import type { Fix } from './diagnostics.ts'
import { readList, valueFollows } from './expressions.ts'
import { readKey } from './keys.ts'
import { readMeter, readOtherMeter } from './meters.ts'
import { isString } from './read-literals.ts'
import {
  atItemStart,
  begins,
  close,
  docOf,
  emptyName,
  isLeftBrace,
  isProperty,
  isRightBrace,
  isTempo,
  isVoice,
  isWord,
  type Known,
  knownProperty,
  type Mutable,
  memberFollows,
  missing,
  nameOf,
  quote,
  type Reader,
  readName,
  spanOf,
  startsProperty,
  takesNames,
  UNKNOWN,
  verbFrom,
} from './reader.ts'
import { readActionAstray } from './slips/actions.ts'
import { ASSERTS, readAssert } from './slips/asserts.ts'
import { readBareText } from './slips/bare-text.ts'
import { readBarsBelow } from './slips/behind-bars.ts'
import { skipCountIn } from './slips/count-in.ts'
import { reportDoubled, skipDoubled } from './slips/doubled.ts'
import { readFillAstray } from './slips/fills.ts'
import { skipLearnedShape } from './slips/learned-shape.ts'
import { readVerbBehind, readWithoutDot, skipFollows } from './slips/members.ts'
import { readMuteAstray } from './slips/mutes.ts'
import { tellSharedLine } from './slips/next-pattern.ts'
import { nameOfNumber, withNumberNames } from './slips/number-names.ts'
import { skipPropertyJunk } from './slips/property-junk.ts'
import { skipSeparator } from './slips/separators.ts'
import { reportStrayMark } from './slips/stray-marks.ts'
import { readSwingRatio } from './slips/swing-ratio.ts'
import { backwardsTempo, beginsAstray, readTempoAstray, readTempoSpread } from './slips/tempo-forms.ts'
import { withoutTimes } from './slips/times-behind-bars.ts'
import { readTerm, readTwoWords } from './slips/two-words.ts'
import * as t from './token-kinds.ts'
import type { Token } from './token-list.ts'
import { NOT_OF_VOICES } from './vocabulary.ts'

/** Most properties have no modifiers. */
const NO_MODIFIERS: readonly Modifier[] = []
const NO_VALUES: readonly Expr[] = []

/**
 * Reads on from the property's first word, and appends to `list` at once: a parse that is cut short keeps it.
 *
 * @param inHead before the brace of its block
 */
export function readProperty(r: Reader, first: Token, list: Property[], inHead = false): void {
  const node: Mutable<Property> = {
    kind: 'property',
    start: r.start(first),
    end: r.end(first),
    doc: docOf(r, first),
    target: null,
    key: nameOfNumber(r, first) ?? nameOf(r, first),
    stray: null,
    values: NO_VALUES,
    modifiers: NO_MODIFIERS,
  }
  list.push(node)
  const dot = r.peek(1)
  if (r.kind(dot) === t.Dot && !begins(r, dot)) {
    r.take()
    node.target = node.key
    node.key = skipFollows(r) ? emptyName(r.end(r.peek(0))) : readName(r)
  } else if (memberFollows(r, 0)) readWithoutDot(r, node)
  if (readAstray(r, node)) {
    const known = knownProperty(r, node.key.text, node.target !== null)
    if (modifierFollows(r, known)) addModifiers(r, node, known)
    endProperty(r, node, known)
    return
  }
  readStrayMark(r, node)
  if (node.target === null) skipDoubled(r, node.key.text)

  const known = knownProperty(r, node.key.text, node.target !== null)
  const { min, max, expects } = known.spec
  r.property = node.key.text
  const values = skipLearnedShape(r, node.key.text)
    ? []
    : (node.key.text === 'meter' && !begins(r, r.peek(1))) || (known === UNKNOWN && readOtherMeter(r, node))
      ? readMeter(r)
      : node.key.text === 'key' && !begins(r, r.peek(1))
        ? readKey(r)
        : skipBareCells(r, known)
          ? []
          : ((node.key.text === 'swing' ? readSwingRatio(r) : null) ??
            readTexts(r, known, node.key.text, min, max))
  node.values = withoutTimes(r, values) ?? values
  if (takesNames(known)) node.values = withNumberNames(r, node.values)
  r.property = ''
  close(r, node)
  if (node.stray !== null) reportStrayMark(r, node, node.stray, known)
  if (values.length < min && node.end === node.key.end) {
    missing(r, node.key.text, expects, node)
  }

  if (isTempo(known)) readTempoSpread(r, node)
  if (modifierFollows(r, known)) addModifiers(r, node, known)
  if (node.modifiers.length > 0) {
    const below: Modifier[] = []
    readBarsBelow(r, node, () => {
      if (modifierFollows(r, known)) below.push(...readModifiers(r, known))
    })
    if (below.length > 0) node.modifiers = [...node.modifiers, ...below]
  }
  endProperty(r, node, known, inHead)
  if (!inHead) tellSharedLine(r, first, list)
  if (node.key.text === 'tempo' || node.key.text === 'bpm') backwardsTempo(r, node, values)
}

/** What is said in other words, where it is known what is meant by them. */
function readAstray(r: Reader, node: Mutable<Property>): boolean {
  if (verbFrom(r, 0, true) > 0) {
    readVerbBehind(r, node)
    return true
  }
  if (beginsAstray(r, node)) return readTempoAstray(r, node)
  if (r.context === 'actions' && readMuteAstray(r, node)) return true
  if (r.context === 'actions') return readActionAstray(r, node)
  if (r.context === 'scenario' && node.target === null && ASSERTS.has(node.key.text))
    return readAssert(r, node)
  if (r.kind(r.peek(2)) === t.BarOpen || r.kind(r.peek(1)) === t.Minus) readTwoWords(r, node)
  readTerm(r, node)
  if (node.key.text === 'count' && node.target === null) skipCountIn(r, node.key)
  const isFill = node.key.text === 'fill' && (r.context === 'drummer' || node.target !== null)
  return isFill && readFillAstray(r, node)
}

/** All has been read that belongs to it. */
function endProperty(r: Reader, node: Mutable<Property>, known: Known, inHead = false): void {
  close(r, node)
  // Before a brace it is the block's: the brace and what stands in it are not part of it.
  if (!inHead) skipPropertyJunk(r, node, known)
  close(r, node)
  skipSeparator(r, takesNames(known))
}

/** A `:` or `=` between a property's key and its value: read over. */
function readStrayMark(r: Reader, node: Mutable<Property>): void {
  const mark = r.peek(1)
  if ((r.kind(mark) !== t.Equals && r.kind(mark) !== t.Colon) || begins(r, mark)) return
  node.stray = nameOf(r, r.take())
}

/** Behind those that were read in other words. */
function addModifiers(r: Reader, node: Mutable<Property>, known: Known): void {
  const modifiers = readModifiers(r, known)
  node.modifiers = node.modifiers.length === 0 ? modifiers : [...node.modifiers, ...modifiers]
}

function readModifiers(r: Reader, known: Known): Modifier[] {
  const modifiers = [readModifier(r, known)]
  while (modifierFollows(r, known)) modifiers.push(readModifier(r, known))
  return modifiers
}

/** `strength = 0.5` */
function skipEquals(r: Reader, key: Token): void {
  const mark = r.take()
  const span = { start: r.end(key), end: r.end(mark) }
  const fixes = [{ title: 'Leave out =', edits: [{ span, newText: '' }] }]
  r.report('SIL0108', spanOf(r, mark), { mark: '`=`' }, { fixes })
}

function readModifier(r: Reader, known: Known): Modifier {
  const key = r.take()
  const mark = r.peek(1)
  if (r.kind(mark) === t.Equals && !begins(r, mark)) skipEquals(r, key)
  const max = known.modifiers.get(r.image(key)) ?? 0
  const min = Math.min(1, max)
  const node: Mutable<Modifier> = {
    kind: 'modifier',
    start: r.start(key),
    end: r.end(key),
    key: nameOf(r, key),
    values: readTexts(r, known, r.image(key), min, max),
  }
  close(r, node)
  if (node.values.length < min) missing(r, r.image(key), 'a value', node)
  return node
}

/** `beat X x x x`: cells whose bars nobody opened. */
function skipBareCells(r: Reader, known: Known): boolean {
  const first = r.peek(1)
  if (!known.spec.expects.startsWith('bars,') || begins(r, first) || !BARE_CELL.test(r.image(first)))
    return false
  for (let next = r.peek(1); r.kind(next) !== t.End; next = r.peek(1)) {
    if (begins(r, next) || isLeftBrace(r, next) || isRightBrace(r, next)) break
    if (known.modifiers.has(r.image(next))) break
    r.take()
  }
  const start = r.start(first)
  const end = r.end(r.peek(0))
  const text = r.text.slice(start, end)
  const edits = [{ span: { start, end: start }, newText: '|' }]
  if (!text.endsWith('|')) edits.push({ span: { start: end, end }, newText: '|' })
  // The bar line before them is one of another alphabet, and was told of.
  if (/[｜│¦∣]/.test(r.text.slice(Math.max(0, start - 4), start))) return true
  const fixes = /^[xXgopfdr#\d.~|\s-]+$/.test(text) ? [{ title: 'Put them in bars', edits }] : []
  const args = { found: quote(text), expected: 'bars begin and end with |, as in |x.x. x.x.|' }
  r.report('SIL0101', { start, end }, args, { fixes })
  return true
}

const BARE_CELL = /^(?:[xXgopfdr]+|\.)$/

// ---- values ---------------------------------------------------------------------------------------------------------

/** Values, of which some are texts: `band Blue Trio`, `timbre warm click`. */
function readTexts(r: Reader, known: Known, key: string, min: number, max: number): Expr[] {
  if (key === 'timbre' && isMade(r)) return readMade(r)
  const values = readValues(r, known, min, max)
  if (key === 'timbre' || key === 'band') joinText(r, known, key, values)
  return values
}

/** A name, and more behind it that has no place there: a text without its quotes. */
function joinText(r: Reader, known: Known, key: string, values: Expr[]): void {
  const last = values.at(-1)
  if (known === UNKNOWN || last?.kind !== 'ref' || last.path.length !== 1) return
  const goesOn = (token: Token): boolean =>
    key === 'band' || (isWord(r, token) && !known.modifiers.has(r.image(token)) && !startsProperty(r))
  const next = r.peek(1)
  if (
    begins(r, next) ||
    isRightBrace(r, next) ||
    isLeftBrace(r, next) ||
    r.kind(next) === t.End ||
    !goesOn(next)
  )
    return
  if (key === 'timbre' && r.image(next) === last.path[0]?.text) {
    reportDoubled(r, r.take())
    return
  }
  const what = key === 'band' ? 'a title' : 'a description'
  values[values.length - 1] = readBareText(r, last.start, what, goesOn)
}

/** `timbre near "tick" within 20%` on a member. */
function isMade(r: Reader): boolean {
  const word = r.image(r.peek(1))
  return (word === 'near' || word === 'sample') && !begins(r, r.peek(1)) && isString(r, r.peek(2))
}

/** What only a declaration makes: told of whole. */
function readMade(r: Reader): Expr[] {
  const first = r.take()
  const start = r.start(first)
  r.take()
  if (r.image(first) === 'near' && r.image(r.peek(1)) === 'within' && !begins(r, r.peek(1))) {
    r.take()
    if (!begins(r, r.peek(1)) && valueFollows(r)) readList(r, false)
  }
  const span = { start, end: r.end(r.peek(0)) }
  const text = r.text.slice(start, span.end)
  const hint = `Give it a name outside of blocks, timbre NAME = ${text}, and say timbre NAME here.`
  r.report('SIL0101', span, { found: quote(text), expected: 'a timbre by its name, or in quotes' }, { hint })
  return [{ kind: 'ref', ...span, path: [emptyName(span.end)] }]
}

/** Mostly one, in an array of just that length: one that grows would reserve room for seventeen. */
function readValues(r: Reader, known: Known, min: number, max: number): Expr[] {
  let values: Expr[] | null = null
  for (let count = 0; count < max && anotherValue(r, known, min, count); count++) {
    if (count > 0 && isTempo(known) && r.kind(r.peek(1)) === t.PlusMinus) break
    const value = readList(r, takesNames(known))
    if (value === null) continue
    if (values === null) values = [value]
    else values.push(value)
  }
  return values ?? []
}

function anotherValue(r: Reader, known: Known, min: number, count: number): boolean {
  const next = r.peek(1)
  if (begins(r, next)) {
    // A value that begins a line of its own is taken if nothing else can be meant.
    if (count > 0 || min === 0 || isWord(r, next) || !valueFollows(r)) return false
    const fixes = moveUp(r, next, 'Move it up', ' ')
    r.report('SIL0114', spanOf(r, next), { name: r.image(r.peek(0)) }, { fixes })
    return true
  }
  if (!valueFollows(r)) return false
  if (count < min || !isWord(r, next) || isLevelOf(r)) return true
  return !known.modifiers.has(r.image(next)) && (!startsProperty(r) || isBeforeModifier(r, known))
}

/** `feel behind late  level -3 dB`: a name with a modifier behind it, and no member with what it has. */
function isBeforeModifier(r: Reader, known: Known): boolean {
  return memberFollows(r, 1) && known.modifiers.has(r.image(r.peek(2)))
}

/** `expect level bars < -8 dB`: a member, whatever it is called. */
function isLevelOf(r: Reader): boolean {
  return r.context === 'scenario' && r.image(r.peek(0)) === 'level' && COMPARISONS[r.kind(r.peek(2))] === 1
}

const COMPARISONS = t.kindSet(t.Less, t.LessEqual, t.Greater, t.GreaterEqual, t.EqualEqual, t.NotEqual)

// ---- what follows the values --------------------------------------------------------------------------------------

function modifierFollows(r: Reader, known: Known): boolean {
  const next = r.peek(1)
  if (!isWord(r, next) || !known.modifiers.has(r.image(next))) return false
  if (!begins(r, next)) return true
  if (isProperty(r, r.image(next)) || atItemStart(r) || known === UNKNOWN) return false
  if (isVoice(known) && NOT_OF_VOICES.has(r.image(next))) return false
  // How long the scenario is: only who is silent is so for a time.
  if (r.context === 'scenario' && r.image(next) === 'for' && r.image(r.peek(0)) !== 'silent') return false
  const fixes = moveUp(r, next, 'Join it to the line above', '  ')
  r.report('SIL0118', spanOf(r, next), { name: r.image(next) }, { fixes })
  return true
}

/** Over no comment, which would be lost. */
function moveUp(r: Reader, next: Token, title: string, newText: string): Fix[] {
  const span = { start: r.end(r.peek(0)), end: r.start(next) }
  return r.text.slice(span.start, span.end).includes('//') ? [] : [{ title, edits: [{ span, newText }] }]
}
