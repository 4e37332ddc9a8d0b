/**
 * Reads a property: `kit.hat |xxxx| timbre brush level -6 dB`. What it takes is decided by `vocabulary.ts`.
 *
 * Newlines matter here: a property's value starts on its line, modifiers stand on it, and it ends with it.
 */

import type { Expr, Modifier, Name, Property } from './ast.ts'
import { isLineBreak } from './characters.ts'
import { readList, valueFollows } from './expressions.ts'
import { readMeter, readOtherMeter } from './meters.ts'
import { nearest } from './nearest.ts'
import { isString, textOf } from './read-literals.ts'
import {
  atItemStart,
  begins,
  close,
  docOf,
  emptyName,
  isHead,
  isLeftBrace,
  isProperty,
  isRightBrace,
  isWord,
  type Known,
  knownProperty,
  type Mutable,
  memberFollows,
  missing,
  missingCommas,
  nameOf,
  quote,
  type Reader,
  readName,
  skipLine,
  skipWhile,
  spanOf,
  startsOwnProperty,
  startsProperty,
  UNKNOWN,
  verbFrom,
} from './reader.ts'
import { readActionAstray } from './slips/actions.ts'
import { readBareText } from './slips/bare-text.ts'
import { readBarsBelow, readBehindBars, readLastRepeat } from './slips/behind-bars.ts'
import { isCountedBars, isPlaceOfPlayer } from './slips/counted-bars.ts'
import { reportDoubled, skipDoubled } from './slips/doubled.ts'
import { isEvery, readEvery } from './slips/every.ts'
import { readFillAstray, readFillWritten } from './slips/fills.ts'
import { readVerbBehind, readWithoutDot } from './slips/members.ts'
import { readMuteAstray } from './slips/mutes.ts'
import { tellSharedLine } from './slips/next-pattern.ts'
import { isSeparator, skipSeparator } from './slips/separators.ts'
import { readSwingRatio } from './slips/swing-ratio.ts'
import { readTempoAstray, readTempoSpread } from './slips/tempo-forms.ts'
import { withoutTimes } from './slips/times-behind-bars.ts'
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
    key: nameOf(r, first),
    stray: null,
    values: NO_VALUES,
    modifiers: NO_MODIFIERS,
  }
  list.push(node)
  const dot = r.peek(1)
  if (r.kind(dot) === t.Dot && !begins(r, dot)) {
    r.take()
    node.target = node.key
    node.key = readName(r)
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
  const values =
    (node.key.text === 'meter' && !begins(r, r.peek(1))) || (known === UNKNOWN && readOtherMeter(r, node))
      ? readMeter(r)
      : node.key.text === 'key' && !begins(r, r.peek(1))
        ? readKey(r)
        : skipBareCells(r, known)
          ? []
          : ((node.key.text === 'swing' ? readSwingRatio(r) : null) ??
            readTexts(r, known, node.key.text, min, max))
  node.values = withoutTimes(r, values) ?? values
  r.property = ''
  close(r, node)
  if (node.stray !== null) reportStrayMark(r, node, node.stray, known)
  if (values.length < min && node.end === node.key.end) {
    missing(r, node.key.text, expects, node)
  }

  if (isTempo(known)) readTempoSpread(r, node)
  if (modifierFollows(r, known)) addModifiers(r, node, known)
  if (node.modifiers.length > 0)
    readBarsBelow(r, node, () => {
      if (modifierFollows(r, known)) addModifiers(r, node, known)
    })
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
  if (r.context === 'actions' && readMuteAstray(r, node)) return true
  if (r.context === 'actions') return readActionAstray(r, node)
  if (r.context === 'scenario' && node.target === null && ASSERTS.has(node.key.text))
    return readAssert(r, node)
  if (node.key.text === 'count' && node.target === null) skipCountIn(r, node.key)
  const isFill = node.key.text === 'fill' && (r.context === 'drummer' || node.target !== null)
  return isFill && readFillAstray(r, node)
}

