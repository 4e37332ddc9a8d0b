/** Prompts: texts that say how something sounds. */

import type { StringLit } from '../../language/ast.ts'
import { UNKNOWN_WORDS } from '../../runtime/timbre/space.ts'
import { LIMITS } from '../limits.ts'
import type { TimbreModel } from '../model.ts'
import { type FileContext, rewrite } from './context.ts'

/** A letter or a digit: signs, and pictures, say nothing that could be heard. */
const SAYS_SOMETHING = /[\p{L}\p{N}]/u

export const A_TIMBRE = 'a timbre, as in "warm woody click"'

export type PromptModel = Extract<TimbreModel, { kind: 'prompt' }>

/** `name` is what to call it; its text where null. Null (and a report) for what is no prompt. */
export function readPromptText(ctx: FileContext, expr: StringLit, name: string | null): PromptModel | null {
  const { value: text } = expr
  if (text.length > LIMITS.promptLength) {
    const found = `${text.length} characters`
    ctx.report('SIL0422', expr, { what: 'Length of a prompt', found, limit: LIMITS.promptLength })
    return null
  }
  if (text.trim() === '') {
    ctx.report('SIL0305', expr, { found: 'an empty text', expected: A_TIMBRE })
    return null
  }
  const known = ctx.values.prompts.get(text)
  if (known !== undefined) return name === null ? known : { ...known, name }
  if (ctx.values.prompts.size >= LIMITS.prompts) {
    ctx.report('SIL0422', expr, { what: 'Prompts', found: LIMITS.prompts + 1, limit: LIMITS.prompts })
    return null
  }
  const encoded = ctx.values.space.encode(text)
  if (encoded === null) {
    ctx.report('SIL0714', expr, { space: ctx.values.space.id })
    return null
  }
  if (!SAYS_SOMETHING.test(text))
    ctx.report('SIL0215', expr, {
      word: text.trim(),
      decides: 'it has no word, so the sound is plain',
    })
  for (const word of encoded.unknown) {
    // Offsets inside the string hold where nothing is escaped.
    const plain = expr.end - expr.start === text.length + 2
    const at = plain ? { start: expr.start + 1 + word.start, end: expr.start + 1 + word.end } : expr
    if (ctx.patience.left <= 0) break
    ctx.patience.left -= 100
    const [near] = word.nearest
    const help =
      near === undefined ? {} : { hint: `Did you mean "${near}"?`, fixes: plain ? [rewrite(at, near)] : [] }
    const decides = UNKNOWN_WORDS[ctx.values.space.unknownWords]
    ctx.report('SIL0215', at, { word: word.word, decides }, help)
  }
  const timbre: PromptModel = {
    kind: 'prompt',
    name: text,
    file: ctx.file.path,
    span: { start: expr.start, end: expr.end },
    text,
    vector: encoded.vector,
  }
  ctx.values.prompts.set(text, timbre)
  return name === null ? timbre : { ...timbre, name }
}
