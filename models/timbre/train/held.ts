/**
 * What the decoder makes of sounds stays as it is while it learns to answer prompts: a recording has no numbers to learn from, so that
 * what words teach would be paid for with it.
 */

import { UNITS } from '../params.ts'
import { squares } from './losses.ts'
import { backward, forward, parametersOf, unitRows } from './mlp.ts'
import { type Networks, SPACE } from './networks.ts'
import type { Batch } from './step.ts'

/** From here on the decoder is held to what it is now. */
export function holdNow({ decoder, held }: Networks): void {
  const from = parametersOf(decoder)
  parametersOf(held).forEach(({ value }, p) => {
    value.set(from[p]?.value ?? [])
  })
}

/** Length of what is added to a sound's vector: a recording from elsewhere lies so far from what was trained on, and farther. */
const AROUND = 0.6

/**
 * Mean square of how far the decoder's numbers are from what they were, over a batch's sounds, what lies half way between each and the next, and
 * what lies around them; adds `weight` times its gradient to the decoder's.
 *
 * @param draw standard normal numbers
 */
export function hold(
  { audio, decoder, held }: Networks,
  { size: n, features }: Batch,
  weight: number,
  draw: () => number,
): number {
  const sounds = unitRows(forward(audio, features, n).output, n, SPACE).output
  const between = sounds.map((x, i) => x + (sounds[(i + SPACE) % sounds.length] ?? 0))
  const around = sounds.map((x) => x + (AROUND / Math.sqrt(SPACE)) * draw())
  const rows = new Float32Array(3 * sounds.length)
  rows.set(sounds)
  rows.set(unitRows(between, n, SPACE).output, sounds.length)
  rows.set(unitRows(around, n, SPACE).output, 2 * sounds.length)
  const tape = forward(decoder, rows, 3 * n)
  const { output } = forward(held, rows, 3 * n)
  const off = squares(tape.output, output, new Float32Array(output.length).fill(weight / UNITS), 3 * n)
  backward(decoder, tape, off.gradient)
  return off.loss / weight
}