const ASSERTS: ReadonlySet<string> = new Set(['assert', 'expect', 'expects', 'check'])

/** `assert(tempo within 2% of 96 bpm)` */
function readAssert(r: Reader, node: Mutable<Property>): boolean {
  const paren = r.peek(1)
  if (r.kind(paren) !== t.LParen || r.start(paren) !== node.key.end) return false
  let open = 0
  do {
    const next = r.take()
    if (r.kind(next) === t.LParen) open++
    else if (r.kind(next) === t.RParen) open--
  } while (open > 0 && !begins(r, r.peek(1)) && !isRightBrace(r, r.peek(1)) && r.kind(r.peek(1)) !== t.End)
  const span = { start: node.start, end: r.end(r.peek(0)) }
  const inner = r.text.slice(r.end(paren), open === 0 ? span.end - 1 : span.end).trim()
  const newText = `expect ${inner}`
  const fixes = inner === '' ? [] : [{ title: 'Write it without brackets', edits: [{ span, newText }] }]
  const args = {
    found: quote(r.text.slice(span.start, span.end)),
    expected: 'what must hold stands behind `expect`',
  }
  r.report('SIL0101', span, args, { fixes, hint: 'As in: expect tempo within 2% of 96 bpm' })
  node.key = { ...node.key, text: '' }
  return true
}

/** `count-in 2 bars`: outside of `player` its place is what is told of. */
function skipCountIn(r: Reader, key: Name): void {
  if (r.context !== 'player' && r.context !== 'file') return
  const ahead = r.kind(r.peek(1)) === t.Minus ? 2 : 1
  if (r.image(r.peek(ahead)) !== 'in' || begins(r, r.peek(ahead))) return
  while (ahead === 2 ? r.image(r.peek(0)) !== 'in' : r.image(r.peek(1)) === 'in') r.take()
  const mark = r.kind(r.peek(1))
  if (mark === t.Colon || mark === t.Equals) r.take()
  if (r.context === 'file') return
  const span = { start: key.end, end: r.end(r.peek(0)) }
  const found = quote(r.text.slice(key.start, span.end))
  const fixes = [{ title: 'Write count', edits: [{ span, newText: '' }] }]
  r.report(
    'SIL0101',
    { start: key.start, end: span.end },
    { found, expected: '`count` says it all' },
    { fixes },
  )
}

/** All has been read that belongs to it. */
function endProperty(r: Reader, node: Mutable<Property>, known: Known, inHead = false): void {
  close(r, node)
  if (!inHead || !isLeftBrace(r, r.peek(1))) skipPropertyJunk(r, node, known)
  close(r, node)
  skipSeparator(r, takesNames(known))
}

/** `tempo bpm 120`, or at the top level `bpm 120`: reported, and read as it was meant. */
function backwardsTempo(r: Reader, node: Mutable<Property>, values: Expr[]): void {
  const unit = values[0]
  const inside = unit?.kind === 'ref' && unit.path.length === 1 && unit.path[0]?.text === 'bpm'
  const number = inside ? values[1] : unit
  if (number?.kind !== 'number' || number.unit !== null) return
  if (inside) values.shift()
  else if (node.key.text === 'bpm' && r.context === 'file') node.key = { ...node.key, text: 'tempo' }
  else return
  values[0] = { ...number, unit: 'bpm', unitText: 'bpm' }
  const value = r.text.slice(number.start, number.end)
  const span = { start: node.start, end: number.end }
  const fixes = [{ title: `Write tempo ${value} bpm`, edits: [{ span, newText: `tempo ${value} bpm` }] }]
  r.report('SIL0122', span, { value }, { fixes })
}

/** A `:` or `=` between a property's key and its value: read over. */
function readStrayMark(r: Reader, node: Mutable<Property>): void {
  const mark = r.peek(1)
  if ((r.kind(mark) !== t.Equals && r.kind(mark) !== t.Colon) || begins(r, mark)) return
  node.stray = nameOf(r, r.take())
}

