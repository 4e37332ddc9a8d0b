/** Whether more of a word is more of what it says: graded prompts, rendered, held against a meter. */

import { RATE } from '../../models/timbre/audio/excerpt.ts'
import { featureIndex } from '../../models/timbre/audio/features.ts'
import { hardness } from '../../models/timbre/audio/hardness.ts'
import { SOUND_CLASSES } from '../../models/timbre/data/sounds.ts'
import type { JointModel } from '../../models/timbre/index.ts'
import { OPPOSITES } from '../../models/timbre/words/attributes.ts'
import { gradedPrompts } from '../../models/timbre/words/captions.ts'
import { CLASSES } from '../../models/timbre/words/lexicon.ts'
import { dot } from '../../runtime/timbre/dot.ts'
import { classOf, type Sounding, soundOf } from './hear.ts'

export interface Control {
  /** Share of classes whose rank correlation is at least .9. */
  readonly share: number
  /** Steadier than the share: of five points two that change places are a miss there. */
  readonly mean: number
  readonly classes: readonly {
    readonly id: string
    readonly rho: number
    readonly values: readonly number[]
  }[]
}

const HEARD_SECONDS = 0.6

/** From sounds to the number that the word is about. */
export const METERS = {
  bright: ({ features }: Sounding) => features[featureIndex('whole.centroid')] ?? 0,
  long: ({ features }: Sounding) => features[featureIndex('t20')] ?? 0,
  hard: ({ samples }: Sounding) => hardness(samples.subarray(0, HEARD_SECONDS * RATE), RATE),
} as const

export async function controlOf(model: JointModel, attribute: keyof typeof METERS): Promise<Control> {
  const classes = []
  for (const { id } of SOUND_CLASSES) {
    const noun = CLASSES.find((each) => each.id === id)?.nouns[0]?.noun ?? id
    const values: number[] = []
    for (const prompt of gradedPrompts(attribute, noun, OPPOSITES[attribute].low)) {
      const { vector } = await model.embed(prompt)
      values.push(METERS[attribute](soundOf(model, vector, classOf(id))))
    }
    classes.push({ id, rho: spearman([0, 1, 2, 3, 4], values), values })
  }
  return {
    share: classes.filter(({ rho }) => rho >= 0.9 - 1e-9).length / classes.length,
    mean: classes.reduce((sum, { rho }) => sum + rho, 0) / classes.length,
    classes,
  }
}

/** Rank correlation; equal values share their rank. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranks(a), ranks(b)]
  const mean = (a.length - 1) / 2
  let xy = 0
  let xx = 0
  let yy = 0
  for (let i = 0; i < a.length; i++) {
    const [p, q] = [(x[i] ?? 0) - mean, (y[i] ?? 0) - mean]
    xy += p * q
    xx += p * p
    yy += q * q
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0
}

const ranks = (values: readonly number[]): readonly number[] =>
  values.map((value) => {
    const below = values.filter((other) => other < value).length
    return below + (values.filter((other) => other === value).length - 1) / 2
  })

/** Pairs of classes: is what lies half way between two prompts, rendered, between what they are? */
export async function midpointsOf(
  model: JointModel,
): Promise<{ readonly near: number; readonly between: number; readonly of: number }> {
  const struck = SOUND_CLASSES.filter(({ target }) => target === 'percussion')
  let near = 0
  let between = 0
  let of = 0
  for (const [i, a] of struck.entries())
    for (let step = 1; step <= 5; step += 2) {
      const b = struck[(i + step) % struck.length]
      if (b === undefined) continue
      const [va, vb] = [await vectorOf(model, a.id), await vectorOf(model, b.id)]
      const middle = va.map((x, d) => x + (vb[d] ?? 0))
      const length = Math.hypot(...middle)
      const heard = [va, middle.map((x) => x / length), vb].map((v) => soundOf(model, v, a))
      const [ea, em, eb] = heard.map(({ features }) => model.embedFeatures(features).vector)
      if (ea === undefined || em === undefined || eb === undefined) continue
      // As near to each end as the ends are to each other, at least.
      if (dot(ea, em) > dot(ea, eb) && dot(eb, em) > dot(ea, eb)) near++
      const [ca = 0, cm = 0, cb = 0] = heard.map(METERS.bright)
      const slack = 0.05 * Math.abs(ca - cb) + 0.1
      if (cm >= Math.min(ca, cb) - slack && cm <= Math.max(ca, cb) + slack) between++
      of++
    }
  return { near: near / of, between: between / of, of }
}

const known = new WeakMap<JointModel, Map<string, Float64Array>>()

async function vectorOf(model: JointModel, id: string): Promise<Float64Array> {
  const noun = CLASSES.find((each) => each.id === id)?.nouns[0]?.noun ?? id
  let vectors = known.get(model)
  if (vectors === undefined) {
    vectors = new Map()
    known.set(model, vectors)
  }
  let vector = vectors.get(noun)
  if (vector === undefined) {
    vector = (await model.embed(noun)).vector
    vectors.set(noun, vector)
  }
  return vector
}
