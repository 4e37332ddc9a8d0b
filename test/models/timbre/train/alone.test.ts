/** What the decoder learns alone: sounds between sounds, and a room that nobody spoke of. */

import { describe, expect, it } from 'vitest'
import { FEATURE_COUNT } from '../../../../models/timbre/audio/features.ts'
import { UNITS } from '../../../../models/timbre/params.ts'
import { dream } from '../../../../models/timbre/train/dreams.ts'
import { hold, holdNow } from '../../../../models/timbre/train/held.ts'
import { climb, RUNGS } from '../../../../models/timbre/train/ladder.ts'
import { createLesson } from '../../../../models/timbre/train/lesson.ts'
import { parametersOf } from '../../../../models/timbre/train/mlp.ts'
import {
  allParameters,
  createNetworks,
  type Networks,
  PROMPT,
} from '../../../../models/timbre/train/networks.ts'
import { isOfRoom, usualRoomsOf, WET, withUsualRooms } from '../../../../models/timbre/train/room.ts'
import type { Batch } from '../../../../models/timbre/train/step.ts'
import { ATTRIBUTES } from '../../../../models/timbre/words/attributes.ts'
import { gaussian } from '../../../../runtime/random.ts'
import { EACH, FEW, smallDump } from './small.ts'

const lesson = createLesson(smallDump())
const sounds = FEW.flatMap((_, c) => [c * EACH, c * EACH + 1])
const classOf = (sound: number): number => lesson.classes[sound] ?? -1

/**
 * Along the decoder's own gradient: what a small step changes of a loss, over what it should. Nothing else may have a gradient.
 *
 * @param loss adds its gradients
 */
function slopeOf(networks: Networks, loss: () => number): number {
  const bias = networks.decoder.layers.at(-1)?.bias
  if (bias === undefined) throw new Error('no bias')
  for (const { gradient } of allParameters(networks)) gradient.fill(0)
  loss()
  const decoder = new Set(parametersOf(networks.decoder))
  for (const parameter of allParameters(networks))
    if (!decoder.has(parameter)) expect(parameter.gradient.every((x) => x === 0)).toBe(true)
  const gradient = bias.gradient.slice()
  const length = Math.hypot(...gradient)
  const kept = bias.value.slice()
  const at = (step: number): number => {
    for (let i = 0; i < kept.length; i++)
      bias.value[i] = (kept[i] ?? 0) + (step * (gradient[i] ?? 0)) / length
    return loss()
  }
  const slope = (at(1e-3) - at(-1e-3)) / 2e-3
  bias.value.set(kept)
  return slope / length
}

describe('what the decoder made of sounds', () => {
  const networks = createNetworks(6)
  const batch = {
    size: sounds.length,
    features: Float32Array.from({ length: sounds.length * FEATURE_COUNT }, (_, i) => {
      const sound = sounds[Math.floor(i / FEATURE_COUNT)] ?? 0
      return lesson.features[sound * FEATURE_COUNT + (i % FEATURE_COUNT)] ?? 0
    }),
  } as Batch
  const off = (): number => {
    let i = 0
    return hold(networks, batch, 4, () => gaussian(5, 1, 0, i++, 0, 0))
  }

  it('costs nothing while it stays, and pulls the decoder back from where it goes', () => {
    expect(off()).toBeGreaterThan(1e-3)
    holdNow(networks)
    expect(off()).toBe(0)
    const bias = networks.decoder.layers.at(-1)?.bias
    if (bias === undefined) throw new Error('no bias')
    for (let i = 0; i < bias.value.length; i++) bias.value[i] = (bias.value[i] ?? 0) + 0.01 * (1 + (i % 3))
    expect(slopeOf(networks, () => 4 * off())).toBeCloseTo(1, 1)
  })
})

