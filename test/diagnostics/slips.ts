/** Tables of slips: what was written, and what is made of it or said of it. */

import { expect, it } from 'vitest'
import { applyEdits } from '../../language/diagnostics.ts'
import { checkText } from './checking.ts'

/** What was written, and what the first fix makes of it: a text with which nothing is wrong. */
export function mended(cases: readonly (readonly [written: string, meant: string])[]): void {
  it.each(cases.map((one) => [JSON.stringify(one[0]), ...one] as const))('%s', (_, written, meant) => {
    const { diagnostics } = checkText(written)
    const told = diagnostics.map(({ code, message, hint }) => `${code} ${message} ${hint}`)
    expect(told, told.join('\n')).toHaveLength(1)
    const [fix] = diagnostics[0]?.fixes ?? []
    expect(fix, 'has a fix').toBeDefined()
    expect(applyEdits(written, fix?.edits ?? [])).toBe(meant)
    expect(checkText(meant).diagnostics).toEqual([])
  })
}

/** What was written, and what is said of it where nobody can say what was meant. */
export function told(cases: readonly (readonly [written: string, said: RegExp])[]): void {
  it.each(cases.map((one) => [JSON.stringify(one[0]), ...one] as const))('%s', (_, written, said) => {
    const { diagnostics } = checkText(written)
    const answers = diagnostics.map(({ code, message, hint }) => `${code} ${message} ${hint}`)
    expect(answers, answers.join('\n')).toHaveLength(1)
    expect(answers[0]).toMatch(said)
    expect(diagnostics[0]?.fixes).toEqual([])
  })
}
