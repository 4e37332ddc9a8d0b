/** Hosts are not all written in TypeScript: what one answers need not be an answer, and a promise would go unnoticed. */

import type { HeardSound, SourceText } from './compile-api.ts'

/** What an answer that says yes has: a string, or a list of numbers. */
const SUBSTANCE = { text: 'string', vector: 'object' } as const

/**
 * The answer; where it is none a refusal that says so.
 *
 * @param subject what the reason begins with, for a message that has none
 */
export function soundAnswer<Answer extends SourceText | HeardSound>(
  answer: Answer,
  field: keyof typeof SUBSTANCE,
  subject = '',
): Answer | { readonly kind: 'refused'; readonly why: string } {
  const said: Readonly<Record<string, unknown>> = Object(answer)
  const { kind, [field]: substance, then } = said
  const yes = field === 'text' ? 'text' : 'heard'
  if (kind === 'missing' || kind === 'refused') return answer
  if (kind === yes && substance !== null && typeof substance === SUBSTANCE[field]) return answer
  const found = typeof then === 'function' ? 'a promise' : 'something else'
  return {
    kind: 'refused',
    why: `${subject}must be answered at once with { kind: '${yes}', ${field} }, not with ${found}`,
  }
}
