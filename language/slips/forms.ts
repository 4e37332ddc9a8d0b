/** A form in other words (`form A -> B x 2`, `form: (A, B) * 2`): told of once, with the form that is meant. */

import type { FormStep, Name, Span } from '../ast.ts'
import { isWordChar } from '../characters.ts'
import { lex } from '../lexer.ts'
import { isString, textOf } from '../read-literals.ts'
import { begins, isHead, isName, nameOf, quote, type Reader, show, spanOf } from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'
import { HEADS } from '../vocabulary.ts'
import { nameFor } from './quoted-names.ts'

const FOR_EVER: ReadonlySet<string> = new Set(['repeat', 'forever', 'loop', 'looped', 'again'])
const BETWEEN = t.kindSet(t.Comma, t.Arrow, t.Plus, t.Minus, t.Slash, t.Colon, t.Equals, t.LBrace, t.RBrace)
/** A number behind these is of what comes. */
const OPENS = t.kindSet(t.Comma, t.Arrow, t.Plus, t.Slash, t.LParen, t.LBrace)
const COUNTS = t.kindSet(t.Quantity, t.BadQuantity)
/** Longer ones are nobody's song. */
const MOST = 200
const MOST_TIMES = 64

/** Words behind a section that say how often: `A x 2`, `A x2`, `A * 2 times`, `A, B forever`. */
export function saysHowOften(r: Reader, ahead: number): boolean {
  const word = r.image(r.peek(ahead))
  if (word === 'x') return r.kind(r.peek(ahead + 1)) === t.Quantity
  if (/^x\d+$/.test(word) || word === 'times') return true
  return word !== 'repeat' && FOR_EVER.has(word) && endsLine(r, r.peek(ahead + 1))
}

/** The caller has read what is right of it. False where nobody can say what is meant. */
export function readFormAstray(r: Reader, head: Token, steps: FormStep[]): boolean {
  const odd = r.peek(1)
  if (endsLine(r, odd) || isHead(r, odd) || (r.kind(odd) === t.Comma && endsLine(r, r.peek(2)))) return false
  const line: Token[] = []
  for (let token = head + 1; line.length < MOST; token++) {
    // Behind a comma, or what somebody takes for one, it goes on in the next line.
    if (r.kind(token) === t.End) break
    if (isHead(r, token) || (begins(r, token) && BETWEEN[r.kind(token - 1)] !== 1)) break
    line.push(token)
  }
  if ((line.at(-1) ?? 0) < odd) return false
  r.peek(line.length + 1)
  const last = line.at(-1) ?? odd
  const meant = line.some((token) => r.kind(token) === t.BarOpen)
    ? meantByText(r.text.slice(r.end(head), r.end(last)), r.end(head))
    : meantBy(r, line)
  if (meant === null) return readVampAstray(r, odd, line, steps)
  for (const section of meant.names) if (section.start >= r.start(odd)) steps.push(stepOf(section))
  report(r, spanOf(r, odd), show(r, odd), { start: r.start(head + 1), end: r.end(last) }, meant.text)
  r.skip(last)
  return true
}

/** `vamp (A, B) until cue`, `vamp A 4x`: nobody can say what of it is meant, and its sections are named. */
function readVampAstray(r: Reader, odd: Token, line: readonly Token[], steps: FormStep[]): boolean {
  if (!line.some((token) => r.image(token) === 'vamp' || r.image(token) === 'until')) return false
  // `vamp (`: it was taken for a section.
  if (steps.at(-1)?.section.text === 'vamp') steps.pop()
  for (const token of line) {
    if (token > odd && isName(r, token) && !OF_VAMPS.test(r.image(token)))
      steps.push(stepOf(nameOf(r, token)))
  }
  r.report('SIL0101', spanOf(r, odd), { found: show(r, odd), expected: ONE_VAMP })
  r.skip(line.at(-1) ?? odd)
  return true
}

const OF_VAMPS = /^(?:vamp|until|cue|times|x\d*)$/
const ONE_VAMP = 'a vamp is one section, as in vamp head until cue'

/** `vamp a b until cue`: told of once; whether both shall wait, or the second, nobody can say. */
export function readVampOfTwo(r: Reader, steps: FormStep[], bare: readonly Token[]): boolean {
  const [second] = bare
  const at = second === undefined ? -1 : steps.findIndex(({ start }) => start === r.start(second))
  const before = steps[at - 1]
  const step = steps[at]
  if (second === undefined || before?.vamp == null || before.until !== null || step?.until == null)
    return false
  steps[at] = { ...step, until: null }
  r.report('SIL0101', spanOf(r, second), { found: show(r, second), expected: ONE_VAMP })
  return true
}

/** `vamp head until cue "go"` */
export function skipCueName(r: Reader): void {
  const name = r.peek(1)
  if (!isString(r, name) || begins(r, name)) return
  const span = { start: r.end(r.peek(0)), end: r.end(name) }
  const fixes = [{ title: 'Leave out the name', edits: [{ span, newText: '' }] }]
  r.report('SIL0101', spanOf(r, r.take()), { found: show(r, name), expected: 'a cue has no name' }, { fixes })
}

