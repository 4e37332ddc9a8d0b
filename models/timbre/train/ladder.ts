/**
 * More of a word is more of what it says: for a class and an attribute the five prompts from "very soft snare" to "very hard snare", and a loss
 * for each step between two of them that is less than it should be, by the proxy's meters. It moves the decoder alone; where prompts lie is
 * not its business.
 */

import { TARGET_PARAMS } from '../../../runtime/audio/palette/baked-patch.ts'
import { VOICE_TARGETS } from '../../../runtime/timbre/baked.ts'
import { ATTRIBUTE_COUNT } from '../data/attributes.ts'
import { SOUND_CLASSES } from '../data/sounds.ts'
import { OFFSETS, UNITS } from '../params.ts'
import { ATTRIBUTES, OPPOSITES } from '../words/attributes.ts'
import { gradedPrompts } from '../words/captions.ts'
import { CLASSES } from '../words/lexicon.ts'
import { asAsked } from './asked.ts'
import type { Lesson } from './lesson.ts'
import { metersBack, metersOf } from './meters.ts'
import { backward, forward, unitRows } from './mlp.ts'
import { type Networks, PROXY_INPUTS, SPACE } from './networks.ts'
import { isOfRoom, WET } from './room.ts'

export interface Ladder {
  /** Place in `SOUND_CLASSES`, and in `ATTRIBUTES`. */
  readonly classIndex: number
  readonly attribute: number
  /** From the low pole up. */
  readonly prompts: readonly string[]
}

export const RUNGS = 5
/** So many nouns of a class: the first is the plainest. */
const NOUNS = 5

/** Of each class and attribute, by its plainest nouns; without words that would name another class. */
export function laddersOf(): readonly Ladder[] {
  return SOUND_CLASSES.flatMap(({ id }, classIndex) => {
    const words = CLASSES.find((each) => each.id === id)
    const plain = (words?.nouns ?? []).filter(
      ({ heldOut, grades }) => !heldOut && Object.keys(grades).length === 0,
    )
    return ATTRIBUTES.flatMap((name, attribute) => {
      const { low } = OPPOSITES[name]
      if (words?.never.some((word) => word === name || word === low)) return []
      return plain
        .slice(0, NOUNS)
        .map(({ noun }) => ({ classIndex, attribute, prompts: gradedPrompts(name, noun, low) }))
    })
  })
}

/** A ladder as it is climbed once. */
export interface Climb {
  readonly ladder: Ladder
  /** A sound of its class: at that pitch. */
  readonly sound: number
}

/** Standard deviations of its class that a step should make, at least. */
const STEP = 0.4
const FARTHEST_STEP = 1.2

/**
 * Mean over steps of (how much is lacking)², in standard deviations of the class; adds `weight` times its gradient to the decoder's.
 *
 * @param prompts [climbs · RUNGS × PROMPT]
 */
export function climb(
  networks: Networks,
  lesson: Lesson,
  climbs: readonly Climb[],
  prompts: Float32Array,
  weight: number,
): number {
  const { text, decoder, proxy } = networks
  const rows = climbs.length * RUNGS
  const t = unitRows(forward(text, prompts, rows).output, rows, SPACE)
  const decoderTape = forward(decoder, asAsked(t.output, prompts, rows).output, rows)
  const inputs = new Float32Array(rows * PROXY_INPUTS)
  const free = new Uint8Array(rows * UNITS)
  for (let r = 0; r < rows; r++) {
    const one = climbs[Math.floor(r / RUNGS)]
    if (one === undefined) continue
    const at = r * PROXY_INPUTS
    const target = SOUND_CLASSES[one.ladder.classIndex]?.target ?? 'percussion'
    for (let p = OFFSETS[target]; p < OFFSETS[target] + TARGET_PARAMS[target].length; p++) {
      const x = decoderTape.output[r * UNITS + p] ?? 0
      inputs[at + p] = Math.min(1, Math.max(-1, x))
      // No word but "wet" is climbed by way of the room.
      if (Math.abs(x) <= 1 && (one.ladder.attribute === WET || !isOfRoom(p))) free[r * UNITS + p] = 1
    }
    inputs[at + UNITS + VOICE_TARGETS.indexOf(target)] = 1
    inputs[at + PROXY_INPUTS - 1] = lesson.proxyInputs[(one.sound + 1) * PROXY_INPUTS - 1] ?? 0
  }
  const proxyTape = forward(proxy, inputs, rows)
  const measured = metersOf(proxyTape.output, inputs, rows)
  const byMeters = new Float32Array(measured.length)
  const count = climbs.length * (RUNGS - 1)
  let loss = 0
  climbs.forEach(({ ladder: { classIndex, attribute } }, c) => {
    const sd = Math.max(0.1, lesson.measured.classSd[classIndex * ATTRIBUTE_COUNT + attribute] ?? 1)
    for (let step = 0; step + 1 < RUNGS; step++) {
      const low = (c * RUNGS + step) * ATTRIBUTE_COUNT + attribute
      const high = low + ATTRIBUTE_COUNT
      const lacks = STEP - ((measured[high] ?? 0) - (measured[low] ?? 0)) / sd
      if (lacks <= 0) continue
      loss += lacks ** 2 / count
      // What lacks very much is pulled no harder than that.
      const slope = (2 * weight * Math.min(lacks, FARTHEST_STEP)) / count / sd
      byMeters[high] = (byMeters[high] ?? 0) - slope
      byMeters[low] = (byMeters[low] ?? 0) + slope
    }
  })
  const { byFeatures, byUnits } = metersBack(byMeters, rows)
  const byInputs = backward(proxy, proxyTape, byFeatures, true)
  for (let r = 0; r < rows; r++)
    for (let p = 0; p < UNITS; p++) {
      const i = r * UNITS + p
      byUnits[i] = free[i] === 1 ? (byUnits[i] ?? 0) + (byInputs[r * PROXY_INPUTS + p] ?? 0) : 0
    }
  backward(decoder, decoderTape, byUnits)
  return loss
}
