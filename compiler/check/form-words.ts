/** Names in a form that name no section, and what is meant all the same. */

import type { FormDecl, FormStep } from '../../language/ast.ts'
import { type FileContext, rewrite } from './context.ts'

/** What scores say where a piece is over. */
const ENDS: ReadonlySet<string> = new Set(['end', 'fine', 'Fine', 'stop', 'ending', 'finish', 'END'])
const FOR_EVER: ReadonlySet<string> = new Set(['repeat', 'forever', 'loop'])
/** A form in letters is not longer. */
const MOST_LETTERS = 64

/** The sections that the step means; null where it names one, or nobody knows. What is meant otherwise is reported. */
export function meantByStep(ctx: FileContext, decl: FormDecl, step: FormStep): readonly string[] | null {
  const { section, vamp } = step
  if (section.text === '' || vamp !== null || ctx.scope.bindings.has(section.text)) return null
  return meantByWord(ctx, decl, step)
}

function meantByWord(ctx: FileContext, decl: FormDecl, step: FormStep): readonly string[] | null {
  const { section, times } = step
  const args = { what: 'section', name: section.text }
  const before = decl.steps[decl.steps.length - 2]
  if (FOR_EVER.has(section.text) && times === null && step === decl.steps.at(-1) && before !== undefined) {
    const fix = rewrite({ start: before.end, end: section.end }, ' repeat', 'Write repeat without a comma')
    ctx.report('SIL0201', section, args, { hint: '`repeat` stands behind the last section.', fixes: [fix] })
    return []
  }
  if (ENDS.has(section.text) && step === decl.steps.at(-1) && before !== undefined) {
    const fix = rewrite({ start: before.end, end: step.end }, '', `Leave out ${section.text}`)
    ctx.report('SIL0201', section, args, { hint: 'The piece ends with its last section.', fixes: [fix] })
    return []
  }
  if (section.text === 'vamp') {
    const hint = 'It stands before the section that waits, as in: form intro, vamp head until cue, out'
    ctx.report('SIL0201', section, args, { hint })
    return []
  }
  // `AABA` of four sections.
  const letters = [...section.text.slice(0, MOST_LETTERS)]
  if (letters.length < 2 || section.text.length > MOST_LETTERS) return null
  const missing = letters.find((one) => !isSection(ctx, one))
  if (missing !== undefined) {
    if (!/^[A-H]+$/.test(section.text)) return null
    const hint = `Letters stand with commas between: form ${letters.join(', ')}. There is no section called \`${missing}\`.`
    ctx.report('SIL0201', section, args, { hint })
    return []
  }
  const fixes = times === null ? [rewrite(section, letters.join(', '))] : []
  ctx.report('SIL0201', section, args, { hint: 'Sections stand with commas between.', fixes })
  return letters
}

function isSection(ctx: FileContext, name: string): boolean {
  return ctx.scope.bindings.get(name)?.target?.kind === 'section'
}
