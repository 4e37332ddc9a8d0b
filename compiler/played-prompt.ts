/** A prompt by itself, played as a piece plays it: for who wants to hear it before it stands in one. */

import type { VoiceTarget } from '../runtime/timbre/baked.ts'
import type { OrderParams, PromptModel } from '../runtime/timbre/table-space.ts'
import { nounOf, type PlayedBy, promptAsPlayed } from './defaults.ts'
import { paramsAsWritten } from './lower/timbres.ts'

/**
 * The parameters of each kind of voice, digit for digit as they stand in a policy where this prompt is played by `by`.
 *
 * @throws whatever the model throws
 */
export async function patchesAsPlayed(
  prompt: string,
  by: PlayedBy,
  model: Pick<PromptModel, 'embed' | 'decode' | 'namesSound'>,
  ordered: OrderParams,
): Promise<Readonly<Record<VoiceTarget, readonly number[]>>> {
  const { vector } = await model.embed(promptAsPlayed(prompt, nounOf(by), model))
  const patch = (target: VoiceTarget): readonly number[] =>
    paramsAsWritten((at, its) => ordered(model.decode(at, its), its), Array.from(vector), target)
  return { percussion: patch('percussion'), string: patch('string'), keys: patch('keys') }
}
