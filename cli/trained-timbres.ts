/** The space that pieces are compiled in: the trained one. */

import { checkTrained, TooManyPrompts } from '../compiler/check-trained.ts'
import { orderedParams } from '../runtime/audio/palette/baked-patch.ts'
import { type GrowingSpace, growingSpace } from '../runtime/timbre/table-space.ts'
import { promptModelOf } from '../runtime/timbre/trained.ts'
import { NoModel } from './no-model.ts'
import type { PieceTimbres } from './piece-timbres.ts'
import { trainedModel } from './trained-model.ts'

/** One for all files of a command. */
let space: GrowingSpace | null = null

/** The trained space. @throws NoModel where its files cannot be read */
export function trainedTimbres(): PieceTimbres {
  const model = trainedModel()
  space ??= growingSpace(promptModelOf(model), orderedParams)
  const its = space
  return {
    ear: (samples, sampleRate) => model.embedAudio(samples, sampleRate),
    check: (input) =>
      checkTrained(input, its).catch((error: unknown) => {
        throw error instanceof TooManyPrompts ? new NoModel(error.message) : error
      }),
  }
}
