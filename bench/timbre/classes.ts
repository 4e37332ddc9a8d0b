/** Whether what a prompt becomes is what it names: seen words, nouns and adjectives that were kept back. */

import { SOUND_CLASSES } from '../../models/timbre/data/sounds.ts'
import type { JointModel } from '../../models/timbre/index.ts'
import { ATTRIBUTES, type Grades } from '../../models/timbre/words/attributes.ts'
import { createCaptions } from '../../models/timbre/words/captions.ts'
import { CLASSES, FOUNDING_PROMPTS, heldOutNouns } from '../../models/timbre/words/lexicon.ts'
import { keyOf, uniform } from '../../runtime/random.ts'
import { classOf, recognised, soundOf } from './hear.ts'

/** Captions of each class; not one of them was trained on: another seed. */
const CAPTIONS = 6
const SEED = 20261128

export interface Share {
  readonly head: number
  readonly plain: number
  readonly of: number
  /** What became something else: prompt, wanted, head, plain. */
  readonly wrong: readonly (readonly [prompt: string, wanted: string, head: string, plain: string])[]
}

export type Kind = 'seen words' | 'held-out nouns' | 'held-out adjectives'

export async function classesOf(model: JointModel, kind: Kind): Promise<Share> {
  const prompts: (readonly [prompt: string, id: string])[] = []
  for (const { id } of SOUND_CLASSES) {
    const words = CLASSES.find((each) => each.id === id)
    if (words === undefined) continue
    if (kind === 'held-out nouns')
      for (const { noun, bare } of heldOutNouns(words))
        prompts.push([noun, id], [bare ? noun : `a ${noun} sound`, id])
    else if (kind === 'seen words')
      for (const { noun } of words.nouns.filter(({ heldOut }) => !heldOut).slice(0, 3))
        prompts.push([noun, id])
    if (kind !== 'held-out nouns') {
      const captions = createCaptions({
        seed: SEED,
        words: kind === 'seen words' ? 'training' : 'held-out adjectives',
      })
      for (let i = 0; i < CAPTIONS; i++)
        prompts.push([
          captions.caption({ classId: id, attributes: someGrades(id, i), mentions: 1 + (i % 2) }, i).text,
          id,
        ])
    }
  }
  let head = 0
  let plain = 0
  const wrong: (readonly [string, string, string, string])[] = []
  for (const [prompt, id] of prompts) {
    const { vector } = await model.embed(prompt)
    const heard = recognised(model, soundOf(model, vector, classOf(id)))
    if (heard.head === id) head++
    if (heard.plain === id) plain++
    if (heard.head !== id || heard.plain !== id) wrong.push([prompt, id, heard.head, heard.plain])
  }
  return { head: head / prompts.length, plain: plain / prompts.length, of: prompts.length, wrong }
}

/** Anything, up to what a plain word says. */
function someGrades(id: string, index: number): Grades {
  return Object.fromEntries(
    ATTRIBUTES.map((name) => [name, 1.4 * uniform(SEED, keyOf(id), keyOf(name), index, 0, 0) - 0.7]),
  )
}

/** The six prompts that the project began with. */
export async function foundingOf(model: JointModel): Promise<
  readonly {
    readonly prompt: string
    readonly wanted: readonly string[]
    readonly head: string
    readonly plain: string
  }[]
> {
  const rows = []
  for (const { prompt, classes } of FOUNDING_PROMPTS) {
    const { vector } = await model.embed(prompt)
    rows.push({ prompt, wanted: classes, ...recognised(model, soundOf(model, vector, classOf('click'))) })
  }
  return rows
}
