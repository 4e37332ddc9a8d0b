/** Where in its file stands what a model was read from. */

import type { Block, Property } from '../../language/ast.ts'
import { type FileContext, hasPatience } from './context.ts'

export function blockOf(ctx: FileContext, name: string): Block | null {
  const target = ctx.scope.bindings.get(name)?.target
  return target?.kind === 'member' || target?.kind === 'section' ? target.decl : null
}

/** @param target the member that a section says it of; null: of itself */
export function propertyOf(
  ctx: FileContext,
  block: Block | null,
  target: string | null,
  key: string,
): Property | null {
  if (block === null || !hasPatience(ctx, block.properties.length)) return null
  const found = block.properties.find(
    (property) => property.key.text === key && (property.target?.text ?? null) === target,
  )
  return found ?? null
}
