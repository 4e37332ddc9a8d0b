/** Triplets of prompts that nothing was trained on: is what sounds alike nearer than what does not? */

import { readFileSync } from 'node:fs'
import type { JointModel } from '../../models/timbre/index.ts'
import type { SentenceEncoder } from '../../models/timbre/text/encoder.ts'
import { dot } from '../../runtime/timbre/dot.ts'

interface Triplet {
  readonly kind: string
  readonly anchor: string
  readonly near: string
  readonly far: string
}

export interface TripletResult {
  readonly of: number
  /** Share that is ordered right, by the sentence encoder alone and in the timbre space. */
  readonly raw: number
  readonly joint: number
  readonly byKind: Readonly<Record<string, readonly [raw: number, joint: number, of: number]>>
}

/** The first is a set of development: what it failed was read. The second helped to choose one number, the third nothing. */
export const TRIPLETS = ['triplets', 'triplets-b', 'triplets-c'] as const

export async function tripletsOf(
  model: JointModel,
  encoder: SentenceEncoder,
  name: (typeof TRIPLETS)[number] = 'triplets',
): Promise<TripletResult> {
  const file = new URL(`../../models/timbre/words/${name}.json`, import.meta.url)
  const { triplets }: { readonly triplets: readonly Triplet[] } = JSON.parse(readFileSync(file, 'utf8'))
  const kinds = new Map<string, [number, number, number]>()
  let raw = 0
  let joint = 0
  for (const { kind, anchor, near, far } of triplets) {
    const sentences = await Promise.all(
      [anchor, near, far].map(async (text) => (await encoder.encode(text)).vector),
    )
    const [a = [], n = [], f = []] = sentences
    const [ja = [], jn = [], jf = []] = [anchor, near, far].map(
      (prompt, i) => model.embedSentence(prompt, sentences[i] ?? []).vector,
    )
    const counts = kinds.get(kind) ?? [0, 0, 0]
    kinds.set(kind, counts)
    counts[2]++
    if (dot(a, n) > dot(a, f)) {
      raw++
      counts[0]++
    }
    if (dot(ja, jn) > dot(ja, jf)) {
      joint++
      counts[1]++
    }
  }
  const of = triplets.length
  return { of, raw: raw / of, joint: joint / of, byKind: Object.fromEntries(kinds) }
}
