/**
 * The timbre space that pieces are compiled in. One place decides: everything behind it (compiler, policy, runtime) takes any
 * space of `runtime/timbre/spaces.ts`.
 */

import type { CompileInput } from '../compiler/compile-api.ts'
import type { Ear } from '../lsp/node-files.ts'
import { lexiconSpace } from '../runtime/timbre/lexicon-space.ts'
import type { TimbreSpace } from '../runtime/timbre/space.ts'

export interface PieceTimbres {
  /** What hears the recordings of a piece, in the same space; the lexicon's ear where not given. */
  readonly ear?: Ear
  /** Asked before a piece is compiled: a model embeds its prompts here (`promptsOf`, `tableSpace`). */
  spaceOf(input: CompileInput): Promise<TimbreSpace>
}

/** The lexicon: always there, at once, and without a word to load. */
export async function pieceTimbres(): Promise<PieceTimbres> {
  return { spaceOf: async () => lexiconSpace }
}
