/** The space in which pieces sound, as it reads a file that it knows all prompts of. */

import { dot } from '../runtime/timbre/dot.ts'
import type { SoundingTimbres } from './host.ts'
import { lately, type TimbreReader } from './readers.ts'

/** Answers at once with single words. Prompts of two lie nearer, and are looked for meanwhile: whoever asks again has them. */
export function bySounding(timbres: SoundingTimbres): TimbreReader {
  const single = lately((prompt, vector, count) =>
    [...timbres.words]
      .filter(([word]) => word !== prompt.trim().toLowerCase())
      .map(([word, its]) => ({ word, cosine: dot(its, vector) }))
      .sort((a, b) => b.cosine - a.cosine)
      .slice(0, count)
      .map(({ word }) => word),
  )
  const nearer = lately((...asked): { readonly prompts: readonly string[] | null } => {
    const found: { prompts: readonly string[] | null } = { prompts: null }
    timbres.near(...asked).then(
      (prompts) => {
        found.prompts = prompts
      },
      // No encoder: words are all there is.
      () => {},
    )
    return found
  })
  const { space } = timbres
  return {
    // What it does not know yet is not asked for behind the back of who lets it learn.
    space: { ...space, encode: (prompt) => (space.knows(prompt) ? space.encode(prompt) : null) },
    ear: timbres.ear,
    attributesOf: (vector) => timbres.attributesOf(vector),
    neighboursOf: (...asked) => nearer(...asked).prompts ?? single(...asked),
  }
}