/** Signs that no form has: some are no tokens, and `form [A, B]` would pass for a form in which two of them stand about. */
const ODD = /[[\]→–—…]|;(?=\s*\S)|×(?=[^×]*×)|[{(](?=[^})]*\n)/
const QUOTED = /"([^"\n]*)"/g

/** The first of them; null where none stands. One name in quotes is told of by itself. */
function oddSign(text: string): Span | null {
  const quoted = [...text.matchAll(QUOTED)]
  const [first] = quoted
  if (first !== undefined && (quoted.length > 1 || first[0].includes(','))) {
    return { start: first.index, end: first.index + first[0].length }
  }
  const at = text.search(ODD)
  return at < 0 ? null : { start: at, end: at + 1 }
}

/** Reads the form before anything of it is, where such signs stand in it. */
export function readFormOfSigns(r: Reader, head: Token, steps: FormStep[]): boolean {
  const from = r.end(head)
  const { end, seen } = endOf(r.text, from)
  // What was looked at is noted.
  for (let ahead = 1; r.kind(r.peek(ahead)) !== t.End && r.start(r.peek(ahead)) < seen; ) ahead++
  const text = r.text.slice(from, end)
  const jump = JUMP.exec(text)
  if (jump !== null) {
    tellJump(r, jump, from, steps)
    while (r.start(r.peek(1)) < end && r.kind(r.peek(1)) !== t.End) r.take()
    r.told.push({ start: from + jump.index, end })
    return true
  }
  const odd = oddSign(text)
  const meant = odd === null || text.includes('//') ? null : meantByText(text, from)
  if (odd === null || meant === null) return false
  for (const section of meant.names) steps.push(stepOf(section))
  while (r.start(r.peek(1)) < end && r.kind(r.peek(1)) !== t.End) r.take()
  const start = from + (/^\s*/.exec(text)?.[0].length ?? 0)
  r.told.push({ start, end })
  const at = { start: from + odd.start, end: from + odd.end }
  report(r, at, quote(text.slice(odd.start, odd.end)), { start, end }, meant.text)
  return true
}

/** As scores send players back: nothing else in a form has such a point. */
const JUMP = /\b[Dd]\.\s?[SsCc]\.?(?![\p{L}\d])[^,\n]*/u

/** `A, B, D.S. al Coda` */
function tellJump(r: Reader, jump: RegExpExecArray, from: number, steps: FormStep[]): void {
  const blank = ' '.repeat(jump[0].length)
  const others = jump.input.replace(jump[0], blank)
  for (const section of meantByText(others, from)?.names ?? []) steps.push(stepOf(section))
  const start = from + jump.index
  const span = { start, end: start + jump[0].trimEnd().length }
  const args = { found: quote(jump[0].trim()), expected: 'a form names each section as often as it comes' }
  r.report('SIL0101', span, args, { hint: 'As in: form intro, verse, chorus, verse, coda' })
}

function stepOf(section: Name): FormStep {
  const { start, end } = section
  return { kind: 'formStep', start, end, vamp: null, section, times: null, until: null }
}

function report(r: Reader, odd: Span, found: string, span: Span, meant: string): void {
  const newText = `${span.start > 0 && /\s/.test(r.text.charAt(span.start - 1)) ? '' : ' '}${meant}`
  // Nobody's comment goes with it.
  const hasComment = r.text.slice(span.start, span.end).includes('//')
  const fixes = hasComment ? [] : [{ title: `Write form ${meant}`, edits: [{ span, newText }] }]
  const args = { found, expected: 'sections stand with commas between, and * says how often' }
  r.report('SIL0101', odd, args, { fixes, hint: 'As in: form intro, verse * 2, chorus repeat' })
}

/** Longer ones are written by machines. */
const LONGEST = 800

/** Where a form ends, and what of the text says so: with its line, behind a comma with the next one, and behind a bracket where that closes. */
function endOf(text: string, from: number): { readonly end: number; readonly seen: number } {
  let depth = 0
  let last = from
  let lineEnds = -1
  let at = from
  for (; at < text.length && at - from < LONGEST; at++) {
    const char = text.charAt(at)
    if (char === '\n' || char === '\r') {
      if (lineEnds < 0) lineEnds = last
      if (depth === 0 && text.charAt(last - 1) !== ',') break
      if (HEAD_NEXT.test(text.slice(at + 1, at + NEAR))) {
        at += NEAR
        break
      }
      continue
    }
    if ('([{'.includes(char)) depth++
    else if (')]}'.includes(char)) {
      // The brace of a block around it.
      if (char === '}' && depth === 0) break
      depth = Math.max(0, depth - 1)
    }
    if (char === '/' && text.charAt(at + 1) === '/' && depth === 0) break
    // What is declared behind it on its line.
    if (isWordChar(text.charCodeAt(at)) && last < at && HEAD_NEXT.test(text.slice(at, at + NEAR))) break
    if (char !== ' ' && char !== '\t') last = at + 1
  }
  // What nobody closed ends with its line.
  return { end: depth > 0 && lineEnds >= 0 ? lineEnds : last, seen: at }
}

