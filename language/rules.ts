/** Reads `rule quiet when player.silent for 2 bars { … }`, from its head on. */

import type { Property, RuleDecl } from './ast.ts'
import { readBody, skipToBrace } from './blocks.ts'
import { readCondition, readHold } from './conditions.ts'
import { readDeclaredName } from './declarations.ts'
import {
  begins,
  close,
  docOf,
  emptyName,
  isHead,
  isLeftBrace,
  type Mutable,
  quote,
  type Reader,
  spanOf,
} from './reader.ts'
import { COUNTS_NO_BARS, isEvery, readEvery, readEveryInside } from './slips/every.ts'
import { NO_ITEMS } from './slips/nested.ts'
import {
  isWhen,
  readWhenInside,
  reportInside,
  SHAPE,
  SHAPE_HINT,
  type WhenInside,
} from './slips/when-inside.ts'
import * as t from './token-kinds.ts'
import type { Token } from './token-list.ts'

export function readRule(r: Reader, head: Token): void {
  const actions: Property[] = []
  const node: Mutable<RuleDecl> = {
    kind: 'rule',
    start: r.start(head),
    end: r.end(head),
    doc: docOf(r, head),
    name: emptyName(r.end(head)),
    when: null,
    hold: null,
    actions,
    nested: NO_ITEMS,
    closed: false,
  }
  r.items.push(node)
  node.name = readDeclaredName(r, 'rule', 'rule quiet when player.silent { … }')
  skipMark(r)
  if (isWhen(r, r.peek(1))) {
    readWhenWord(r)
    const { when, hold } = readCondition(r)
    node.when = when
    node.hold = hold
  } else node.hold = readHold(r)
  const found = r.found
  if (isEvery(r)) readEvery(r)
  r.context = 'actions'
  const odd = r.found
  skipToBrace(r, SHAPE, countsBars(r) ? COUNTS_NO_BARS : SHAPE_HINT)
  const brace = r.peek(1)
  if (r.found > odd && (r.kind(brace) === t.End || (begins(r, brace) && isHead(r, brace)))) {
    // What is no rule has no braces: that it needs them was said.
    close(r, node)
    return
  }
  const inside: WhenInside[] = []
  const { nested, closed } = readBody(r, head, 'rule', actions, () => readInside(r, node, inside))
  node.nested = nested
  node.closed = closed
  const [first] = inside
  if (first !== undefined) reportInside(r, node, head, brace, inside)
  else if (node.when === null && r.found === found) {
    const args = { name: 'rule', expected: 'a condition, as in when player.silent' }
    r.report('SIL0113', node.name, args, { hint: SHAPE_HINT })
  }
  node.when ??= first?.when ?? null
  node.hold ??= first?.hold ?? null
  close(r, node)
}

/** `rule mute kit every 4 bars`: in the words before its brace. */
function countsBars(r: Reader): boolean {
  for (let ahead = 1; ahead <= FEW_WORDS; ahead++) {
    const token = r.peek(ahead)
    if (begins(r, token) || r.kind(token) === t.End || isLeftBrace(r, token)) return false
    if (isEvery(r, ahead)) return true
  }
  return false
}

const FEW_WORDS = 8

/** What stands in the braces and is no action. */
function readInside(r: Reader, node: RuleDecl, inside: WhenInside[]): boolean {
  if (!isEvery(r) || node.when !== null) return readWhenInside(r, inside)
  readEveryInside(r)
  return true
}

/** `rule quiet: when …` */
function skipMark(r: Reader): void {
  const mark = r.peek(1)
  if ((r.kind(mark) !== t.Colon && r.kind(mark) !== t.Equals) || !isWhen(r, r.peek(2))) return
  const span = spanOf(r, r.take())
  const fixes = [{ title: `Leave out ${r.image(mark)}`, edits: [{ span, newText: '' }] }]
  r.report('SIL0101', span, { found: quote(r.image(mark)), expected: SHAPE }, { fixes, hint: SHAPE_HINT })
}

/** `rule quiet if player.silent` */
function readWhenWord(r: Reader): void {
  const word = r.take()
  if (r.image(word) === 'when') return
  const span = spanOf(r, word)
  const fixes = [{ title: 'Write when', edits: [{ span, newText: 'when' }] }]
  r.report('SIL0101', span, { found: quote(r.image(word)), expected: SHAPE }, { fixes, hint: SHAPE_HINT })
}
