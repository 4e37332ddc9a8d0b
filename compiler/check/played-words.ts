/** A word where a pattern stands: `line walking`, `comp rootless`. */

import type { Expr, Property } from '../../language/ast.ts'
import { bareName, type FileContext, rewrite } from './context.ts'
import { VOICINGS } from './part-rules.ts'

/** Told of where it is known what is meant. */
export function reportWord(ctx: FileContext, { key }: Property, value: Expr): boolean {
  const name = bareName(value)
  if (name === null || ctx.scope.bindings.has(name.text)) return false
  const word = name.text.toLowerCase()
  const found = `\`${name.text}\``
  if (key.text === 'line' && /^walk(?:ing|s)?$/.test(word)) {
    const args = { found, expected: '`walk`' }
    ctx.report('SIL0305', value, args, { fixes: [rewrite(value, 'walk')] })
    return true
  }
  const voicing = VOICINGS.find((one) => one === word || `${one}s` === word)
  if (key.text !== 'comp' || voicing === undefined) return false
  const hint = `What the hands hold stands on a line of its own, voicing ${voicing}, and \`comp\` says when: comp |. x . x|`
  ctx.report('SIL0305', value, { found, expected: 'bars, as in |x.x. x.x.|' }, { hint })
  return true
}