/** Looked for nearby. */
const NEAR = 64
const HEAD_NEXT = new RegExp(`^\\s*(?:${HEADS.join('|')})(?![\\p{L}\\d_])`, 'u')

/** Read once more, with commas and round brackets in place of what is no token or one of bars. */
function meantByText(text: string, from: number): Meant | null {
  const plain = text
    .replace(QUOTED, (whole, inner: string) => (inner.includes(',') ? ` ${inner} ` : whole))
    .replace(/[|;–—…]/g, ',')
    .replaceAll('[', '(')
    .replaceAll(']', ')')
  const { tokens } = lex(plain)
  const line = Array.from({ length: tokens.count }, (_, i) => i + 1)
  const start = (token: Token): number => tokens.start(token) + from
  const end = (token: Token): number => tokens.end(token) + from
  const kind = (token: Token): number => tokens.kind(token)
  return meantBy({ kind, image: (token) => tokens.image(token), start, end }, line)
}

/** What is asked about tokens. */
type Words = Pick<Reader, 'kind' | 'image' | 'start' | 'end'>

interface Meant {
  readonly names: readonly Name[]
  readonly text: string
}

function meantBy(r: Words, line: readonly Token[]): Meant | null {
  const names: Name[] = []
  const written: string[] = []
  /** Where brackets began, in what is written, and how often they are played. */
  const groups: { readonly from: number; readonly times: number }[] = []
  /** What was closed last, and may be played several times. */
  let closed: readonly string[] = []
  let repeats = false
  /** `2x A`: of what comes. */
  let ahead = 1
  for (let i = 0; i < line.length; i++) {
    const token = line[i] ?? 0
    const kind = r.kind(token)
    const word = r.image(token)
    const times = timesAt(r, token, line[i + 1])
    if (times !== null) {
      if (times.count < 1 || times.count > MOST_TIMES || written.length * times.count > MOST) return null
      const before = line[i - 1]
      const opens = before === undefined || OPENS[r.kind(before)] === 1
      if (opens && /^\d/.test(word)) ahead = times.count
      else if (closed.length > 0) for (let n = 1; n < times.count; n++) written.push(...closed)
      else if (written.length > 0) written.push(`${written.pop()} * ${times.count}`)
      closed = []
      i += times.taken - 1
    } else if (kind === t.LParen) {
      groups.push({ from: written.length, times: ahead })
      ahead = 1
    } else if (kind === t.RParen) {
      const group = groups.pop()
      closed = written.slice(group?.from ?? 0)
      for (let n = 1; n < (group?.times ?? 1) && written.length < MOST; n++) written.push(...closed)
    } else if (ahead > 1 && !isString(r, token) && !isName(r, token)) return null
    else if (BETWEEN[kind] === 1) closed = []
    else if (word === 'times' && written.length > 0) continue
    else if (FOR_EVER.has(word) && written.length > 0 && i === line.length - 1) repeats = true
    else if (isString(r, token) || isName(r, token)) {
      const next = line[i + 1]
      // How often all of it is played, or how often a section of that name.
      if (FOR_EVER.has(word) && next !== undefined && timesAt(r, next, line[i + 2]) !== null) return null
      if (nameAt(r, token) === '' || word === 'vamp' || word === 'until') return null
      names.push({ ...nameOf(r, token), text: nameAt(r, token) })
      written.push(ahead > 1 ? `${nameAt(r, token)} * ${ahead}` : nameAt(r, token))
      ahead = 1
      closed = []
    } else return null
  }
  if (written.length === 0) return null
  return { names, text: `${written.join(', ')}${repeats ? ' repeat' : ''}` }
}

/** `* 2`, `x 2`, `x2`, `2x` and `2`. */
function timesAt(r: Words, token: Token, next: Token | undefined) {
  const word = r.image(token)
  const isSign = r.kind(token) === t.Star || word === 'x'
  if (isSign && next !== undefined && COUNTS[r.kind(next)] === 1) return counted(r.image(next), 2)
  if (COUNTS[r.kind(token)] === 1 || /^x\d+$/.test(word)) return counted(word, 1)
  return null
}

function counted(text: string, taken: number) {
  const digits = /^x?(\d+)x?$/.exec(text)?.[1]
  return { count: digits === undefined ? 0 : Number.parseInt(digits, 10), taken }
}

function nameAt(r: Words, token: Token): string {
  if (!isString(r, token)) return r.image(token)
  return nameFor(textOf(r, token))
}

function endsLine(r: Reader, token: Token): boolean {
  return r.kind(token) === t.End || begins(r, token)
}
