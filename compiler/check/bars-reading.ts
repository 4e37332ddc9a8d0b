/** Bars while they are read: where they stand, what is found out on the way, and how something is said of them. */

import type { Bar, Cell, DegreeCell, NameCell, Property, Span } from '../../language/ast.ts'
import type { Code, DiagnosticOptions, MessageArgs } from '../../language/messages.ts'
import { type FileContext, moved, sourceOf } from './context.ts'
import type { PartPlace } from './part-place.ts'
import type { PartKind, PartRules } from './part-rules.ts'

export interface BarsPlace {
  readonly part: PartKind
  /** `hat` */
  readonly property: Property
  /** Slots are called by it, the property and the cell. */
  readonly at: PartPlace
}

/** Bars being read. */
export interface Reading extends BarsPlace {
  readonly bars: readonly Bar[]
  readonly ctx: FileContext
  readonly rules: PartRules
  /** How much further on the literal stands than its shape. */
  readonly by: number
  shareable: boolean
  /** Are the rests written as dashes? Null until a cell asks. */
  tab: boolean | null
  /** Is a cell of the bar wrong? */
  broken: boolean
  /** Ties where nothing can be held: one answer for all of a pattern. */
  readonly stray: Cell[]
  /** `o` of drums that do not open, beside such ties: a tab, in which it is a stroke. */
  readonly strokes: Cell[]
  /** What has no place in them, and was told of: whoever takes a letter for a cell writes it all over. */
  readonly refused: Set<string>
  /** Pitches and numbers where only a rhythm is asked for: one answer for all of them. */
  readonly pitched: (DegreeCell | NameCell)[]
}

/** The text of what stands in the bars. */
export const writtenAs = (r: Reading, place: Span): string => sourceOf(r.ctx, moved(place, r.by))

/** What is wrong with bars is said of each literal. */
export function report<C extends Code>(
  r: Reading,
  code: C,
  place: Span,
  args: MessageArgs<C>,
  options: Omit<DiagnosticOptions, 'file'> = {},
): void {
  r.shareable = false
  r.ctx.report(code, moved(place, r.by), args, options)
}

/** Arguments of SIL0404. */
export const refusal = (r: Reading, cell: Span): MessageArgs<'SIL0404'> => ({
  cell: writtenAs(r, cell),
  part: `the bars of \`${r.property.key.text}\``,
})
