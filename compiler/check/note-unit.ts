/** `on 8ths`: which notes a tempo counts, and which a swing bends. */

import type { Expr, Property } from '../../language/ast.ts'
import type { FileContext } from './context.ts'
import { exprName, wrongKind } from './place.ts'
import { modifierValue } from './read.ts'

/** `on 8ths`: quarters in the note, or null where it is not written (or wrong). */
export function readNoteValue(
  ctx: FileContext,
  property: Property,
  values: readonly number[],
  example: string,
): number | null {
  const written = modifierValue(property, 'on')
  if (written === undefined) return null
  return (
    noteValue(written, values) ??
    wrongKind({ ctx }, written, exprName(written), `a note value, as in ${example}`)
  )
}

export function noteValue(written: Expr | undefined, values: readonly number[]): number | null {
  return written?.kind === 'ordinal' && values.includes(written.value) ? 4 / written.value : null
}
