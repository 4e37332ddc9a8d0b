/** `meter learn 4/4 or 3/4`, `key learn C major`, `form learn A`: of what the playing is counted by nothing is learned. */

import type { FormStep } from '../ast.ts'
import { begins, isName, isRightBrace, nameOf, type Reader, skipLine, spanOf } from '../reader.ts'
import * as t from '../token-kinds.ts'

const LEARN = t.keyword('learn')

/** What it is called in a message, by its word. */
const SHAPES: ReadonlyMap<string, string> = new Map([
  ['meter', 'The metre'],
  ['key', 'The key'],
  ['form', 'The form'],
])

/** Words of a form that name no section. */
const OF_FORMS = /^(?:vamp|cue|repeat)$/

/** Tells of it once, and reads over the rest of the line: it is no metre and no key. */
export function skipLearnedShape(r: Reader, word: string): boolean {
  if (!tellLearnedShape(r, word)) return false
  skipLine(r)
  return true
}

/** The same of a form: whatever it names is played. */
export function readLearnedForm(r: Reader, steps: FormStep[]): boolean {
  if (!tellLearnedShape(r, 'form')) return false
  for (let next = r.peek(1); r.kind(next) !== t.End; next = r.peek(1)) {
    if (begins(r, next) || isRightBrace(r, next)) break
    r.take()
    const isSection = isName(r, next) && t.RESERVED_WORDS[r.kind(next)] !== 1 && !OF_FORMS.test(r.image(next))
    if (!isSection) continue
    const section = nameOf(r, next)
    const { start, end } = section
    steps.push({ kind: 'formStep', start, end, vamp: null, section, times: null, until: null })
  }
  return true
}

/** `form A * learn 2 in 1..4` */
export function skipLearnedTimes(r: Reader): boolean {
  const learn = r.peek(1)
  if (r.kind(learn) !== LEARN || begins(r, learn)) return false
  const how = 'it is a whole number, as in head * 2'
  r.report('SIL0505', spanOf(r, r.take()), { what: 'How often a section is played', how })
  skipLine(r)
  return true
}

function tellLearnedShape(r: Reader, word: string): boolean {
  const what = SHAPES.get(word)
  const learn = r.peek(1)
  if (what === undefined || r.kind(learn) !== LEARN || begins(r, learn)) return false
  r.report('SIL0505', spanOf(r, r.take()), { what, how: 'it stays as written' })
  return true
}
