/** How far words move a sound in the trained space: what "hard to tell apart" is held against (`alike` of the model). */

import type { JointModel } from '../../models/timbre/index.ts'
import { OPPOSITES } from '../../models/timbre/words/attributes.ts'
import { CLASSES } from '../../models/timbre/words/lexicon.ts'
import { dot } from '../../runtime/timbre/dot.ts'
import { quantile } from '../measure.ts'

export interface Moves {
  /** 1 − cosine between each noun and itself under each quality: medians. */
  readonly slightly: number
  readonly plainly: number
  /** Share of plain qualities that move a noun farther than `alike`. */
  readonly beyond: number
}

/** The first noun of every class under the low end of every attribute, and under its high end where that is an adjective. */
export async function movesOf(model: JointModel): Promise<Moves> {
  const qualities = Object.entries(OPPOSITES).flatMap(([high, { low }]) => [high, low])
  const slightly: number[] = []
  const plainly: number[] = []
  for (const { nouns } of CLASSES) {
    const noun = nouns[0]?.noun ?? ''
    const { vector } = await model.embed(noun)
    const far = async (prompt: string): Promise<number> =>
      Math.max(0, 1 - dot(vector, (await model.embed(prompt)).vector))
    for (const quality of qualities) {
      plainly.push(await far(`${quality} ${noun}`))
      slightly.push(await far(`slightly ${quality} ${noun}`))
    }
  }
  return {
    slightly: quantile(slightly, 0.5),
    plainly: quantile(plainly, 0.5),
    beyond: plainly.filter((x) => x > model.alike).length / plainly.length,
  }
}
