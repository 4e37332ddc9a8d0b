/**
 * The timbre space that the page compiles in: the trained one, as `sil` does, so that a piece sounds the same in both. Where its model
 * cannot be had prompts are read by the lexicon, and the page says so.
 */

import { checkTrained, TooManyPrompts } from '../../compiler/check-trained.ts'
import { check } from '../../compiler/compile.ts'
import type { CheckResult } from '../../compiler/compile-api.ts'
import type { JointModel } from '../../models/timbre/index.ts'
import { isNoEncoder, NoEncoder } from '../../models/timbre/text/no-encoder.ts'
import { orderedParams } from '../../runtime/audio/palette/baked-patch.ts'
import { TIMBRE_SPACE } from '../../runtime/timbre/axes.ts'
import { type GrowingSpace, growingSpace } from '../../runtime/timbre/table-space.ts'
import { promptModelOf } from '../../runtime/timbre/trained.ts'
import type { Imported } from './imports.ts'

export interface CheckedPiece {
  readonly result: CheckResult
  /** Why its prompts are read by the lexicon; null where the trained model reads them. */
  readonly notice: string | null
}

interface PieceText extends Pick<Imported, 'hostIn'> {
  readonly path: string
  readonly text: string
}

export interface PageTimbres {
  check(input: PieceText): Promise<CheckedPiece>
  /** @throws NoEncoder where the files are not there */
  model(): Promise<JointModel>
}

const byLexicon = ({ path, text, hostIn }: PieceText): CheckResult =>
  check({ path, text, host: hostIn(TIMBRE_SPACE) })

export const lexiconTimbres: PageTimbres = {
  check: async (input) => ({ result: byLexicon(input), notice: null }),
  model: async () => {
    throw new NoEncoder('this page has no trained timbre model')
  },
}

/** @param load the model: asked with the first piece, and again where it could not be had */
export function createTimbres(load: () => Promise<JointModel>): PageTimbres {
  let opening: Promise<{ readonly model: JointModel; readonly space: GrowingSpace }> | null = null
  const opened = () => {
    opening ??= open(load).catch((error: unknown) => {
      // Asked again with the next edit: the server may be there then.
      opening = null
      throw error
    })
    return opening
  }
  return {
    model: async () => (await opened()).model,
    async check(input) {
      const { path, text, hostIn } = input
      try {
        const { space } = await opened()
        return { result: await checkTrained({ path, text, host: hostIn(space.id) }, space), notice: null }
      } catch (error) {
        if (!(isNoEncoder(error) || error instanceof TooManyPrompts)) throw error
        return { result: byLexicon(input), notice: error.message }
      }
    },
  }
}

async function open(load: () => Promise<JointModel>) {
  try {
    const model = await load()
    return { model, space: growingSpace(promptModelOf(model), orderedParams) }
  } catch (error) {
    throw new NoEncoder(error instanceof Error ? error.message : String(error))
  }
}
