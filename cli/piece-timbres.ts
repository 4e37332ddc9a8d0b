/** The timbre space that a piece is checked in: the lexicon's here, the trained one in `trained-timbres.ts`. */

import { check } from '../compiler/compile.ts'
import type { CheckResult, CompileInput } from '../compiler/compile-api.ts'
import type { Ear } from '../lsp/host.ts'

export interface PieceTimbres {
  /** What hears the recordings of a piece, in the same space; the lexicon's ear where not given. */
  readonly ear?: Ear
  /** @throws NoModel, NoEncoder where its prompts cannot be read */
  check(input: CompileInput): Promise<CheckResult>
}

/** Always there, at once, and without a word to load. */
export const lexiconTimbres: PieceTimbres = { check: async (input) => check(input) }
