/**
 * Where a word belongs that opens a declaration and begins a line inside braces. Either the braces were forgotten, and the
 * declaration stands behind the block; or somebody put into the block what has its place outside, and the block goes on.
 * Asked only of what is wrong: in a file that is right no declaration begins inside another.
 */

import { isLineBreak } from '../characters.ts'
import { isString } from '../read-literals.ts'
import { begins, isLeftBrace, isName, type Reader } from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'

/** `property`: no declaration, as far as it goes (`zones tight` without a brace), or a setting in a wrong place. */
export type Place = 'behind' | 'nested' | 'property'

/** @param head of the block; what stands on its line, and lines further in than that, are inside */
export function placeOfNext(r: Reader, head: Token): Place {
  const next = r.peek(1)
  const isInside = firstOfLine(r, next) <= head || indentOf(r, next) > indentOf(r, head)
  if (SETTINGS.has(r.image(next))) return isInside ? 'property' : 'behind'
  if (!opensHere(r)) return 'property'
  return isInside ? 'nested' : 'behind'
}

/** What says something in a line of its own, with or without a block around it. */
const SETTINGS: ReadonlySet<string> = new Set(['band', 'tempo', 'meter', 'key', 'swing', 'seed'])

/** Does what follows the word make it a declaration? */
function opensHere(r: Reader): boolean {
  const second = r.peek(2)
  const third = r.kind(r.peek(3))
  switch (r.image(r.peek(1))) {
    case 'form':
    case 'import':
    case 'let':
      return true
    case 'timbre':
    case 'reward':
      return isName(r, second) && (third === t.Equals || third === t.Colon || third === t.LBrace)
    case 'rule':
      return r.kind(second) === WHEN || third === WHEN || isLeftBrace(r, second) || isLeftBrace(r, r.peek(3))
    default:
      return braceFollows(r)
  }
}

const WHEN = t.keyword('when')

/** `drummer kit follows click {`; the brace may begin the next line. */
function braceFollows(r: Reader): boolean {
  for (let ahead = 2; ahead <= 5; ahead++) {
    const token = r.peek(ahead)
    if (isLeftBrace(r, token)) return true
    if (begins(r, token) || !(isName(r, token) || isString(r, token))) return false
  }
  return false
}

/** No line is indented further; a line of a megabyte is not looked through. */
const MOST = 200

/** Blanks before the first token of the line on which a token stands. */
export function indentOf(r: Reader, token: Token): number {
  const end = r.start(firstOfLine(r, token))
  let start = end
  while (start > 0 && end - start < MOST && !isLineBreak(r.text.charCodeAt(start - 1))) start--
  return end - start
}

function firstOfLine(r: Reader, token: Token): Token {
  let first = token
  for (let steps = 0; steps < MOST && first > 1 && !begins(r, first); steps++) first--
  return first
}
