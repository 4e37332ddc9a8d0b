/**
 * A file of its own in dist/: the trained timbre space for a server in Node, which loads it with the first piece that has a timbre. Heads are
 * here, so that what a place in the space is like is said at once; prompts are read in a thread.
 */

import { openTimbreModel } from '../../models/timbre/node.ts'
import type { PortableOptions } from '../../models/timbre/text/portable.ts'
import { orderedParams } from '../../runtime/audio/palette/baked-patch.ts'
import { growingSpace } from '../../runtime/timbre/table-space.ts'
import { promptModelOf } from '../../runtime/timbre/trained.ts'
import type { SoundingTimbres } from '../host.ts'
import { createReader } from './reader.ts'

export interface OpenTimbres {
  /** `models/timbre` of the package. */
  readonly folder: string
  readonly encoder?: PortableOptions
}

// Built, both are JavaScript.
const THREAD = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js', import.meta.url)

/** @throws Error with what is wrong, in words */
export async function openTimbres({ folder, encoder = {} }: OpenTimbres): Promise<SoundingTimbres> {
  const opened = openTimbreModel({ folder })
  if (!opened.ok) throw new Error(opened.problem)
  const { model } = opened
  const ask = createReader(THREAD, { folder, encoder })
  const { vectors } = await ask({ about: 'words' })
  const prompts = promptModelOf(model)
  return {
    space: growingSpace({ ...prompts, embed: (prompt) => ask({ about: 'prompt', prompt }) }, orderedParams),
    ear: (samples, sampleRate) => model.embedAudio(samples, sampleRate),
    attributesOf: (vector) => model.attributesOf(vector),
    words: vectors,
    near: async (prompt, vector, count) => (await ask({ about: 'near', prompt, vector, count })).prompts,
  }
}
