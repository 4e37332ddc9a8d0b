/** Reads `form head * 2, stop, vamp head until cue repeat`, from its head on. */

import type { FormDecl, FormStep } from './ast.ts'
import { readNumber } from './literals.ts'
import { isString } from './read-literals.ts'
import {
  begins,
  close,
  docOf,
  emptyName,
  isHead,
  isName,
  isWord,
  type Mutable,
  missing,
  missingCommas,
  nameOf,
  quote,
  type Reader,
  spanOf,
} from './reader.ts'
import { skipDoubled } from './slips/doubled.ts'
import { readFormAstray, readFormOfSigns, readVampOfTwo, saysHowOften, skipCueName } from './slips/forms.ts'
import { readLearnedForm, skipLearnedTimes } from './slips/learned-shape.ts'
import { readQuotedName } from './slips/quoted-names.ts'
import * as t from './token-kinds.ts'
import type { Token } from './token-list.ts'

const UNTIL = t.keyword('until')

export function readForm(r: Reader, head: Token): void {
  const steps: FormStep[] = []
  const node: Mutable<FormDecl> = {
    kind: 'form',
    start: r.start(head),
    end: r.end(head),
    doc: docOf(r, head),
    steps,
    repeat: null,
  }
  r.items.push(node)
  skipDoubled(r, 'form')
  if (readLearnedForm(r, steps)) {
    close(r, node)
    return
  }
  if (readFormOfSigns(r, head, steps)) {
    close(r, node)
    return
  }
  const bare: Token[] = []
  const stars: Token[] = []
  const repeats: Token[] = []
  while (goesOn(r, steps)) {
    const next = r.peek(1)
    const comma = r.kind(next) === t.Comma
    if (comma) r.take()
    else if (steps.length > 0 && r.image(next) === 'repeat') {
      node.repeat ??= nameOf(r, next)
      repeats.push(r.take())
      continue
    } else if (steps.length > 0 && stars.at(-1) !== next - 1) bare.push(next)
    readStep(r, steps, stars)
  }
  const last = r.peek(0)
  if (readFormAstray(r, head, steps)) {
    close(r, node)
    return
  }
  if (!readVampOfTwo(r, steps, bare)) missingCommas(r, bare, 'sections')
  for (const star of stars) missing(r, '*', 'a number of times, as in head * 2', spanOf(r, star))
  checkRepeats(r, repeats, last)
  if (r.kind(r.peek(1)) === t.Comma) missing(r, ',', 'another section', spanOf(r, r.take()))
  close(r, node)
  if (steps.length === 0) missing(r, 'form', 'sections, as in form head * 2, bridge', node)
}

/** `repeat` stands once, and last. */
function checkRepeats(r: Reader, repeats: readonly Token[], last: Token): void {
  const [first, second] = repeats
  if (first !== undefined && (second !== undefined || last !== first))
    reportRepeats(r, repeats, first, second, last)
}

function reportRepeats(
  r: Reader,
  repeats: readonly Token[],
  first: Token,
  second: Token | undefined,
  last: Token,
): void {
  if (repeats.length <= last - first) {
    const args = { found: '`repeat`', expected: 'it stands behind the last section' }
    r.report('SIL0101', spanOf(r, first), args, { hint: 'As in: form intro, verse * 2, chorus repeat' })
  } else if (second !== undefined) {
    const span = { start: r.start(second), end: r.end(last) }
    const edits = [{ span: { start: r.end(first), end: span.end }, newText: '' }]
    const args = { found: quote(r.text.slice(span.start, span.end)), expected: 'once is for ever' }
    r.report('SIL0101', span, args, { fixes: [{ title: 'Leave it out', edits }] })
  }
}

function goesOn(r: Reader, steps: readonly FormStep[]): boolean {
  const next = r.peek(1)
  if (r.kind(next) === t.Comma) {
    const after = r.peek(2)
    return isString(r, after) || (isName(r, after) && !(begins(r, after) && isHead(r, after)))
  }
  if (begins(r, next)) return false
  if (isString(r, next)) return true
  if (!isName(r, next)) return false
  if (steps.length > 0 && saysHowOften(r, 1)) return false
  // On the same line: `repeat`, or a section whose comma is missing.
  return steps.length === 0 || r.kind(next) === t.Identifier || r.kind(next) === t.Pitch
}

/** `vamp head until cue`; the caller has seen a name. @param stars those whose number is missing */
function readStep(r: Reader, steps: FormStep[], stars: Token[]): void {
  const first = r.peek(1)
  const second = r.peek(2)
  const start = r.start(first)
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
  // `vamp until cue`: a section may be called so.
  const isVamp = r.image(first) === 'vamp' && r.kind(second) !== UNTIL
  if (isVamp && isName(r, second) && !begins(r, second)) step.vamp = nameOf(r, r.take())
  step.section = isString(r, r.peek(1)) ? readQuotedName(r, 'form head * 2, bridge') : nameOf(r, r.take())
  if (r.kind(r.peek(1)) === t.Star) {
    const star = r.take()
    const times = r.peek(1)
    if (r.kind(times) === t.Quantity) step.times = readNumber(r.image(r.take()), r.start(times), 'plain')
    else if (
      !skipLearnedTimes(r) &&
      (begins(r, times) || r.kind(times) === t.End || isName(r, times) || r.kind(times) === t.Comma)
    )
      stars.push(star)
  }
  if (r.kind(r.peek(1)) === UNTIL) {
    const until = r.take()
    const next = r.peek(1)
    if (isWord(r, next) && !begins(r, next)) {
      step.until = nameOf(r, r.take())
      skipCueName(r)
    } else missing(r, 'until', 'what it waits for, as in until cue', spanOf(r, until))
  }
  close(r, step)
}
