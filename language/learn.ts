/** Reads `learn 20 ms in 5 ms..60 ms log by player.level` and `learn rootless or shell`. */

import type { Expr, Feature, LearnChoice, LearnExpr, Name } from './ast.ts'
import { gapEnd } from './characters.ts'
import { readPart } from './expressions.ts'
import { begins, docOf, isRightBrace, isWord, missing, nameOf, type Reader, spanOf } from './reader.ts'
import { readRangeAstray } from './slips/learn-ranges.ts'
import { isSeparator } from './slips/separators.ts'
import * as t from './token-kinds.ts'
import type { Token } from './token-list.ts'

const IN = t.keyword('in')
const OR = t.keyword('or')
const BY = t.keyword('by')

/** `learn` binds tightest: its parts are literals, names or parenthesised. */
export function readLearn(r: Reader): Expr {
  const head = r.take()
  const doc = docOf(r, head)
  const start = r.start(head)
  const called = opensBracket(r, head) ? readRangeAstray(r, head) : null
  if (called !== null) return called
  const first = readPart(r)
  if (r.kind(r.peek(1)) === OR) {
    const choices = readChoices(r, first)
    const node: LearnChoice = { kind: 'learnChoice', start, end: endOf(r, head), doc, choices }
    return node
  }
  let low: Expr | null = null
  let high: Expr | null = null
  let log: Name | null = null
  const by: Feature[] = []
  if (r.kind(r.peek(1)) === IN) {
    const bracketed = opensBracket(r, r.take()) ? readRangeAstray(r, head) : null
    if (bracketed !== null) return bracketed
    low = readPart(r)
    if (r.kind(r.peek(1)) === t.DotDot) {
      r.take()
      high = readPart(r)
    }
    const word = r.peek(1)
    if (r.kind(word) === t.Identifier && r.image(word) === 'log' && !begins(r, word))
      log = nameOf(r, r.take())
    const next = r.peek(1)
    if (high !== null && r.kind(next) === BY && !begins(r, next)) {
      r.take()
      readFeatures(r, by)
    }
  }
  const astray = low === null || high === null ? readRangeAstray(r, head) : null
  if (astray !== null) return astray
  const end = endOf(r, head)
  if (low === null || high === null) r.report('SIL0121', { start, end }, {})
  else if (first === null) missing(r, 'learn', 'a default, as in learn 20 ms in 5 ms..60 ms', spanOf(r, head))
  const node: LearnExpr = { kind: 'learn', start, end, doc, default: first, low, high, log, by }
  return node
}

/** A `[` is no token, and `[0,1` would be read as a decimal comma. */
function opensBracket(r: Reader, before: Token): boolean {
  return /[[(]/.test(r.text.charAt(gapEnd(r.text, r.end(before))))
}

function endOf(r: Reader, head: Token): number {
  return Math.max(r.end(head), r.end(r.peek(0)))
}

/** `or b or c` */
function readChoices(r: Reader, first: Expr | null): Expr[] {
  const choices: Expr[] = first === null ? [] : [first]
  while (r.kind(r.peek(1)) === OR) {
    const or = r.take()
    const choice = readPart(r)
    if (choice === null) missing(r, 'or', 'another choice', spanOf(r, or))
    else choices.push(choice)
  }
  return choices
}

/** Words and dots, with commas between, up to the end of the line, to a modifier or to another property. */
function readFeatures(r: Reader, list: Feature[]): void {
  let words: Token[] = []
  const flush = (): void => {
    const first = words[0]
    const last = words[words.length - 1]
    if (first === undefined || last === undefined) return
    const text = words
      .map((w) => r.image(w))
      .join(' ')
      .replace(/ ?\. ?/g, '.')
    list.push({ kind: 'feature', start: r.start(first), end: r.end(last), text })
    words = []
  }
  /** A comma with no feature on one of its sides. */
  let lone: Token | null = null
  for (let token = r.peek(1); !begins(r, token); token = r.peek(1)) {
    if (r.kind(token) === t.Comma) {
      if (separates(r)) break
      const after = r.peek(2)
      const goesOn = isWord(r, after) && !begins(r, after)
      // In brackets the next value may stand behind it.
      if (!goesOn && r.depth > 0) break
      if (!goesOn || words.length === 0) lone ??= token
      r.take()
      flush()
    } else if ((isWord(r, token) && !endsFeature(r, words)) || r.kind(token) === t.Dot) {
      words.push(r.take())
    } else break
  }
  flush()
  if (list.length === 0) missing(r, 'by', 'features, as in by player.level, tempo', spanOf(r, r.peek(0)))
  else if (lone !== null) missing(r, ',', 'another feature', spanOf(r, lone))
}

/** `player.level on 8ths` ends before its modifier; of the features only `days since last` has several words. */
function endsFeature(r: Reader, words: readonly Token[]): boolean {
  const last = words.at(-1)
  return last !== undefined && r.kind(last) !== t.Dot && !GOES_ON.has(r.image(r.peek(1)))
}

const GOES_ON: ReadonlySet<string> = new Set(['since', 'last'])

/** Does the comma that comes next stand between two properties? What reads as a feature behind it is one. */
function separates(r: Reader): boolean {
  if (r.separators === null || !isSeparator(r, false)) return false
  const after = r.peek(2)
  const third = r.peek(3)
  return isRightBrace(r, after) || begins(r, after) || !(isWord(r, third) || r.kind(third) === t.Dot)
}