/** Told of when what follows it has been read, and can be shown. */
function reportStrayMark(r: Reader, node: Property, stray: Name, known: Known): void {
  const span = { start: node.key.end, end: stray.end }
  const fixes = [{ title: `Leave out ${stray.text}`, edits: [{ span, newText: '' }] }]
  const value = shownValue(r, node, known)
  const target = node.target === null ? '' : `${node.target.text}.`
  const hint = value === null ? {} : { hint: `As in: ${target}${node.key.text} ${value}` }
  r.report('SIL0108', stray, { mark: quote(stray.text) }, { fixes, ...hint })
}

/** A value as it was written, or one of its kind where that is not right either. */
function shownValue(r: Reader, { values }: Property, { spec }: Known): string | null {
  const example = /as in (\S.*)$/.exec(spec.expects)?.[1]?.replaceAll('`', '') ?? null
  const isBare = values.some(
    (value) => value.kind === 'number' && (value.unit === null || value.flaw !== null),
  )
  const text = r.text.slice(values[0]?.start, values.at(-1)?.end)
  const isShown = values.length > 0 && text.length <= MOST_SHOWN && !/[\r\n]/.test(text)
  return isShown && !(isBare && example !== null) ? text : example
}

/** Characters of an example; longer ones are no help. */
const MOST_SHOWN = 60

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

function readModifier(r: Reader, known: Known): Modifier {
  const key = r.take()
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
    if (begins(r, next) || isRightBrace(r, next) || known.modifiers.has(r.image(next))) break
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
    const last = r.peek(0)
    const gap = { start: r.end(last), end: r.start(next) }
    const fixes = [{ title: 'Move it up', edits: [{ span: gap, newText: ' ' }] }]
    r.report('SIL0114', spanOf(r, next), { name: r.image(last) }, { fixes })
    return true
  }
  if (!valueFollows(r)) return false
  if (count < min || !isWord(r, next) || isLevelOf(r)) return true
  return !known.modifiers.has(r.image(next)) && !startsProperty(r)
}

/** `expect level bars < -8 dB`: a member, whatever it is called. */
function isLevelOf(r: Reader): boolean {
  return r.context === 'scenario' && r.image(r.peek(0)) === 'level' && COMPARISONS[r.kind(r.peek(2))] === 1
}

const COMPARISONS = t.kindSet(t.Less, t.LessEqual, t.Greater, t.GreaterEqual, t.EqualEqual, t.NotEqual)

/** `F# minor` */
function readKey(r: Reader): Expr[] {
  if (isString(r, r.peek(1))) return readQuotedKey(r)
  const tonic = withSign(r, readName(r))
  const mode = readMode(r)
  return [{ kind: 'key', start: tonic.start, end: (mode ?? tonic).end, tonic, mode }]
}