describe('sounds between sounds', () => {
  const networks = createNetworks(2)
  for (const { weights } of networks.decoder.layers)
    for (let i = 0; i < weights.value.length; i++) weights.value[i] = 0.5 * (weights.value[i] ?? 0)
  const dreamt = (share: number, of = { params: 0.8, sound: 3 }): number =>
    dream(
      networks,
      lesson,
      sounds,
      of,
      () => share,
      () => 0,
    )

  it.each([
    { params: 0.8, sound: 0 },
    { params: 0.01, sound: 3 },
  ])('move the decoder down the slope of %o, and nothing else', (of) => {
    expect(slopeOf(networks, () => dreamt(0.3, of))).toBeCloseTo(1, 1)
  })

  it('are other sounds with each share of the way, and at its end the next sound of the same voice', () => {
    expect(dreamt(0.5)).not.toBeCloseTo(dreamt(0), 3)
    const twice = (share: number, pair: readonly number[]): number =>
      dream(
        networks,
        lesson,
        pair,
        { params: 1, sound: 1 },
        () => share,
        () => 0,
      )
    // Of two, each ends where the other began.
    expect(twice(1, sounds.slice(0, 2))).toBeCloseTo(twice(0, sounds.slice(0, 2)), 5)
  })
})

describe('the room of a caption that says nothing of it', () => {
  const captions = [
    { text: '', classIndex: classOf(0), mentions: [] },
    { text: '', classIndex: classOf(0), mentions: [{ attribute: WET, low: 0.5, high: 2, relative: true }] },
    { text: '', classIndex: null, mentions: [] },
    { text: '', classIndex: classOf(3 * EACH), mentions: [] },
  ]
  const set = () => {
    const wanted = new Float32Array(captions.length * UNITS).fill(0.123)
    const weights = new Float32Array(wanted.length).fill(1)
    const places = withUsualRooms(lesson, { captions }, wanted, weights)
    return { wanted, weights, places }
  }

  it('is the usual one of its class, in the numbers of its voice', () => {
    const { wanted, weights, places } = set()
    const rows = [...places].map((at) => [Math.floor(at / UNITS), wanted[at], isOfRoom(at % UNITS)])
    const usual = (sound: number): number => Math.fround(lesson.usualRooms[classOf(sound)] ?? Number.NaN)
    expect(rows).toEqual([
      [0, usual(0), true],
      [3, usual(3 * EACH), true],
    ])
    // A kick is struck and a bass is plucked: other numbers, other places.
    expect(new Set([...places].map((at) => at % UNITS)).size).toBe(2)
    const others = wanted.filter((_, at) => !places.has(at))
    expect([others.every((x) => x === Math.fround(0.123)), others.length]).toEqual([true, wanted.length - 2])
    for (const at of places) expect(weights[at]).toBeGreaterThan(1)
  })

  it('is the way to no word but "wet"', () => {
    const networks = createNetworks(4)
    const bias = networks.decoder.layers.at(-1)?.bias
    if (bias === undefined) throw new Error('no bias')
    const climbed = (attribute: number): readonly number[] => {
      for (const { gradient } of allParameters(networks)) gradient.fill(0)
      const ladder = { classIndex: classOf(0), attribute, prompts: [] }
      const prompts = Float32Array.from(
        { length: RUNGS * PROMPT },
        (_, i) => 0.05 * gaussian(7, 1, 0, i, 0, 0),
      )
      climb(networks, lesson, [{ ladder, sound: 0 }], prompts, 1)
      return [...bias.gradient].filter((x, p) => x !== 0 && isOfRoom(p))
    }
    for (const name of ['metallic', 'open', 'long'] as const)
      expect(climbed(ATTRIBUTES.indexOf(name)), name).toEqual([])
    expect(climbed(WET)).toHaveLength(1)
  })

  it('is the median: a few halls do not make all of them wetter', () => {
    const units = lesson.units.slice(0, 5 * UNITS)
    const classes = lesson.classes.slice(0, 5)
    const at = Array.from({ length: UNITS }, (_, p) => p).find(isOfRoom) ?? 0
    for (const [i, room] of [-1, -0.9, -0.95, 0.9, 1].entries()) units[i * UNITS + at] = room
    expect(usualRoomsOf(units, classes)[classOf(0)]).toBeCloseTo(-0.9, 6)
  })
})
