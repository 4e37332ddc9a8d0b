/** Reads `form head * 2, stop, vamp head until cue repeat`, from its head on. */

import type { IToken } from 'chevrotain'
import type { FormDecl, FormStep } from './ast.ts'
import { readNumber } from './literals.ts'
import {
  begins,
  close,
  docOf,
  emptyName,
  HEAD_WORDS,
  isName,
  isWord,
  type Mutable,
  missing,
  missingMark,
  nameOf,
  type Reader,
  spanOf,
} from './reader.ts'
import * as t from './tokens.ts'

const UNTIL = t.keyword('until')

export function readForm(r: Reader, head: IToken): void {
  const steps: FormStep[] = []
  const node: Mutable<FormDecl> = {
    kind: 'form',
    start: head.startOffset,
    end: t.tokenEnd(head),
    doc: docOf(r, head),
    steps,
    repeat: null,
  }
  r.items.push(node)
  while (goesOn(r, steps)) {
    const next = r.peek(1)
    const comma = next.tokenType === t.Comma
    if (comma) r.take()
    else if (steps.length > 0 && next.image === 'repeat') {
      node.repeat = nameOf(r.take())
      continue
    } else if (steps.length > 0) missingMark(r, ',', 'a comma stands between sections')
    readStep(r, steps)
  }
  if (r.peek(1).tokenType === t.Comma) missing(r, ',', 'another section', spanOf(r.take()))
  close(r, node)
  if (steps.length === 0) missing(r, 'form', 'sections, as in form head * 2, bridge', node)
}

function goesOn(r: Reader, steps: readonly FormStep[]): boolean {
  const next = r.peek(1)
  if (next.tokenType === t.Comma) {
    const after = r.peek(2)
    return isName(after) && !(begins(r, after) && HEAD_WORDS.has(after.image))
  }
  if (!isName(next) || begins(r, next)) return false
  // On the same line: `repeat`, or a section whose comma is missing.
  return steps.length === 0 || next.tokenType === t.Identifier || next.tokenType === t.Pitch
}

/** `vamp head until cue`; the caller has seen a name. */
function readStep(r: Reader, steps: FormStep[]): void {
  const first = r.peek(1)
  const second = r.peek(2)
  const start = first.startOffset
  const step: Mutable<FormStep> = {
    kind: 'formStep',
    start,
    end: start,
    vamp: null,
    section: emptyName(start),
    times: null,
    until: null,
  }
  steps.push(step)
  if (first.image === 'vamp' && isName(second) && !begins(r, second)) step.vamp = nameOf(r.take())
  step.section = nameOf(r.take())
  if (r.peek(1).tokenType === t.Star) {
    r.take()
    const times = r.peek(1)
    if (times.tokenType === t.Quantity) step.times = readNumber(r.take().image, times.startOffset, 'plain')
  }
  if (r.peek(1).tokenType === UNTIL) {
    r.take()
    if (isWord(r.peek(1))) step.until = nameOf(r.take())
  }
  close(r, step)
}