/** `"C minor"`, `"C" minor` */
function readQuotedKey(r: Reader): Expr[] {
  const quoted = r.take()
  const span = spanOf(r, quoted)
  const [, written, rest] =
    /^\s*([A-G][b#♭♯]?)(?:\s+([a-z]+(?: [a-z]+)*))?\s*$/i.exec(
      textOf(r, quoted).replace(/^([A-G][b#♭♯]?)m$/, '$1 minor'),
    ) ?? []
  const tonic = written === undefined ? undefined : written.charAt(0).toUpperCase() + written.slice(1)
  const text = rest === undefined ? tonic : `${tonic} ${rest}`
  const fixes = text === undefined ? [] : [{ title: `Write ${text}`, edits: [{ span, newText: text }] }]
  const args = { found: quote(r.image(quoted)), expected: 'a key stands without quotes' }
  r.report('SIL0101', span, args, { fixes, hint: `As in: key ${text ?? 'C minor'}` })
  if (tonic === undefined) return []
  const mode = rest === undefined ? readMode(r) : ({ kind: 'name', ...span, text: rest } as const)
  return [{ kind: 'key', ...span, tonic: { kind: 'name', ...span, text: tonic }, mode }]
}

/** `B ♭`: the sign was told of, and belongs to the note all the same. */
function withSign(r: Reader, tonic: Name): Name {
  const gap = r.text.slice(tonic.end, Math.min(r.start(r.peek(1)), tonic.end + MOST_GAP))
  const sign = gap.length < 2 ? null : /^[^\S\r\n]*([♭♯])/.exec(gap)
  if (sign === null) return tonic
  return { ...tonic, end: tonic.end + sign[0].length, text: `${tonic.text}${sign[1]}` }
}

/** Blanks between a note and its sign; more are not looked through. */
const MOST_GAP = 8

/** `major`, `harmonic minor`: the words that follow, as one name. */
function readMode(r: Reader): Name | null {
  const words: Name[] = []
  for (let next = r.peek(1); isWord(r, next) && !begins(r, next); next = r.peek(1)) {
    if (startsOwnProperty(r)) break
    words.push(nameOf(r, r.take()))
  }
  const [first] = words
  const last = words[words.length - 1]
  if (first === undefined || last === undefined) return null
  return { kind: 'name', start: first.start, end: last.end, text: words.map((word) => word.text).join(' ') }
}

// ---- what follows the values --------------------------------------------------------------------------------------

function modifierFollows(r: Reader, known: Known): boolean {
  const next = r.peek(1)
  if (!isWord(r, next) || !known.modifiers.has(r.image(next))) return false
  if (!begins(r, next)) return true
  if (isProperty(r, r.image(next)) || atItemStart(r) || known === UNKNOWN) return false
  if (isVoice(known) && NOT_OF_VOICES.has(r.image(next))) return false
  // How long the scenario is: only who is silent is so for a time.
  if (r.context === 'scenario' && r.image(next) === 'for' && r.image(r.peek(0)) !== 'silent') return false
  const gap = { start: r.end(r.peek(0)), end: r.start(next) }
  const fixes = [{ title: 'Join it to the line above', edits: [{ span: gap, newText: '  ' }] }]
  r.report('SIL0118', spanOf(r, next), { name: r.image(next) }, { fixes })
  return true
}

/** What still stands on the property's line and is neither modifier nor next property. */
function skipPropertyJunk(r: Reader, property: Mutable<Property>, known: Known): void {
  const isBar =
    property.values[property.values.length - 1]?.kind === 'bars' && property.modifiers.length === 0
  if (isBar && readLastRepeat(r, property)) return
  const next = r.peek(1)
  if (begins(r, next) || r.kind(next) === t.End || isRightBrace(r, next) || isSeparator(r, takesNames(known)))
    return
  // The checker tells of the words before it.
  if (property.key.text === 'player' && property.modifiers.length === 0 && isPlaceOfPlayer(r)) r.take()
  if ((startsProperty(r) && r.context !== 'file') || isCountedBars(r)) return
  if (r.context === 'actions' && isEvery(r)) {
    readEvery(r)
    return
  }
  if (isWord(r, next) && misspelt(r, next, known)) return
  if (isBar && !UNKNOWN.modifiers.has(r.image(next)) && readBehindBars(r, property, known)) return
  if (property.key.text === 'band' && isLeftBrace(r, next)) {
    const span = spanOf(r, r.take())
    const expected = 'there are no braces around a piece, its blocks stand side by side'
    const fixes = [{ title: 'Leave out {', edits: [{ span, newText: '' }] }]
    r.report('SIL0101', span, { found: '`{`', expected }, { fixes })
    return
  }
  if (takesNames(known) && isWord(r, next) && t.RESERVED_WORDS[r.kind(next)] !== 1) {
    skipNames(r, known)
    return
  }
  if (property.key.text === 'tempo' && readTempoAstray(r, property)) return
  if (property.key.text === 'fill' && readFillWritten(r)) return
  const names = [...known.modifiers.keys()].filter((name) => !isVoice(known) || !NOT_OF_VOICES.has(name))
  const expected =
    names.length === 0 || known === UNKNOWN
      ? `${quote(property.key.text)} ends here`
      : `after ${quote(property.key.text)} may follow ${names.join(', ')}`
  const hint = r.context === 'actions' ? OF_RULES.get(r.image(next)) : undefined
  skipWhile(r, junkOfLine(r), expected, true, hint)
}

/** To the end of the line; what opens on it closes in the same junk, and not the block around it. */
function junkOfLine(r: Reader): (token: Token) => boolean {
  let open = isLeftBrace(r, r.peek(1)) && bracesClose(r, 2) ? 1 : 0
  let isOdd = open === 0 && isLeftBrace(r, r.peek(1))
  return (token) => {
    if (open > 0) {
      if (isLeftBrace(r, token)) open++
      else if (isRightBrace(r, token)) open--
      return true
    }
    if (begins(r, token) || isRightBrace(r, token)) return false
    if (!isOdd && isLeftBrace(r, token)) {
      if (bracesClose(r, 2)) open = 1
      else isOdd = true
    }
    return true
  }
}

/** Tokens between braces that are looked at. */
const MOST_IN_BRACES = 200

/** Do the braces that have just been opened close, and those around them as well, before something else is declared? */
function bracesClose(r: Reader, from: number): boolean {
  const around = r.context === 'file' ? 0 : 1
  let open = 1
  for (let ahead = from; ahead < MOST_IN_BRACES; ahead++) {
    const token = r.peek(ahead)
    if (r.kind(token) === t.End) return false
    if (isLeftBrace(r, token)) open++
    else if (isRightBrace(r, token) && --open + around <= 0) return true
    if (begins(r, token) && isHead(r, token) && isFirstColumn(r, token)) return false
  }
  return open <= 0
}

function isFirstColumn(r: Reader, token: Token): boolean {
  const start = r.start(token)
  return start === 0 || isLineBreak(r.text.charCodeAt(start - 1))
}

function isTempo({ spec }: Known): boolean {
  return spec.expects.startsWith('a tempo')
}
/** What people write behind an action. */
const OF_RULES: ReadonlyMap<string, string> = new Map([
  [
    'for',
    'An action lasts as long as its condition. How long that must have held stands behind it: when player.silent for 2 bars',
  ],
  ['over', 'Levels and the tempo move over a time; all else is done at once.'],
])

function isVoice({ modifiers }: Known): boolean {
  return modifiers.has('loop')
}

/** `mute kit, keys` */
function takesNames({ spec }: Known): boolean {
  return spec.expects.startsWith('members')
}

/** `mute kit keys` */
function skipNames(r: Reader, known: Known): void {
  const bare: Token[] = []
  for (let next = r.peek(1); isWord(r, next) && !begins(r, next); next = r.peek(1)) {
    if (known.modifiers.has(r.image(next)) || startsProperty(r) || t.RESERVED_WORDS[r.kind(next)] === 1) break
    bare.push(r.take())
  }
  missingCommas(r, bare, 'names')
}

/** `strenght 0.4`, `tmbre "dry"`: nearly a modifier. The rest of the line is read over. */
function misspelt(r: Reader, word: Token, known: Known): boolean {
  const meant = known === UNKNOWN ? null : nearest(r.image(word), known.modifiers.keys())
  if (meant === null) return false
  const args = { found: quote(r.image(word)), expected: `perhaps ${quote(meant)} is meant` }
  const fixes = [{ title: `Write ${meant}`, edits: [{ span: spanOf(r, word), newText: meant }] }]
  r.report('SIL0101', spanOf(r, word), args, { fixes })
  skipLine(r)
  return true
}
