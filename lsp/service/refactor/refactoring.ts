import type { Edit } from '../../../language/diagnostics.ts'
import type { Analysis } from '../../project.ts'

/** A change that somebody may want, and that breaks nothing. */
export interface Refactoring {
  readonly title: string
  /** One of the protocol's kinds: `refactor.extract`, `refactor.rewrite`, `quickfix` … */
  readonly kind: string
  readonly edits: readonly Edit[]
}

/** What could be done at an offset; whether the file stands it is looked at afterwards. */
export type Refactor = (analysis: Analysis, offset: number) => readonly Refactoring[]
