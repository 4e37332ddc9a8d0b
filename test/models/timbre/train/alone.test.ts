/** What the decoder learns alone: sounds between sounds, and which class what it makes is of. */

import { describe, expect, it } from 'vitest'
import { FEATURE_COUNT } from '../../../../models/timbre/audio/features.ts'
import { dream } from '../../../../models/timbre/train/dreams.ts'
import { createLesson } from '../../../../models/timbre/train/lesson.ts'
import { parametersOf } from '../../../../models/timbre/train/mlp.ts'
import { allParameters, createNetworks } from '../../../../models/timbre/train/networks.ts'
import { recognised } from '../../../../models/timbre/train/recognised.ts'
import { EACH, FEW, smallDump } from './small.ts'

const lesson = createLesson(smallDump())
const sounds = FEW.flatMap((_, c) => [c * EACH, c * EACH + 1])
const classOf = (sound: number): number => lesson.classes[sound] ?? -1

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
    const bias = networks.decoder.layers.at(-1)?.bias
    if (bias === undefined) throw new Error('no bias')
    for (const { gradient } of allParameters(networks)) gradient.fill(0)
    dreamt(0.3, of)
    const gradient = bias.gradient.slice()
    const length = Math.hypot(...gradient)
    const kept = bias.value.slice()
    const at = (step: number): number => {
      for (let i = 0; i < kept.length; i++)
        bias.value[i] = (kept[i] ?? 0) + (step * (gradient[i] ?? 0)) / length
      return dreamt(0.3, of)
    }
    expect((at(1e-3) - at(-1e-3)) / 2e-3 / length).toBeCloseTo(1, 1)
    bias.value.set(kept)
    const decoder = new Set(parametersOf(networks.decoder))
    for (const parameter of allParameters(networks))
      if (!decoder.has(parameter)) expect(parameter.gradient.every((x) => x === 0)).toBe(true)
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

describe('which class what is rendered is of', () => {
  const rows = (list: readonly number[]): Float32Array =>
    Float32Array.from({ length: list.length * FEATURE_COUNT }, (_, i) => {
      const sound = list[Math.floor(i / FEATURE_COUNT)] ?? 0
      return lesson.features[sound * FEATURE_COUNT + (i % FEATURE_COUNT)] ?? 0
    })

  it('costs little where it is the class that was named, and much where it is another', () => {
    const features = rows(sounds)
    const own = recognised(features, sounds.map(classOf), lesson, 1).loss
    const others = recognised(
      features,
      sounds.map((_, r) => classOf(sounds.at(r - 2) ?? 0)),
      lesson,
      1,
    ).loss
    expect(own).toBeLessThan(0.2)
    expect(others).toBeGreaterThan(2)
  })

  it('has the gradient that finite differences say, none where no class is named', () => {
    const features = rows(sounds)
    // Between two classes, where the line runs.
    for (let i = 0; i < 4 * FEATURE_COUNT; i++)
      features[i] = 0.5 * ((features[i] ?? 0) + (features[i + 4 * FEATURE_COUNT] ?? 0))
    const named = sounds.map((sound, r) => (r === 1 ? null : classOf(sound)))
    const { gradient } = recognised(features, named, lesson, 3)
    expect(gradient.subarray(FEATURE_COUNT, 2 * FEATURE_COUNT).every((x) => x === 0)).toBe(true)
    const length = Math.hypot(...gradient)
    expect(length).toBeGreaterThan(1e-3)
    const at = (step: number): number =>
      recognised(
        features.map((x, i) => x + (step * (gradient[i] ?? 0)) / length),
        named,
        lesson,
        3,
      ).loss
    expect((at(1e-3) - at(-1e-3)) / 2e-3 / length).toBeCloseTo(1, 1)
  })
})
