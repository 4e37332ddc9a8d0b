/**
 * Sounds that lie between two sounds of one voice: their numbers are known and their features foretold, by the proxy. A decoder that has
 * learned these answers recordings that are like no class.
 */

import { VOICE_TARGETS } from '../../../runtime/timbre/baked.ts'
import { FEATURE_COUNT } from '../audio/features.ts'
import { UNITS } from '../params.ts'
import type { Lesson } from './lesson.ts'
import { squares } from './losses.ts'
import { backward, forward, unitRows } from './mlp.ts'
import { type Networks, PROXY_INPUTS, SPACE } from './networks.ts'

export interface DreamWeights {
  readonly params: number
  readonly sound: number
}

/**
 * Adds to the decoder's gradients what it makes of one dream for each of the sounds; nothing else learns from it.
 *
 * @param even numbers between 0 and 1
 * @param noise of the features, in their standard deviations
 */
export function dream(
  { audio, decoder, proxy }: Networks,
  lesson: Lesson,
  sounds: readonly number[],
  weights: DreamWeights,
  even: (row: number) => number,
  noise: () => number,
): number {
  const n = sounds.length
  const inputs = new Float32Array(n * PROXY_INPUTS)
  const unitWeights = new Float32Array(n * UNITS)
  const byTarget = VOICE_TARGETS.map((_, t) =>
    sounds.filter((sound) => (lesson.proxyInputs[sound * PROXY_INPUTS + UNITS + t] ?? 0) > 0),
  )
  sounds.forEach((sound, r) => {
    const list = byTarget.find((each) => each.includes(sound)) ?? [sound]
    const other = list[(list.indexOf(sound) + 1) % list.length] ?? sound
    const share = even(r)
    for (let p = 0; p < PROXY_INPUTS; p++) {
      const from = lesson.proxyInputs[sound * PROXY_INPUTS + p] ?? 0
      const to = lesson.proxyInputs[other * PROXY_INPUTS + p] ?? 0
      inputs[r * PROXY_INPUTS + p] = from + share * (to - from)
    }
    for (let p = 0; p < UNITS; p++)
      unitWeights[r * UNITS + p] = weights.params * (lesson.unitWeights[sound * UNITS + p] ?? 0)
  })
  const { output: features } = forward(proxy, inputs, n)
  const heard = features.map((x) => x + noise())
  const space = unitRows(forward(audio, heard, n).output, n, SPACE).output
  const tape = forward(decoder, space, n)
  const units = new Float32Array(n * UNITS)
  for (let r = 0; r < n; r++)
    units.set(inputs.subarray(r * PROXY_INPUTS, r * PROXY_INPUTS + UNITS), r * UNITS)
  const params = squares(tape.output, units, unitWeights, n)

  const played = inputs.slice()
  for (let r = 0; r < n; r++)
    for (let p = 0; p < UNITS; p++)
      if ((unitWeights[r * UNITS + p] ?? 0) > 0)
        played[r * PROXY_INPUTS + p] = Math.min(1, Math.max(-1, tape.output[r * UNITS + p] ?? 0))
  const proxyTape = forward(proxy, played, n)
  const soundWeights = new Float32Array(n * FEATURE_COUNT)
  for (let i = 0; i < soundWeights.length; i++)
    soundWeights[i] = (weights.sound * (lesson.featureWeights[i % FEATURE_COUNT] ?? 0)) / FEATURE_COUNT
  const sounding = squares(proxyTape.output, features, soundWeights, n)
  const byInputs = backward(proxy, proxyTape, sounding.gradient, true)
  const byUnits = params.gradient
  for (let r = 0; r < n; r++)
    for (let p = 0; p < UNITS; p++) {
      const i = r * UNITS + p
      if ((unitWeights[i] ?? 0) === 0 || Math.abs(tape.output[i] ?? 0) > 1) continue
      byUnits[i] = (byUnits[i] ?? 0) + (byInputs[r * PROXY_INPUTS + p] ?? 0)
    }
  backward(decoder, tape, byUnits)
  return params.loss + sounding.loss
}
