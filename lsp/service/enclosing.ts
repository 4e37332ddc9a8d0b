/** Where in a file a cursor stands. */

import type { Block, File, Item, Property, RuleDecl } from '../../language/ast.ts'
import type { PropertyContext } from '../../language/vocabulary.ts'

export interface Place {
  readonly context: PropertyContext
  readonly block: Block | RuleDecl | null
  /** The property whose values the cursor is among; null where a property would begin. */
  readonly property: Property | null
}

export function placeAt(file: File, text: string, offset: number): Place {
  return placeAmong(file.items, text, offset) ?? { context: 'file', block: null, property: null }
}

function placeAmong(items: readonly Item[], text: string, offset: number): Place | null {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  for (const item of items) {
    if ((item.kind === 'block' || item.kind === 'rule') && isInside(text, item, offset)) {
      const [context, properties] =
        item.kind === 'block' ? [item.block, item.properties] : (['actions', item.actions] as const)
      const here = { context, block: item, property: propertyAt(properties, lineStart, offset) }
      return placeAmong(item.nested, text, offset) ?? here
    }
    if (
      item.kind === 'setting' &&
      item.property.key.end < offset &&
      lineStart <= item.start &&
      item.start < offset
    ) {
      return { context: 'file', block: null, property: item.property }
    }
  }
  return null
}

/** Between the braces, or behind the opening one where the other is missing. */
function isInside(text: string, block: Block | RuleDecl, offset: number): boolean {
  const brace = text.indexOf('{', block.start)
  if (brace < 0 || offset <= brace || brace > block.end) return false
  return block.closed ? offset < block.end : offset <= text.length
}

function propertyAt(properties: readonly Property[], lineStart: number, offset: number): Property | null {
  return properties.findLast((one) => one.start >= lineStart && one.key.end < offset) ?? null
}
