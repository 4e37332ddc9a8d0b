/** `plays |x x x x|`: what the player is expected to play, in a piece or in one of its sections. */

import type { Property } from '../../language/ast.ts'
import type { PatternModel } from '../model.ts'
import { readPattern } from './bars.ts'
import type { FileContext } from './context.ts'
import { exprName, wrongKind } from './place.ts'

export function readPlays(ctx: FileContext, property: Property | null): PatternModel | null {
  const value = property?.values[0]
  if (property === null || value === undefined) return null
  if (value.kind !== 'bars') return wrongKind({ ctx }, value, exprName(value), 'bars, as in |x x x x|')
  // Nothing in it can be learned, so its place names no slot.
  const at = { owner: '', prefix: '', section: null }
  return { span: value, ...readPattern(ctx, value, { part: 'plays', property, at }), loop: null }
}
